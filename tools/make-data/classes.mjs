// Writes what imports need of data/catalogue.json as Rust, so that the module neither carries its sources nor reads JSON for
// it:  node tools/make-data/classes.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
export const CLASSES = at('src/import/classes.rs');

const float = (number) => (Number.isInteger(number) && number < 1e21 ? `${number}.0` : `${number}`);
const optional = (number) => (number === undefined ? 'None' : `Some(${float(number)})`);
const text = (string) => JSON.stringify(string);

const device = (of) => `    Device { id: ${text(of.id)}, name: ${text(of.name)}, flop_per_second: ${float(of.flopPerSecond)}, memory_bytes: ${optional(of.memoryBytes)}, `
  + `memory_bytes_per_second: ${optional(of.memoryBytesPerSecond)}, watts: ${optional(of.watts)}, kind: ${text(of.kind)} },\n`;
const link = (of) => `    LinkClass { id: ${text(of.id)}, name: ${text(of.name)}, bits_per_second: ${float(of.bitsPerSecond)}, joules_per_bit: ${optional(of.joulesPerBit)}, kind: ${text(of.kind)} },\n`;

/** The source file for the catalogue as it is. */
export function makeClasses() {
  const { devices, links } = JSON.parse(readFileSync(at('data/catalogue.json'), 'utf8'));
  return `//! What imports need of \`data/catalogue.json\`, made from it by \`node tools/make-data/classes.mjs\`.

use super::catalogue::{Device, LinkClass};

#[rustfmt::skip]
pub(super) static DEVICES: [Device; ${devices.length}] = [
${devices.map(device).join('')}];

#[rustfmt::skip]
pub(super) static LINKS: [LinkClass; ${links.length}] = [
${links.map(link).join('')}];
`;
}

export const writeClasses = () => writeFileSync(CLASSES, makeClasses());

if (process.argv[1] === fileURLToPath(import.meta.url)) writeClasses();

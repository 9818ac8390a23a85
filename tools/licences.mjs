// The licences of what others wrote and is published with us, as they ask for.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Stop, output } from './process.mjs';
import { findRust } from './rust.mjs';
import { ROOT } from './step.mjs';

/** Texts for those that bring none, as `NAME.txt`. */
export const LICENCES = 'tools/licences';

/** Of several licences to choose from the first of these, else any. */
const PREFERRED = [/^licen[cs]e-mit/i, /^licen[cs]e(\.\w+)?$/i, /^licen[cs]e-boost/i, /^licen[cs]e/i];

function licenceIn(directory, name) {
  const files = readdirSync(directory);
  const own = PREFERRED.map((wanted) => files.find((file) => wanted.test(file))).find(Boolean);
  const file = own ? join(directory, own) : join(ROOT, LICENCES, `${name}.txt`);
  if (!existsSync(file)) throw new Stop(`${name} has no licence file: put its licence into ${LICENCES}/${name}.txt`);
  return readFileSync(file, 'utf8').trim();
}

const joined = (parts) => parts.map(({ name, version, directory }) => `${name} ${version}\n\n${licenceIn(directory, name)}\n`).join('\n\n');

/** Of the npm packages that these files are from. */
export function licencesOfPackages(files) {
  const directories = new Set(files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean));
  return joined([...directories].sort().map((directory) => {
    const { name, version } = JSON.parse(readFileSync(join(ROOT, directory, 'package.json'), 'utf8'));
    return { name, version, directory: join(ROOT, directory) };
  }));
}

function cargo(...args) {
  const told = output('cargo', [...args, '--locked'], { cwd: ROOT, env: findRust().env });
  if (told === undefined) throw new Stop(`cargo ${args.join(' ')} failed`);
  return told;
}

/** Of the crates that are compiled into the modules. */
export function licencesOfCrates() {
  const tree = cargo('tree', '--package', 'splitway', '--features', 'wasm', '--target', 'wasm32-unknown-unknown', '--edges', 'normal,no-proc-macro', '--prefix', 'none', '--format', '{p}');
  const compiled = new Set(tree.split('\n').map((line) => line.split(' ').slice(0, 2).join(' ')));
  const { packages } = JSON.parse(cargo('metadata', '--format-version', '1'));
  const crates = packages.filter(({ name, version }) => name !== 'splitway' && compiled.has(`${name} v${version}`));
  return joined(crates.map(({ name, version, manifest_path: manifest }) => ({ name, version, directory: dirname(manifest) })));
}

// The npm packages the build needs: installed by `npm ci` when they are missing or not those of the lockfile.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, npm } from './process.mjs';
import { findRust } from './rust.mjs';
import { ROOT, timed } from './step.mjs';

const OLDEST_NODE = [20, 19];

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    throw new Stop(`Node ${OLDEST_NODE.join('.')} or newer is needed, and this is Node ${process.versions.node}.`);
  }
}

function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;
  } catch {
    return {};
  }
}

// npm keeps a lockfile of what it has really installed; packages for other systems are absent there.
function installed() {
  const wanted = lockedPackages('package-lock.json');
  const present = lockedPackages('node_modules/.package-lock.json');
  return Object.entries(wanted).every(([path, { version, optional }]) =>
    path === '' || (present[path] === undefined ? optional : present[path].version === version));
}

export async function setUpPackages() {
  if (installed()) return;
  // On a new machine nobody should wait for packages to learn that Rust is missing.
  findRust();
  await timed('npm packages', () => npm(['ci', '--no-audit', '--no-fund'], { cwd: ROOT }));
}

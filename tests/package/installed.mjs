// The packed package in an empty project, the way a user gets it.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { pack } from '../../tools/pack.mjs';

export const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A new directory that goes when this process ends. */
export function temporaryDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'splitway-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

// `npm test` packs once for all; a test that is run alone packs for itself.
let packed;
export function tarball() {
  packed ??= process.env.SPLITWAY_TARBALL ?? pack(temporaryDirectory());
  return packed;
}

/** Makes an empty project, optionally from a template, with the package installed; returns its directory. */
export function installPackage(template) {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  if (template !== undefined) cpSync(template, directory, { recursive: true });
  const options = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--silent'];
  execFileSync('npm', ['install', ...options, tarball()], { cwd: directory, stdio: 'inherit' });
  return directory;
}

/** Imports one of the package's entry points as a file of that project would. */
export function importFrom(directory, specifier = 'splitway') {
  return import(pathToFileURL(createRequire(join(directory, 'index.js')).resolve(specifier)));
}

/** Runs a script there in a process of its own. */
export function runNode(directory, script, ...flags) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, '--eval', script], { cwd: directory, encoding: 'utf8' });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
}

// The installed command `splitway`, run as a user runs it: a real process, from the packed package in an empty project.
// SPLITWAY_BIN names another main.js to run in its place, for work on the command itself.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { REPOSITORY, installPackage, temporaryDirectory } from '../package/installed.mjs';

function installed() {
  if (process.env.SPLITWAY_BIN === undefined) {
    const packages = join(installPackage(), 'node_modules');
    // The solver, as somebody installs it who wants to compare.
    cpSync(join(REPOSITORY, 'node_modules/highs'), join(packages, 'highs'), { recursive: true });
    return join(packages, '.bin');
  }
  const directory = temporaryDirectory();
  const command = join(directory, 'splitway');
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${process.env.SPLITWAY_BIN}" "$@"\n`);
  chmodSync(command, 0o755);
  return directory;
}

const directory = installed();

/** The command's path, and an environment in which a shell finds it by its name. */
export const COMMAND = join(directory, 'splitway');
export const ENVIRONMENT = { ...process.env, PATH: `${directory}${delimiter}${process.env.PATH}` };

/** Runs `splitway ...words` to its end. */
export function splitway(words, { input = '', cwd } = {}) {
  const { status, stdout, stderr } = spawnSync(COMMAND, words, { input, cwd, encoding: 'utf8', maxBuffer: 1e9 });
  return { status, stdout, stderr };
}

/** Starts `splitway ...words` and leaves its streams to the caller. */
export function start(words, options = {}) {
  const child = spawn(COMMAND, words, { stdio: 'pipe', ...options });
  child.ended = new Promise((resolve) => child.on('exit', (status, signal) => resolve({ status, signal })));
  child.told = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => { child.told += text; });
  // Whoever ends the command early breaks our pipe to it.
  child.stdin?.on('error', () => {});
  return child;
}

/** Runs a line of bash in which `splitway` is the command. */
export function bash(line, cwd) {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', line], { cwd, env: ENVIRONMENT, encoding: 'utf8', maxBuffer: 1e9 });
  return { status, stdout, stderr };
}

// Child processes and the way a build step ends: with a result, or with one clear sentence.
import { spawn, spawnSync } from 'node:child_process';

/** An end that the reader can do something about: shown as its sentence alone, without a stack. */
export class Stop extends Error {}

/** Shows a failure the way its kind deserves and makes the process end with code 1. */
export function fail(error) {
  console.error(error instanceof Stop ? `\nsplitway: ${error.message}` : error);
  process.exitCode = 1;
}

/** Runs a command with its output shown; a `Stop` when it fails. */
export function run(command, args, { env, cwd, timeoutSeconds } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: timeoutSeconds === undefined ? undefined : timeoutSeconds * 1000,
    });
    child.on('error', (error) => reject(new Stop(`cannot run ${command}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Stop(`${[command, ...args].join(' ')} ended with ${signal ?? `code ${code}`}`));
    });
  });
}

/** What a command prints, trimmed; undefined when it is missing or fails. */
export function output(command, args, { env, cwd } = {}) {
  const { status, stdout } = spawnSync(command, args, {
    cwd,
    env: env ?? process.env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 26,
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Runs npm, the one that runs us when there is one. */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? run(process.execPath, [script, ...args], options) : run('npm', args, options);
}

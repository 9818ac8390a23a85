// The command on a terminal of its own, as a person has it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ENVIRONMENT } from './command.mjs';

/** Runs a line of bash on a terminal; `typed` is typed once something shows that matches `when`. */
export async function onTerminal(line, { cwd, environment = {}, typed, when } = {}) {
  const words = process.platform === 'linux' ? ['-qec', line, '/dev/null'] : ['-q', '/dev/null', 'bash', '-c', line];
  const child = spawn('script', words, { cwd, env: { ...ENVIRONMENT, SHELL: '/bin/bash', TERM: 'xterm', ...environment } });
  let screen = '';
  let pending = typed;
  child.stdout.setEncoding('utf8').on('data', (text) => {
    screen += text;
    if (pending === undefined || !when.test(screen)) return;
    child.stdin.write(pending);
    pending = undefined;
  });
  const [status] = await once(child, 'close');
  return { status, screen };
}

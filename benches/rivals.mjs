// What is measured outside the interleaved rounds: graphology, which takes seconds where others take milliseconds.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('graphology.mjs', import.meta.url));
const LONGEST_SECONDS = 60;
const TOO_LONG = { instead: `over ${LONGEST_SECONDS} s` };

/**
 * @param {string} module the compiled contest
 * @param {{ instance: number, hasBacklogs: boolean, expectedSeconds: number }} row what it is expected to take goes
 *   by a smaller instance of the same kind
 */
export function measureGraphology(module, { instance, hasBacklogs, expectedSeconds }) {
  if (hasBacklogs) return { instead: 'cannot', because: 'its arcs have costs that do not depend on the time' };
  if (expectedSeconds > LONGEST_SECONDS) return { ...TOO_LONG, expectedSeconds };
  const { status, stdout, error } = spawnSync(process.execPath, [SCRIPT, module, String(instance)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LONGEST_SECONDS * 1000,
  });
  if (error?.code === 'ETIMEDOUT') return TOO_LONG;
  if (status !== 0) throw new Error(`graphology ended with code ${status}`);
  return JSON.parse(stdout);
}

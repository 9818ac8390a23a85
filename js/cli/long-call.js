// A call that takes its time: a bar on the terminal meanwhile, and Ctrl-C takes what is there so far.

import { CommandError } from './failure.js';
import { bar, startLine } from './progress.js';

/**
 * @template T
 * @param {(controls: { stop: AbortSignal, onProgress?: (so: object) => void }) => Promise<T>} call
 * @param {{ describe: (progress: object) => string, screen?: NodeJS.WriteStream }} told `describe` follows the bar
 * @returns {Promise<{ answer: T, interrupted: boolean }>}
 */
export async function runLongCall(call, { describe, screen = process.stderr }) {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  // A second Ctrl-C finds no listener, and ends the process.
  process.once('SIGINT', stop);
  let so = { share: 0 };
  const line = screen.isTTY ? startLine(() => `${bar(so.share)}${describe(so)}`, screen) : undefined;
  const onProgress = line && ((progress) => {
    so = progress;
    line.draw();
  });
  try {
    return { answer: await call({ stop: stopping.signal, onProgress }), interrupted: stopping.signal.aborted };
  } finally {
    line?.erase();
    process.off('SIGINT', stop);
  }
}

/** Says, after the answer, that it is not what was asked for. */
export function checkUninterrupted(interrupted, what) {
  if (interrupted) throw new CommandError('cancelled', `interrupted; this is ${what} so far`);
}

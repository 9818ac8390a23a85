// Writing to standard output, which may be a terminal, a file, or a pipe that somebody closes.

import { once } from 'node:events';
import { CommandError, exitCodeOf, failureLine } from './failure.js';

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], cyan: [36, 39] };

/** Whether a stream should get colour: a terminal that nobody asked to stay plain. */
export const hasColour = (stream, environment = process.env) =>
  Boolean(stream.isTTY) && !environment.NO_COLOR && environment.TERM !== 'dumb';

/** @returns {Record<keyof typeof CODES, (text: string) => string>} */
export const painter = (colour) => Object.fromEntries(Object.entries(CODES).map(
  ([name, [on, off]]) => [name, (text) => (colour && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text)],
));

/**
 * Whoever reads our output may stop (`| head -1`), which is no error of ours;
 * nobody is left to tell, so nothing remains to be done.
 */
export function endWithReader() {
  process.stdout.on('error', (error) => {
    if (error.code === 'EPIPE' || error.code === 'EOF') process.exit(0);
    const failure = new CommandError('internal', `cannot write to standard output: ${error.message}`);
    process.stderr.write(`${failureLine(failure)}\n`);
    process.exit(exitCodeOf(failure));
  });
  process.stderr.on('error', () => {});
}

/** Writes, and returns once the reader has room for more. */
export async function write(text, stream = process.stdout) {
  if (!stream.write(text)) await once(stream, 'drain');
}

/** JSON as a document of its own: indented, ending its last line. */
export const jsonDocument = (value) => `${JSON.stringify(value, null, 2)}\n`;

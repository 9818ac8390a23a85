// Reading what a command is given: a file, or standard input for `-`.

import { createReadStream, fstatSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CommandError } from './failure.js';
import { oneLine } from './plain-text.js';

/** The longest document and the longest line, in bytes: one text must fit into one string. */
export const MOST_BYTES = 256 * 1024 * 1024;

const REASONS = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'its permissions forbid reading',
  EPERM: 'its permissions forbid reading',
  ENAMETOOLONG: 'the name is too long',
};

/** What an input is called in messages. */
export const nameOf = (input) => (input === '-' ? 'standard input' : oneLine(input));

export function unreadable(input, error) {
  return new CommandError('unreadable-input', `cannot read ${nameOf(input)}: ${REASONS[error.code] ?? error.message}`);
}

const STANDARD_INPUT = 0;

// Node takes a directory for an empty stream here, and waits without a word for somebody to type.
function standardInput(what) {
  if (fstatSync(STANDARD_INPUT).isDirectory()) throw unreadable('-', { code: 'EISDIR' });
  if (process.stdin.isTTY && process.stderr.isTTY) process.stderr.write(`reading ${what} from the keyboard; Ctrl-D ends it\n`);
  return { stream: process.stdin, bytes: undefined };
}

/** @returns {Promise<{ stream: import('node:stream').Readable, bytes: number | undefined }>} `bytes` is known for files */
export async function openInput(input, what) {
  if (input === '-') return standardInput(what);
  try {
    const about = await stat(input);
    if (about.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    return { stream: createReadStream(input), bytes: about.isFile() ? about.size : undefined };
  } catch (error) {
    throw unreadable(input, error);
  }
}

/** A whole document as it is. */
export async function readBytes(input, what) {
  const { stream } = await openInput(input, `the ${what}`);
  const chunks = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > MOST_BYTES) break;
    }
  } catch (error) {
    throw unreadable(input, error);
  }
  if (length > MOST_BYTES) {
    throw new CommandError('limit-exceeded', `${nameOf(input)} holds more than ${MOST_BYTES / 1024 / 1024} MiB, the most that one document may have`);
  }
  return Buffer.concat(chunks);
}

/** A whole document as text. */
export async function readDocument(input, what) {
  const bytes = await readBytes(input, what);
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CommandError('invalid-json', `${nameOf(input)} is not UTF-8 text`);
  }
  if (text.trim() === '') throw new CommandError('invalid-json', `${nameOf(input)} is empty; it should hold a ${what}`);
  return text;
}

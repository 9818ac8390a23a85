// A stream of bytes cut into blocks of whole lines. A block is what one chunk completed, so that a slow stream is
// answered line by line and a fast one without a message per line.

import { MOST_BYTES } from './documents.js';

const NEWLINE = 10;

/** One buffer of its own, which may be handed to another thread. */
function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * @param {AsyncIterable<Uint8Array>} chunks
 * @returns {AsyncGenerator<Uint8Array | null>} whole lines with their ends (the last may lack one);
 *   null stands for one line longer than `mostBytes`, whose bytes are passed over
 */
export async function* blocksOfLines(chunks, mostBytes = MOST_BYTES) {
  let begun = [];
  let begunBytes = 0;
  let passingOver = false;
  for await (const chunk of chunks) {
    let rest = chunk;
    if (passingOver) {
      const end = rest.indexOf(NEWLINE);
      if (end === -1) continue;
      passingOver = false;
      rest = rest.subarray(end + 1);
    }
    const end = rest.lastIndexOf(NEWLINE);
    if (end !== -1) {
      yield joined([...begun, rest.subarray(0, end + 1)]);
      begun = [];
      begunBytes = 0;
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) {
      begun.push(rest);
      begunBytes += rest.length;
    }
    if (begunBytes > mostBytes) {
      yield null;
      begun = [];
      begunBytes = 0;
      passingOver = true;
    }
  }
  if (begunBytes > 0) yield joined(begun);
}

/** The lines of a block, without their ends (`\n` or `\r\n`). */
export function* linesOf(block) {
  let start = 0;
  while (start < block.length) {
    const found = block.indexOf(NEWLINE, start);
    const end = found === -1 ? block.length : found;
    const isCarriageReturn = end > start && block[end - 1] === 13;
    yield block.subarray(start, isCarriageReturn ? end - 1 : end);
    start = end + 1;
  }
}

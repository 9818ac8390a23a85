// What a command says when it cannot answer: one line, and the exit code that fits.

import { oneLine } from './plain-text.js';

const NO_FEASIBLE_ANSWER = new Set(['unreachable', 'no-feasible-placement', 'memory-exceeded']);
const STOPPED = new Set(['limit-exceeded', 'cancelled']);
const FAULT_OF_OURS = new Set(['internal', 'wasm-load', 'disposed', 'optima-differ']);

/** Something wrong with the call itself: its words, its files, its streams. */
export class CommandError extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
  }
}

export function exitCodeOf(error) {
  const code = codeOf(error);
  if (NO_FEASIBLE_ANSWER.has(code)) return 3;
  if (STOPPED.has(code)) return 4;
  return FAULT_OF_OURS.has(code) ? 1 : 2;
}

/** An answer in place of one that failed. */
export function errorAnswer(error) {
  return { error: { code: codeOf(error), message: error.message, path: error.path ?? '' } };
}

// A system error has a code too (`ENOSPC`), in capitals; ours are in lower case.
const codeOf = (error) => (/^[a-z-]+$/.test(error?.code ?? '') ? error.code : 'internal');

/** `splitway: CODE: message (at /json/pointer in FILE)`, or `(at --flag)` where an option is at fault. */
export function failureLine(error) {
  const pointer = [error?.path && `at ${error.path}`, error?.file && `in ${error.file}`].filter(Boolean).join(' ');
  const place = error?.flag ? `at --${error.flag}` : pointer;
  return oneLine(`splitway: ${codeOf(error)}: ${error?.message ?? error}${place ? ` (${place})` : ''}`);
}

/** Puts the name of the document that is at fault into an error. */
export function blame(file, error) {
  // A refused option is the caller's, not the document's.
  if (error !== null && typeof error === 'object' && error.code !== 'invalid-option') error.file ??= file;
  return error;
}

/** Runs an action and puts the name of the document it reads into what it throws. */
export function blaming(file, action) {
  try {
    return action();
  } catch (error) {
    throw blame(file, error);
  }
}

/** The same for a promise. */
export const blamingLater = (file, promise) => promise.catch((error) => { throw blame(file, error); });

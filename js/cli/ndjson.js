// One scenario a line in, one answer a line out, in the same order, with bounded memory: the reader stops while the
// threads are busy, the threads are left idle while whoever reads the answers is slow.

import { availableParallelism } from 'node:os';
import { MOST_BYTES, openInput, unreadable } from './documents.js';
import { CommandError, errorAnswer } from './failure.js';
import { blocksOfLines } from './lines.js';
import { startProgress } from './progress.js';
import { write } from './terminal.js';
import { WorkerPool } from './worker-pool.js';

const MOST_THREADS = 256;
const BLOCKS_PER_THREAD = 2;

/** The options of every command that can stream. */
export const ndjsonOptions = {
  ndjson: { type: 'boolean', about: 'read one scenario a line, write one answer a line, in the same order' },
  threads: { type: 'string', value: 'N|auto', about: 'with --ndjson: worker threads; 0 or auto = all cores (default 1)' },
};

function threadsOf(text = '1') {
  if (text === 'auto' || text === '0') return availableParallelism();
  const threads = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  if (!(threads >= 1 && threads <= MOST_THREADS)) {
    throw new CommandError('invalid-option', `--threads is a whole number from 0 to ${MOST_THREADS} or auto, not ${text}`);
  }
  return threads;
}

/** Refuses what makes no sense with or without a stream. */
export function checkStreaming(options, excluded) {
  if (!options.ndjson) {
    if (options.threads !== undefined) throw new CommandError('invalid-option', '--threads goes with --ndjson');
    return;
  }
  threadsOf(options.threads);
  const strange = excluded.find((name) => options[name]);
  if (strange) throw new CommandError('invalid-option', `--${strange} does not go with --ndjson, whose answers are lines of JSON`);
}

function tooLong() {
  const error = new CommandError('limit-exceeded', `the line is longer than ${MOST_BYTES / 1024 / 1024} MiB, the most that one line may have`);
  return { bytes: `${JSON.stringify(errorAnswer(error))}\n`, answers: 1, errors: 1 };
}

/** Counts what is under way, and lets the reader wait for room. */
function makeRoom(places) {
  let taken = 0;
  let wake;
  return {
    async enter() {
      taken += 1;
      if (taken > places) await new Promise((resolve) => { wake = resolve; });
    },
    leave() {
      taken -= 1;
      wake?.();
      wake = undefined;
    },
  };
}

/**
 * Writes answers one after the other as their turn comes.
 * @param {{ room: object, progress: object, stop: () => void }} around `stop` ends the reading
 */
function makeWriter({ room, progress, stop }) {
  let turn = Promise.resolve();
  const state = { failure: undefined, async done() { await turn; } };
  const take = async (before, answering, read) => {
    await before;
    if (state.failure) return;
    const { bytes, answers, errors } = await answering;
    if (bytes.length > 0) await write(bytes);
    progress.advance({ read, answers, errors });
  };
  state.enqueue = (answering, read) => {
    // Its turn to be awaited may come after it has failed.
    answering.catch(() => {});
    turn = take(turn, answering, read).catch((error) => {
      state.failure ??= error;
      stop();
    }).finally(room.leave);
  };
  return state;
}

/** @param {{ input: string, command: string, options: object }} work */
export async function answerLines({ input, command, options }) {
  const { stream, bytes } = await openInput(input, 'one scenario a line');
  const threads = threadsOf(options.threads);
  const pool = new WorkerPool({ threads, command, options });
  const progress = startProgress({ bytes });
  const room = makeRoom(threads * BLOCKS_PER_THREAD);
  const writer = makeWriter({ room, progress, stop: () => stream.destroy() });
  let unread;
  try {
    for await (const block of blocksOfLines(stream)) {
      await room.enter();
      if (writer.failure) break;
      const read = block?.length ?? MOST_BYTES;
      writer.enqueue(block === null ? Promise.resolve(tooLong()) : pool.answer(block), read);
    }
  } catch (error) {
    unread = unreadable(input, error);
  }
  await writer.done();
  progress.finish();
  await pool.close();
  const failure = writer.failure ?? unread;
  if (failure) throw failure;
}

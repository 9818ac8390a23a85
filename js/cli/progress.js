// How far something has come, on one line of standard error that is drawn over itself.

const EVERY_MILLISECONDS = 100;
const WIDTH = 24;
const ERASE = '\r\u001b[K';

const count = (number, noun) => `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;

/** █████░░░  62 % */
export const bar = (share) => {
  const full = Math.round(Math.min(1, share) * WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${String(Math.floor(share * 100)).padStart(3)} %  `;
};

/** `done` of `bytes` bytes are read; without `bytes` only counts are told. */
export function progressText({ done, bytes, answers, errors, seconds }) {
  const rate = seconds > 0 ? `, ${count(Math.round(answers / seconds), 'line')}/s` : '';
  return `${bytes ? bar(done / bytes) : ''}${count(answers, 'answer')}${errors > 0 ? `, ${count(errors, 'error')}` : ''}${rate}`;
}

/**
 * A line that is drawn at most ten times a second.
 * @param {() => string} text what it says when it is drawn
 */
export function startLine(text, screen = process.stderr) {
  let drawn = -Infinity;
  return {
    draw() {
      const now = performance.now();
      if (now - drawn < EVERY_MILLISECONDS) return;
      drawn = now;
      screen.write(`${ERASE}${text()}`);
    },
    erase: () => screen.write(ERASE),
    /** Leaves the last state standing. */
    end: () => screen.write(`${ERASE}${text()}\n`),
  };
}

/**
 * Runs a call with a bar of how far it has come; shown only where it is read and disturbs nothing.
 * @template T
 * @param {string} what stands behind the bar
 * @param {(onProgress?: (progress: { share: number }) => void) => Promise<T>} call
 */
export async function withBar(what, call) {
  if (!process.stderr.isTTY) return call();
  let share = 0;
  const line = startLine(() => `${bar(share)}${what}`);
  try {
    return await call((progress) => {
      ({ share } = progress);
      line.draw();
    });
  } finally {
    line.erase();
  }
}

/**
 * Drawn only where it is read and disturbs nothing: standard error is a terminal and the answers go elsewhere.
 * @param {{ bytes?: number, screen?: NodeJS.WriteStream, answersTo?: NodeJS.WriteStream }} options
 */
export function startProgress({ bytes, screen = process.stderr, answersTo = process.stdout }) {
  if (!screen.isTTY || answersTo.isTTY) return { advance() {}, finish() {} };
  const began = performance.now();
  const so = { done: 0, bytes, answers: 0, errors: 0 };
  const line = startLine(() => progressText({ ...so, seconds: (performance.now() - began) / 1000 }), screen);
  const leave = () => {
    line.erase();
    process.kill(process.pid, 'SIGINT');
  };
  process.once('SIGINT', leave);
  return {
    advance({ read = 0, answers = 0, errors = 0 }) {
      so.done += read;
      so.answers += answers;
      so.errors += errors;
      line.draw();
    },
    finish() {
      process.off('SIGINT', leave);
      line.end();
    },
  };
}

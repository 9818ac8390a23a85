// How far a stream has come, on one line of standard error that is drawn over itself.

const EVERY_MILLISECONDS = 100;
const WIDTH = 24;
const ERASE = '\r\u001b[K';

const count = (number, noun) => `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;

const bar = (share) => {
  const full = Math.round(Math.min(1, share) * WIDTH);
  return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${String(Math.floor(share * 100)).padStart(3)} %  `;
};

/** `done` of `bytes` bytes are read; without `bytes` only counts are told. */
export function progressText({ done, bytes, answers, errors, seconds }) {
  const rate = seconds > 0 ? `, ${count(Math.round(answers / seconds), 'line')}/s` : '';
  return `${bytes ? bar(done / bytes) : ''}${count(answers, 'answer')}${errors > 0 ? `, ${count(errors, 'error')}` : ''}${rate}`;
}

/**
 * Drawn only where it is read and disturbs nothing: standard error is a terminal and the answers go elsewhere.
 * @param {{ bytes?: number, screen?: NodeJS.WriteStream, answersTo?: NodeJS.WriteStream }} options
 */
export function startProgress({ bytes, screen = process.stderr, answersTo = process.stdout }) {
  if (!screen.isTTY || answersTo.isTTY) return { advance() {}, finish() {} };
  const began = performance.now();
  const so = { done: 0, bytes, answers: 0, errors: 0, seconds: 0 };
  let drawn = -Infinity;
  const draw = () => {
    so.seconds = (performance.now() - began) / 1000;
    screen.write(`${ERASE}${progressText(so)}`);
  };
  const leave = () => {
    screen.write(ERASE);
    process.kill(process.pid, 'SIGINT');
  };
  process.once('SIGINT', leave);
  return {
    advance({ read = 0, answers = 0, errors = 0 }) {
      so.done += read;
      so.answers += answers;
      so.errors += errors;
      const now = performance.now();
      if (now - drawn < EVERY_MILLISECONDS) return;
      drawn = now;
      draw();
    },
    finish() {
      process.off('SIGINT', leave);
      draw();
      screen.write('\n');
    },
  };
}

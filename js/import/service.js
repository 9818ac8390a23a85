// What answers imports, one at a time: in a worker, or where there is none on the calling thread.
import { guardInstance } from '../guarded-instance.js';
import * as glue from '../import-glue.js';
import { openFile } from './open-file.js';

const PROGRESS_EVERY_MILLISECONDS = 50;

const instance = /* @__PURE__ */ guardInstance(glue, 'importFile');

/** Reports at most 20 times a second, and the end. */
function makeReporter(post) {
  let told = -Infinity;
  return (progress) => {
    const now = performance.now();
    if (now - told < PROGRESS_EVERY_MILLISECONDS && progress.share < 1) return;
    told = now;
    post({ progress });
  };
}

async function answer({ module, verb, file, documents, options, reportsProgress }, post) {
  instance.startInstance(module);
  const { byteCount, read, close } = await openFile(file);
  try {
    const report = reportsProgress ? makeReporter(post) : () => {};
    const answered = instance.call((raw) => raw[verb](byteCount, read, ...documents, options, report));
    report({ share: 1 });
    return answered;
  } finally {
    close();
  }
}

/**
 * @param {{ post: (message: object) => void }} place
 * @returns {(message: object) => void} what takes the messages: `{ begin }`, which is answered by any number of
 *   `{ progress }` and one `{ answer }` or `{ error }`. Nothing reaches it while it works, so a caller that wants no
 *   answer any more ends the worker.
 */
export function makeImportService({ post }) {
  return ({ begin }) => {
    if (!begin) return;
    answer(begin, post).then(
      (result) => post({ answer: result }),
      ({ code, message, path }) => post({ error: { code, message, path } }),
    );
  };
}

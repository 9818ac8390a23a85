// One verification at a time of the parts of a model, in a worker that ends with it.

/**
 * @typedef {{ split: import('splitway').Split, seed: number, share: number | null, phase: 'running' | 'done' | 'cancelled' | 'failed',
 *   verification: import('splitway').SplitVerification | null, error: { code?: string, message: string } | null }} Verified
 */

/**
 * @param {() => Worker} startWorker  one of `verify-worker.js`
 * @param {{ ort: string, changed: () => void }} how  `ort`: the address of ONNX Runtime's script
 */
export function createVerifying(startWorker, { ort, changed }) {
  /** @type {Verified | null} */
  let verified = null;
  let worker = null;

  function end(result) {
    worker?.terminate();
    worker = null;
    Object.assign(verified, result);
    changed();
  }

  return {
    now: () => verified,
    cancel: () => worker && end({ phase: 'cancelled' }),

    /** What was found is of parts that are there no more. */
    forget() {
      worker?.terminate();
      worker = verified = null;
    },

    /** @param {{ file: File, split: import('splitway').Split, seed: number }} what */
    start({ file, split, seed }) {
      if (worker) return;
      verified = { split, seed, share: null, phase: 'running', verification: null, error: null };
      worker = startWorker();
      worker.addEventListener('message', ({ data: { share, verification, error } }) => {
        if (verification) end({ phase: 'done', verification });
        else if (error) end({ phase: 'failed', error });
        else {
          verified.share = share;
          changed();
        }
      });
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        end({ phase: 'failed', error: { message: `its worker has failed: ${event.message || 'it could not be loaded'}` } });
      });
      worker.postMessage({ file, split, options: { seed, ort } });
      changed();
    },
  };
}

// In place of a worker where none can be started: slices that are short enough for a page to stay usable.
import { makeService } from './service.js';

const SLICE_MILLISECONDS = 12;

/** @type {import('./worker-client.js').StartWorker} */
export function startOnCallingThread({ hear }) {
  let hasEnded = false;
  const receive = makeService({
    post: (message) => { if (!hasEnded) hear(message); },
    sliceMilliseconds: SLICE_MILLISECONDS,
  });
  return {
    post: receive,
    end() {
      hasEnded = true;
      receive({ cancel: true });
    },
    setBusy() {},
  };
}

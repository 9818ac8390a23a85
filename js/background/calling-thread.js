// In place of a worker where none can be started: slices that are short enough for a page to stay usable.

const SLICE_MILLISECONDS = 12;

/**
 * What answers messages.
 * @typedef {(place: { post: (message: object) => void, sliceMilliseconds: number }) => (message: object) => void} MakeService
 */

/**
 * @param {MakeService} makeService
 * @param {Pick<import('./worker-client.js').Handlers, 'hear'>} handlers
 * @returns {import('./worker-client.js').Port}
 */
export function startOnCallingThread(makeService, { hear }) {
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

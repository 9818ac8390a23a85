/** @type {(worker: Worker, handlers: import('./worker-client.js').Handlers) => import('./worker-client.js').Port} */
export function startWebWorker(worker, { hear, fail }) {
  worker.onmessage = ({ data }) => hear(data);
  worker.onerror = (event) => {
    // What goes wrong is told by whoever called, and once.
    event.preventDefault();
    fail(event.message ?? 'its script cannot be run');
  };
  worker.onmessageerror = () => fail('a message got lost');
  return {
    post: (message) => worker.postMessage(message),
    end: () => worker.terminate(),
    setBusy() {},
  };
}

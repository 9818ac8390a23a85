// The script of a worker that answers long calls. It is told all it needs, the compiled module too, so it looks for no
// file itself.
import { makeService } from './background/service.js';

const SLICE_MILLISECONDS = 30;

const port = globalThis.process?.getBuiltinModule?.('node:worker_threads')?.parentPort ?? globalThis;
const receive = makeService({
  post: (message, transfer) => port.postMessage(message, transfer),
  sliceMilliseconds: SLICE_MILLISECONDS,
  mayBlock: true,
});

port.onmessage = ({ data }) => receive(data);
port.postMessage({ ready: true });

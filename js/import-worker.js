// The script of a worker that reads one file after the other. Within it files can be read at once, piece by piece, so
// the module asks for what it needs and never holds a large file whole.
import { makeImportService } from './import/service.js';

const port = globalThis.process?.getBuiltinModule?.('node:worker_threads')?.parentPort ?? globalThis;
const receive = makeImportService({ post: (message) => port.postMessage(message) });

port.onmessage = ({ data }) => receive(data);
port.postMessage({ ready: true });

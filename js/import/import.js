// Reading files of others, off the calling thread.
import { Call } from '../background/call.js';
import { WorkerClient } from '../background/worker-client.js';
import { sourceOf } from './source.js';

const loadService = async () => (await import('./service.js')).makeImportService;

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * One import in a worker of its own, which goes with it.
 * @param {import('../background/background.js').Prepare} prepare
 * @param {'importNetwork' | 'importModel' | 'importFile' | 'splitModel'} verb
 * @param {string[]} [documents] what the verb takes beside the file
 */
export async function importOnce(prepare, verb, given, options = {}, documents = []) {
  const { file, name } = sourceOf(given);
  const call = new Call({ verb, file, documents }, isObject(options) && name !== undefined ? { fileName: name, ...options } : options);
  const { module, startWorker } = await prepare();
  if (call.isSettled) return call.promise;
  const worker = new WorkerClient(startWorker, loadService);
  worker.run(call, module);
  try {
    return await call.promise;
  } finally {
    worker.end();
  }
}

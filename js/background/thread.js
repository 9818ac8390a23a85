// A worker of Node.

/**
 * @param {typeof import('node:worker_threads').Worker} Worker
 * @param {URL | string} script a file, or a script as text
 * @param {import('./worker-client.js').Handlers} handlers
 * @returns {import('./worker-client.js').Port}
 */
export function startThread(Worker, script, { hear, fail }) {
  // The flags of the process are about its own scripts.
  const thread = new Worker(script, { eval: typeof script === 'string', execArgv: [] });
  thread.on('message', hear);
  thread.on('messageerror', () => fail('a message got lost'));
  thread.on('error', (error) => fail(error.message));
  thread.on('exit', (code) => fail(`it ended with exit code ${code}`));
  return {
    post: (message) => thread.postMessage(message),
    end: () => { thread.terminate(); },
    // A process may end while nobody waits for an answer.
    setBusy: (isBusy) => (isBusy ? thread.ref() : thread.unref()),
  };
}

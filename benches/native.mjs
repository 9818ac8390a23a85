// The contestants compiled for this machine, in a process of their own that is asked line by line.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @param {string} binary the compiled src/bin/contest.rs */
export function startNative(binary) {
  const child = spawn(binary, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request) => {
    child.stdin.write(`${request}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`the native contest ended when asked "${request}"`);
    return JSON.parse(value);
  };
  return {
    instances: () => ask('instances'),
    take: (instance) => ask(`take ${instance}`),
    run: (contestant, runs) => ask(`run ${contestant} ${runs}`),
    workloads: () => ask('workloads'),
    takeWork: (place) => ask(`takeWork ${place}`),
    runWork: (contestant, runs) => ask(`runWork ${contestant} ${runs}`),
    end: () => child.stdin.end(),
  };
}

// The contestants compiled for this machine, in a process of their own that is asked line by line.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process that answers every line with a line of JSON. */
export function startAsked(command, words) {
  const child = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request) => {
    child.stdin.write(`${request}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`${command} ended when asked "${request}"`);
    return JSON.parse(value);
  };
  return { ask, end: () => child.stdin.end() };
}

/** @param {string} binary the compiled src/bin/contest.rs */
export function startNative(binary) {
  const { ask, end } = startAsked(binary, []);
  return {
    instances: () => ask('instances'),
    take: (instance) => ask(`take ${instance}`),
    run: (contestant, runs) => ask(`run ${contestant} ${runs}`),
    workloads: () => ask('workloads'),
    takeWork: (place) => ask(`takeWork ${place}`),
    runWork: (contestant, runs) => ask(`runWork ${contestant} ${runs}`),
    takeModel: (path, shapes) => ask(`takeModel ${JSON.stringify(shapes)} ${path}`),
    runModel: (runs) => ask(`runModel ${runs}`),
    takeGraph: ({ nodes, devices }, path, shapes) => ask(`takeGraph ${nodes} ${devices} ${JSON.stringify(shapes)} ${path}`),
    runGraph: (runs) => ask(`runGraph ${runs}`),
    end,
  };
}

// Scenarios with several jobs.
import { twoNodes } from './two-nodes.mjs';

/**
 * Two jobs of one layer that the server runs in 1 s each, and nobody else can: one waits for the other.
 * Sending takes 0.001 s a job, both at once from nodes of their own. Whoever is first is done at 1.001 s, the other at
 * 2.001 s.
 */
export const twoJobs = () => ({
  format: 'splitway/scenario@1',
  network: {
    nodes: [{ id: 'left', flopPerSecond: 0 }, { id: 'right', flopPerSecond: 0 }, { id: 'server', flopPerSecond: 1e12 }],
    links: [
      { from: 'left', to: 'server', bitsPerSecond: 8e6 },
      { from: 'right', to: 'server', bitsPerSecond: 8e6 },
    ],
  },
  models: [{ id: 'heavy', inputBytes: 1e3, layers: [{ name: 'gemm', flop: 1e12, outputBytes: 1e3 }] }],
  jobs: [
    { id: 'first', model: 'heavy', source: 'left', destination: 'server' },
    { id: 'second', model: 'heavy', source: 'right', destination: 'server' },
  ],
});

/** So many jobs on the two nodes that a search among their orders takes as long as it is let. */
export const manyJobs = (count = 40) => ({
  ...twoNodes(),
  jobs: Array.from({ length: count }, (_, at) => ({
    id: `job${at}`, model: 'tiny', source: 'phone', destination: at % 2 === 0 ? 'phone' : 'server', weight: 1 + (at % 7), releaseSeconds: 0.01 * (at % 5),
  })),
});

/** A search that nobody has the time to wait for. */
export const ENDLESS = { method: 'anneal', moves: 1e9 };

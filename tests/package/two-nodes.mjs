// A scenario small enough to solve by hand: layer 1 makes the tensor 100 times smaller, layer 2 is heavy.

/**
 * Best is layer 1 on the phone and layer 2 on the server:
 * 10⁸/10⁹ + 8·10⁴/(8·10⁶) + 0.01 + 10¹⁰/10¹² = 0.1 + 0.01 + 0.01 + 0.01 s.
 */
export const SECONDS = 0.13;

/** A fresh copy each time, so that a test may spoil it. */
export const twoNodes = () => ({
  format: 'splitway/scenario@1',
  network: {
    nodes: [
      { id: 'phone', flopPerSecond: 1e9 },
      { id: 'server', flopPerSecond: 1e12 },
    ],
    links: [{ from: 'phone', to: 'server', bitsPerSecond: 8e6, delaySeconds: 0.01, bothWays: true }],
  },
  models: [
    {
      id: 'tiny',
      inputBytes: 1e6,
      layers: [
        { name: 'conv', flop: 1e8, outputBytes: 1e4 },
        { name: 'gemm', flop: 1e10, outputBytes: 1e3 },
      ],
    },
  ],
  jobs: [{ id: 'job', model: 'tiny', source: 'phone', destination: 'server' }],
});

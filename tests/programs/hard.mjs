// A scenario whose programs keep a solver busy for long.
import { scenarioOf } from './scenarios.mjs';

const NODES = 24;
const LAYERS = 30;

/** Many nodes much alike, each with memory for a few of the layers. */
export function hardScenario() {
  const scenario = scenarioOf(1, { nodes: 2, layers: 1 });
  const nodes = Array.from({ length: NODES }, (_, index) => (
    { id: `n${index}`, flopPerSecond: 1e10 * (1 + (index % 7)), memoryBytes: 3e6, backlogFlop: 1e7 * (index % 5) }
  ));
  const links = nodes.map(({ id }, index) => (
    { from: id, to: nodes[(index + 1) % NODES].id, bitsPerSecond: 1e8, delaySeconds: 1e-4 * (1 + (index % 3)), bothWays: true }
  ));
  const layer = (_, index) => ({ name: `l${index}`, flop: 1e8 * (1 + (index % 4)), outputBytes: 1e4 * (1 + (index % 6)), weightBytes: 1e6 + 1e5 * (index % 9) });
  return {
    ...scenario,
    network: { nodes, links },
    models: [{ id: 'm0', inputBytes: 1e5, layers: Array.from({ length: LAYERS }, layer) }],
    jobs: [{ id: 'j0', model: 'm0', source: 'n0', destination: 'n12' }],
  };
}

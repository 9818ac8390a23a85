import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { load } from '../../dist/node.js';
import { chain } from '../../www/evaluation/instances/chains.js';
import { equipped } from '../../www/evaluation/instances/equipped.js';
import { randomGraph } from '../../www/evaluation/instances/graphs.js';
import { oneJob } from '../../www/evaluation/instances/scenarios.js';

const background = (await load()).background();
after(() => background.dispose());

/** The formulas of docs/method.md. */
function formulas({ network: { nodes, links }, models: [{ layers }] }) {
  const [N, E, L] = [nodes.length, 2 * links.length, layers.length];
  const C = nodes.filter(({ flopPerSecond }) => flopPerSecond > 0).length;
  const w = nodes.filter(({ flopPerSecond, backlogFlop = 0 }) => flopPerSecond > 0 && backlogFlop > 0).length;
  const σ = w > 0 ? 2 : 1;
  const products = (L - 1) * C * (C - 1);
  const routing = L * C + (L + 1) * E + (σ - 1) * 2 * L * N;
  return {
    paths: { variables: L * C + products, binaries: L * C, rows: L + 3 * products, nonzeros: L * C + 7 * products },
    flows: {
      variables: L * C + (L + 1) * E + (L - 1) * w, binaries: L * C + (L + 1) * E, rows: L + (L + 1) * N + (L - 1) * w,
      nonzeros: 3 * L * C + 2 * (L + 1) * E + w * (3 * L - 3),
    },
    routing: { variables: routing, binaries: routing, rows: σ * (L + 1) * N, nonzeros: 2 * routing },
  };
}

const OPTIONS = { paths: { form: 'placement' }, flows: { form: 'placement', transfers: 'flows' }, routing: { form: 'routing' } };

test('the programs have the sizes that docs/method.md says, and only −1, 0 and 1 in their rows', async () => {
  for (const [nodes, layers] of [[2, 1], [2, 5], [5, 8], [9, 3], [30, 12], [60, 24]]) {
    for (const hasQueues of [true, false]) {
      const network = equipped(randomGraph(nodes, `sizes/${nodes}`), `sizes/${nodes}`);
      if (!hasQueues) network.nodes.forEach((node) => { delete node.backlogFlop; });
      const scenario = oneJob(network, chain(layers, 'sizes'), 'n0');
      for (const [name, due] of Object.entries(formulas(scenario))) {
        const { sizes: { variables, binaries, rows, nonzeros, coefficients } } = await background.formulate(scenario, OPTIONS[name]);
        assert.deepEqual({ variables, binaries, rows, nonzeros }, due, `${name}, ${nodes} nodes, ${layers} layers, ${hasQueues ? 'with' : 'without'} queues`);
        assert.deepEqual(coefficients, { smallest: 1, largest: 1 });
      }
    }
  }
});

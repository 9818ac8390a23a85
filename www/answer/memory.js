// How much a node would have to hold: the solver names the node, the fastest plan without limits names the layers.

/**
 * @param {Pick<import('splitway').Splitway, 'route'>} splitway
 * @param {string} path  the error's pointer to the node's `memoryBytes`
 * @returns {{ index: number, needBytes: number, memoryBytes: number }} index of the node
 */
export function overfullNode(splitway, scenario, path, options) {
  const { network } = scenario;
  const index = Number(path.split('/')[3]);
  const nodes = network.nodes.map(({ memoryBytes, ...node }) => node);
  const { job, placement } = splitway.route({ ...scenario, network: { ...network, nodes } }, options);
  const { model } = scenario.jobs.find(({ id }) => id === job);
  const { layers } = scenario.models.find(({ id }) => id === model);
  const { id, memoryBytes } = network.nodes[index];
  const needBytes = layers.reduce((sum, { weightBytes = 0 }, at) => (placement[at] === id ? sum + weightBytes : sum), 0);
  return { index, needBytes, memoryBytes };
}

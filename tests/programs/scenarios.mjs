// Small random scenarios of the sizes that networks and models really have.
import { draws } from './random.mjs';

const id = (index) => `n${index}`;

function node({ chance, magnitude }, index) {
  return {
    id: id(index),
    flopPerSecond: index > 0 && chance(0.2) ? 0 : magnitude(9, 12),
    device: chance(0.2) ? 'board' : undefined,
    memoryBytesPerSecond: chance(0.2) ? magnitude(9, 11) : undefined,
  };
}

const withBacklog = ({ chance, magnitude }, one) =>
  (one.flopPerSecond > 0 && chance(0.5) ? { ...one, backlogFlop: one.flopPerSecond * magnitude(-4, -1) } : one);

function link({ whole, chance, magnitude }, nodes) {
  const from = whole(0, nodes - 1);
  return {
    from: id(from),
    to: id((from + whole(1, nodes - 1)) % nodes),
    bitsPerSecond: magnitude(6, 9),
    delaySeconds: chance(0.2) ? 0 : magnitude(-4, -1.5),
    backlogBits: chance(0.3) ? magnitude(4, 7) : 0,
    bothWays: chance(0.7),
  };
}

function layer({ chance, magnitude }, index) {
  return {
    name: `layer${index + 1}`,
    flop: chance(0.1) ? 0 : magnitude(6, 10),
    outputBytes: chance(0.1) ? 0 : magnitude(3, 6),
    weightBytes: Math.round(magnitude(4, 7)),
    secondsOn: chance(0.2) ? { board: magnitude(-4, -1) } : undefined,
  };
}

function job({ whole, chance, among }, index, { nodes, models }) {
  const model = among(models);
  const pin = { firstLayer: whole(1, model.layers.length), lastLayer: model.layers.length, nodes: [id(0), id(whole(0, nodes - 1))] };
  return {
    id: `j${index}`,
    model: model.id,
    source: id(whole(0, nodes - 1)),
    destination: id(whole(0, nodes - 1)),
    releaseSeconds: chance(0.2) ? 1 : 0,
    weight: among([1, 1, 2, 0.5]),
    batch: among([1, 1, 3]),
    pins: chance(0.3) ? [pin] : [],
  };
}

/** The scenario with layers that read any tensors before them. */
export function withGraphs(scenario, seed) {
  const { whole, chance } = draws(seed * 31 + 7);
  const models = scenario.models.map((model) => {
    const tensors = ['input'];
    const layers = model.layers.map((one) => {
      const inputs = Array.from({ length: whole(1, 2) }, () => tensors[whole(chance(0.5) ? 0 : Math.max(0, tensors.length - 2), tensors.length - 1)]);
      tensors.push(one.name);
      return { ...one, inputs };
    });
    return { ...model, layers };
  });
  return { ...scenario, models };
}

/** @param {{ nodes?: number, layers?: number, jobs?: number, links?: number }} [most] the same seed and sizes, the same scenario */
export function scenarioOf(seed, { nodes: mostNodes = 5, layers: mostLayers = 5, jobs = 1, links: mostLinks = 8 } = {}) {
  const draw = draws(seed);
  const nodes = draw.whole(2, mostNodes);
  const hasBacklogs = draw.chance(0.6);
  const model = (index) => ({
    id: `m${index}`,
    inputBytes: draw.magnitude(3, 6),
    layers: Array.from({ length: draw.whole(1, mostLayers) }, (_, at) => layer(draw, at)),
  });
  const models = Array.from({ length: jobs > 1 ? 2 : 1 }, (_, index) => model(index));
  return {
    format: 'splitway/scenario@1',
    network: {
      nodes: Array.from({ length: nodes }, (_, index) => node(draw, index)).map((one) => (hasBacklogs ? withBacklog(draw, one) : one)),
      links: Array.from({ length: draw.whole(1, mostLinks) }, () => link(draw, nodes)),
    },
    models,
    jobs: Array.from({ length: jobs }, (_, index) => job(draw, index, { nodes, models })),
  };
}

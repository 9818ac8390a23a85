// Random divisions of models, the same for the same seed.

/** Numbers from 0 up to a limit (a linear congruence, its upper bits). */
export function makeDice(seed) {
  let state = BigInt(seed);
  return (limit) => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 33n) % limit;
  };
}

const makerOf = (tensor) => tensor.split(':')[0];

/** The layers in a random order in which each stands after those that it reads. */
function randomOrder({ layers }, dice) {
  const places = new Map(layers.map(({ name }, at) => [name, at]));
  const reads = layers.map(({ inputs }, at) => (inputs
    ? inputs.map((name) => places.get(makerOf(name))).filter((place) => place !== undefined)
    : [at - 1].filter((place) => place >= 0)));
  const order = [];
  const done = new Set();
  const left = new Set(layers.keys());
  while (left.size > 0) {
    const ready = [...left].filter((layer) => reads[layer].every((read) => done.has(read)));
    const next = dice(4) === 0 ? ready[dice(ready.length)] : ready[0];
    left.delete(next);
    done.add(next);
    order.push(next);
  }
  return order;
}

const NODES = ['phone', 'edge', 'data centre'];

/** What `split` takes for a plan: the layers in a random order, cut at so many random places. */
export function randomDivision(model, cuts, dice) {
  const order = randomOrder(model, dice);
  const places = new Set();
  while (places.size < Math.min(cuts, order.length - 1)) places.add(1 + dice(order.length - 1));
  const placement = [];
  let part = 0;
  const steps = order.map((layer, at) => {
    if (places.has(at)) part += 1;
    placement[layer] = NODES[part % NODES.length];
    return { kind: 'compute', node: placement[layer], layer: layer + 1 };
  });
  return { placement, steps };
}

// What moves with a job after each number of layers: the bytes of the tensors that are still to be read, and of the outputs.

/**
 * @param {object} model  of a scenario
 * @param {number[]} order  the layers' numbers in the order in which they run
 * @returns {number[]} from before the first layer to after the last
 */
export function liveBytesOf(model, order) {
  const inputs = model.inputs ?? [{ name: 'input', bytes: model.inputBytes }];
  const tensors = new Map(inputs.map(({ name, bytes }) => [name, { bytes, maker: 0, readers: [] }]));
  const made = [[...tensors.keys()]];
  model.layers.forEach((layer, at) => {
    const outputs = layer.outputs?.map(({ name, bytes }) => [`${layer.name}:${name}`, bytes]) ?? [[layer.name, layer.outputBytes]];
    for (const name of layer.inputs ?? made[at]) tensors.get(name)?.readers.push(at + 1);
    for (const [name, bytes] of outputs) tensors.set(name, { bytes, maker: at + 1, readers: [] });
    made.push(outputs.map(([name]) => name));
  });
  const isOutput = (name, { maker, readers }) => model.outputs?.includes(name) ?? (maker > 0 && readers.length === 0);
  const step = new Map([[0, 0], ...order.map((number, at) => [number, at + 1])]);
  // Where each tensor begins to count, and where it no longer does.
  const changes = Array(order.length + 2).fill(0).map(() => []);
  for (const [name, tensor] of tensors) {
    const end = isOutput(name, tensor) ? order.length + 1 : Math.max(...tensor.readers.map((reader) => step.get(reader)), 0);
    changes[step.get(tensor.maker)].push([name, tensor.bytes]);
    changes[Math.max(end, step.get(tensor.maker))].push([name]);
  }
  const live = new Map();
  return [0, ...order].map((_, done) => {
    for (const [name, bytes] of changes[done]) {
      if (bytes === undefined) live.delete(name);
      else live.set(name, bytes);
    }
    return [...live.values()].reduce((sum, bytes) => sum + bytes, 0);
  });
}

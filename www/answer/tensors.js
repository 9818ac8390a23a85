// The tensors of a model: who makes each, who reads it, and whether it is a result.

/**
 * @typedef {{ name: string, label: string, bytes: number, maker: number, readers: number[], isOutput: boolean }} Tensor
 *   layers by their numbers in the file, from 1; the maker of an input of the model is 0;
 *   `name` is what layers read it by, `label` what people are told: layers that make one tensor have no name for it in a scenario
 * @param {object} model  of a scenario
 * @returns {Tensor[]} inputs first, then as the layers make them
 */
export function tensorsOf(model) {
  const inputs = model.inputs ?? [{ name: 'input', bytes: model.inputBytes }];
  const tensors = new Map(inputs.map(({ name, bytes }) => [name, { name, label: name, bytes, maker: 0, readers: [] }]));
  const made = [[...tensors.keys()]];
  model.layers.forEach((layer, at) => {
    const outputs = layer.outputs?.map(({ name, bytes }) => ({ name: `${layer.name}:${name}`, label: `${name} of ${layer.name}`, bytes }))
      ?? [{ name: layer.name, label: `${layer.name}’s output`, bytes: layer.outputBytes }];
    // A tensor that a layer reads twice is one that it reads.
    for (const name of new Set(layer.inputs ?? made[at])) tensors.get(name)?.readers.push(at + 1);
    for (const output of outputs) tensors.set(output.name, { ...output, maker: at + 1, readers: [] });
    made.push(outputs.map(({ name }) => name));
  });
  const isOutput = ({ name, maker, readers }) => model.outputs?.includes(name) ?? (maker > 0 && readers.length === 0);
  return [...tensors.values()].map((tensor) => ({ ...tensor, isOutput: isOutput(tensor) }));
}

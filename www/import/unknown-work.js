// Layers whose work no file tells: routing refuses them until somebody says a number.

const isUnknown = ({ flop }) => flop === null;

/** How many layers are of unknown work. */
export const unknownLayers = ({ layers }) => layers.filter(isUnknown).length;

/** The model with the same work for each of them; without a number they stay unknown. */
export function withWork(model, flop) {
  if (flop === undefined) return model;
  return { ...model, layers: model.layers.map((layer) => (isUnknown(layer) ? { ...layer, flop } : layer)) };
}

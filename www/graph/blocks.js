// Blocks of a model: all layers between two places in the file's order where one tensor alone is alive.

/**
 * @param {import('../answer/tensors.js').Tensor[]} tensors
 * @returns {{ first: number, last: number }[]} numbers of layers, in order
 */
export function blocksOf(tensors, layerCount) {
  const change = Array(layerCount + 2).fill(0);
  for (const { maker, readers, isOutput } of tensors) {
    if (!isOutput && readers.length === 0) continue;
    change[maker] += 1;
    change[(isOutput ? layerCount : Math.max(...readers) - 1) + 1] -= 1;
  }
  const blocks = [];
  let [first, alive] = [1, change[0]];
  for (let last = 1; last <= layerCount; last += 1) {
    alive += change[last];
    if (alive !== 1 && last < layerCount) continue;
    blocks.push({ first, last });
    first = last + 1;
  }
  return blocks;
}

const FEW_LAYERS = 40;
const MOST_OPEN_AT_FIRST = 80;

/** Which blocks begin folded: in larger models all but those that a cut divides. */
export function foldedAtFirst(blocks, layerCount, nodeOf) {
  if (layerCount <= FEW_LAYERS) return new Set();
  const isDivided = ({ first, last }) => {
    const place = nodeOf(first);
    for (let layer = first + 1; layer <= last; layer += 1) if (nodeOf(layer) !== place) return true;
    return false;
  };
  const folds = ({ first, last }) => last > first && (last - first >= MOST_OPEN_AT_FIRST || !isDivided({ first, last }));
  return new Set(blocks.flatMap((block, at) => (folds(block) ? [at] : [])));
}

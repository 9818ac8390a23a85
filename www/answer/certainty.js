// How sure an answer is, in words.

const SHOWN_RANGES = 3;

/**
 * @param {{ exact: boolean, orderedBlocks?: { firstLayer: number, lastLayer: number }[] }} plan
 * @param {boolean} isPinned
 */
export function certaintyWords({ exact, orderedBlocks = [] }, isPinned) {
  if (exact) return isPinned ? 'Exact, given the pins' : 'Exact optimum';
  const ranges = orderedBlocks.map(({ firstLayer, lastLayer }) => `${firstLayer}–${lastLayer}`);
  const more = ranges.length > SHOWN_RANGES ? ` and ${ranges.length - SHOWN_RANGES} more` : '';
  const where = ranges.length === 0 ? '' : `: layers ${ranges.slice(0, SHOWN_RANGES).join(', ')}${more} have too many orders to search, and run in the file’s`;
  return `Not proven the optimum${where}`;
}

// Which copies of the network are drawn as planes, and which fold into bundles between them.

const OPEN_WHOLE = 12;
const OPEN_PARTS = 8;

/** Copies within which the plan moves a tensor. */
export const movingCopies = (steps) => new Set(steps.flatMap((step) => (step.kind === 'transfer' ? [step.afterLayer] : [])));

/**
 * @param {number} layerCount
 * @param {{kind: string, afterLayer?: number, startSeconds: number, arriveSeconds?: number}[]} steps of the plan
 * @param {Set<string>} opened bundles the reader opened, as `from-to`
 * @param {number} limit most planes drawn before anything is opened
 * @returns {{planes: number[], gaps: {from: number, to: number, key: string, bundle: boolean}[],
 *   spans: {from: number, to: number, key: string}[]}} planes and gaps from the input upwards;
 *   spans are the opened bundles that can be closed again
 */
export function foldCopies(layerCount, steps, opened, limit) {
  let planes = defaultPlanes(layerCount, steps, limit);
  const spans = [];
  // An opened bundle may show bundles of its own, which may be open too.
  for (let changed = opened.size > 0; changed;) {
    changed = false;
    for (const { from, to, key } of gapsOf(planes)) {
      if (to - from < 2 || !opened.has(key)) continue;
      spans.push({ from, to, key });
      planes = [...planes, ...insideOf(from, to)].sort((a, b) => a - b);
      changed = true;
    }
  }
  return { planes, gaps: gapsOf(planes), spans };
}

function gapsOf(planes) {
  return planes.slice(1).map((to, i) => {
    const from = planes[i];
    return { from, to, key: `${from}-${to}`, bundle: to - from > 1 };
  });
}

function insideOf(from, to) {
  const inner = to - from - 1;
  if (inner <= OPEN_WHOLE) return Array.from({ length: inner }, (_, i) => from + 1 + i);
  return Array.from({ length: OPEN_PARTS - 1 }, (_, i) => from + Math.round(((i + 1) * (to - from)) / OPEN_PARTS));
}

// Input and answer always; then the copies in which most time passes on links.
function defaultPlanes(layerCount, steps, limit) {
  const seconds = new Map();
  for (const step of steps) {
    if (step.kind !== 'transfer') continue;
    seconds.set(step.afterLayer, (seconds.get(step.afterLayer) ?? 0) + step.arriveSeconds - step.startSeconds);
  }
  seconds.delete(0);
  seconds.delete(layerCount);
  const inner = [...seconds.keys()]
    .sort((a, b) => seconds.get(b) - seconds.get(a) || a - b)
    .slice(0, Math.max(0, limit - 2));
  return [0, ...inner.sort((a, b) => a - b), layerCount];
}

/**
 * Contiguous runs of layers on one node within a gap, bottom up.
 * @param {{from: number, to: number}} gap layers from+1 … to
 * @param {number[]} nodeOfLayer nodeOfLayer[l - 1] runs layer l
 */
export function staysWithin(gap, nodeOfLayer) {
  const stays = [];
  for (let layer = gap.from + 1; layer <= gap.to; layer += 1) {
    const node = nodeOfLayer[layer - 1];
    const last = stays.at(-1);
    if (last && last.node === node) last.lastLayer = layer;
    else stays.push({ node, firstLayer: layer, lastLayer: layer });
  }
  return stays;
}

// The plan as it is seen on a map: hops over links, and what each node runs.

/**
 * Directed links that the plan uses, with the order of the hops over each.
 * @returns {Map<number, {link: number, orders: number[], steps: number[]}>} orders count hops from 1
 */
export function hopsByLink(plan) {
  const byLink = new Map();
  let order = 0;
  plan?.steps.forEach((step, index) => {
    if (step.kind !== 'transfer') return;
    order += 1;
    if (!byLink.has(step.link)) byLink.set(step.link, { link: step.link, orders: [], steps: [] });
    byLink.get(step.link).orders.push(order);
    byLink.get(step.link).steps.push(index);
  });
  return byLink;
}

/** Hop numbers of one link, short: `3`, `2, 7`, `2, 7, …`. */
export const hopText = (orders) => (orders.length > 2 ? `${orders[0]}, ${orders[1]}, …` : orders.join(', '));

/**
 * What each node runs.
 * @param {Map<string, number>} indexOf node index by id
 * @returns {Map<number, {stays: {firstLayer: number, lastLayer: number}[], seconds: number, firstStep: number}>}
 */
export function workByNode(plan, indexOf) {
  const work = new Map();
  let last = null;
  plan?.steps.forEach((step, index) => {
    if (step.kind !== 'compute') {
      last = null;
      return;
    }
    const node = indexOf.get(step.node);
    if (!work.has(node)) work.set(node, { stays: [], seconds: 0, firstStep: index });
    const entry = work.get(node);
    entry.seconds += step.endSeconds - step.startSeconds;
    if (last === node) entry.stays.at(-1).lastLayer = step.layer;
    else entry.stays.push({ firstLayer: step.layer, lastLayer: step.layer });
    last = node;
  });
  return work;
}

/** `conv1_1–pool3`, `fc8`; several stays with commas, the rest of many as `…`. */
export function staysText(stays, layers) {
  const name = (number) => layers[number - 1]?.name ?? String(number);
  const texts = stays.slice(0, 2).map(({ firstLayer, lastLayer }) => (firstLayer === lastLayer
    ? name(firstLayer)
    : `${name(firstLayer)}–${name(lastLayer)}`));
  return stays.length > 2 ? `${texts.join(', ')}, …` : texts.join(', ');
}

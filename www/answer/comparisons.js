// The plan beside the ways without a split, each machine told once, as rows for the chart and the table of times.

import { nodeName } from './sentence.js';

const BEST = 'the best single machine';
const FASTEST = 'the fastest machine';

/** The node that runs every layer, or null. */
function onlyNode({ nodes, layers }) {
  const [{ node }] = layers;
  return layers.every((layer) => layer.node === node) ? nodes[node] ?? null : null;
}

/** @returns {{ label: string, plan: object | null, own?: boolean, why?: string }[]} the plan first */
export function comparisonsOf(answer) {
  const { plan, pinsOfPlan: pins = answer.pins, baselines, nodes, sourceIndex } = answer;
  const { cloudNode, singleNode = null } = baselines;
  const only = onlyNode(answer);
  const own = pins.length > 0 ? 'The plan as pinned' : only ? 'The best plan' : 'The best split';
  const notes = (node) => [node === cloudNode && FASTEST, node === singleNode && BEST].filter(Boolean).join(' and ');
  const allOn = (node) => ['all on', nodeName(node.label)].join(' ') + (notes(node) ? `, ${notes(node)}` : '');
  const rows = [{ label: only ? `${own}: ${allOn(only)}` : own, plan, own: true }];
  const told = new Set([only]);
  if (answer.alone) rows.splice(0, 1, { label: 'This job, in the schedule', plan, own: true }, { label: 'If it were alone', plan: answer.alone });
  const add = (node, other, error) => {
    if (!node || told.has(node) || !(other || error)) return;
    told.add(node);
    const label = allOn(node).replace(/^a/, 'A');
    rows.push(other ? { label, plan: other } : { label, plan: null, why: error.code === 'memory-exceeded' ? 'does not fit in its memory' : 'not possible' });
  };
  add(nodes[sourceIndex], baselines.device, baselines.deviceError);
  add(cloudNode, baselines.cloud, baselines.cloudError);
  add(singleNode, baselines.single, null);
  return rows;
}

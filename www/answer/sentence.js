// The answer in one sentence, as tokens so that names of nodes can carry their colour:
// "Run conv1_1–pool2 on the phone, send 803 kB over 3 hops, finish on Houston: 41.2 ms, 6.1× sooner than all on the phone."

import { capitalised, clausesOf, comparison, joined, nodeName, plain } from '../../js/plan-sentence.js';
import { formatDifference, formatPercent, formatSeconds } from '../format/quantities.js';

export { comparison, layerRange, nodeName, textOf } from '../../js/plan-sentence.js';

/** Latencies that no reader could tell apart. */
const SAME = 0.0005;
/** Whether no reader could tell the latencies of two plans apart. */
export const same = (a, b) => Math.abs(a.latencySeconds - b.latencySeconds) <= SAME * b.latencySeconds;

const nameOf = (node) => ({ text: nodeName(node.label), node: node.index });

function naming(nodes) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return (id) => nameOf(byId.get(id));
}

/** The ways without a split: the one on the device is told, and the soonest of the others when it is sooner than that. */
function against({ plan, baselines, nodes, sourceIndex }) {
  const { device, cloud, cloudNode, single = null, singleNode = null } = baselines;
  const told = [{ plan: device, node: nodes[sourceIndex] }, { plan: single, node: singleNode }, { plan: cloud, node: cloudNode }]
    .filter((baseline, at, all) => baseline.plan && all.findIndex(({ node }) => node === baseline.node) === at);
  const equal = told.find((baseline) => same(plan, baseline.plan));
  const [first, ...others] = told.filter((baseline) => baseline !== equal);
  const sooner = others
    .filter((baseline) => baseline.plan.latencySeconds < first.plan.latencySeconds)
    .sort((a, b) => a.plan.latencySeconds - b.plan.latencySeconds)
    .slice(0, 1);
  const parts = [first, ...sooner].filter(Boolean).map(({ plan: { latencySeconds }, node }) => {
    const [, factor, than] = /^(.*)( \w+)$/.exec(comparison(plan.latencySeconds, latencySeconds));
    const which = node === singleNode ? ', the best single machine' : '';
    return [{ text: factor, strong: true }, plain(`${than} all on `), nameOf(node), plain(`${which} (${formatSeconds(latencySeconds)})`)];
  });
  return { parts, equal };
}

/** @returns {import('../../js/plan-sentence.js').Token[]} */
export function sentenceOf(answer, { withLatency = true } = {}) {
  const { plan, optimum, pinsOfPlan: pins = answer.pins, layers, job, nodes, baselines, sourceIndex } = answer;
  const { parts, equal } = against(answer);
  const clauses = clausesOf(plan, { layers, source: job.source, name: naming(nodes) });
  const tokens = [
    ...capitalised(joined(clauses, ', ')),
    ...(withLatency ? [plain(': '), { text: formatSeconds(plan.latencySeconds), strong: true }] : []),
    ...(parts.length > 0 ? [plain(withLatency ? ', ' : ': '), ...joined(parts, ', ', ' and ')] : []),
    plain('.'),
  ];
  if (pins.length > 0) tokens.push(plain(pinWords(plan, optimum)));
  else if (equal) tokens.push(plain(plan.exact === false ? ' No split that was searched is sooner.' : ' No split is sooner.'));
  if (baselines.deviceError?.code === 'memory-exceeded') {
    tokens.push(plain(' The whole model does not fit in the memory of '), nameOf(nodes[sourceIndex]), plain('.'));
  }
  return tokens;
}

function pinWords(plan, optimum) {
  if (same(plan, optimum)) return ' The pins cost nothing.';
  return ` The pins cost ${costOf(plan.latencySeconds - optimum.latencySeconds, optimum.latencySeconds)} against the optimum.`;
}

/** "+12.3 ms (+31 %)" */
export const costOf = (seconds, optimumSeconds) =>
  `${formatDifference(seconds)}${seconds > 0 && optimumSeconds > 0 ? ` (+${formatPercent(seconds / optimumSeconds)})` : ''}`;

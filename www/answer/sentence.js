// The answer in one sentence, as tokens so that names of nodes can carry their colour:
// "Run conv1_1–pool2 on the phone, send 803 kB over 3 hops, finish on Houston: 41.2 ms, 6.1× sooner than all on the phone."

import { capitalised, clausesOf, comparison, joined, nodeName, plain } from '../../js/plan-sentence.js';
import { formatDifference, formatPercent, formatSeconds } from '../format/quantities.js';

export { comparison, layerRange, nodeName, textOf } from '../../js/plan-sentence.js';

/** Latencies that no reader could tell apart. */
const SAME = 0.0005;
const same = (a, b) => Math.abs(a.latencySeconds - b.latencySeconds) <= SAME * b.latencySeconds;

const nameOf = (node) => ({ text: nodeName(node.label), node: node.index });

function naming(nodes) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return (id) => nameOf(byId.get(id));
}

/** The two ways without a split: the one on the device is always told, the other one when it is closer. */
function against({ plan, baselines, nodes, sourceIndex }) {
  const { cloudNode } = baselines;
  const told = [
    baselines.device && { plan: baselines.device, node: nodes[sourceIndex] },
    baselines.cloud && cloudNode.index !== sourceIndex && { plan: baselines.cloud, node: cloudNode },
  ].filter(Boolean);
  const equal = told.find((baseline) => same(plan, baseline.plan));
  const others = told.filter((baseline) => baseline !== equal);
  const parts = others
    .filter((baseline, at) => at === 0 || baseline.plan.latencySeconds < others[0].plan.latencySeconds)
    .map(({ plan: { latencySeconds }, node }) => {
      const [, factor, than] = /^(.*)( \w+)$/.exec(comparison(plan.latencySeconds, latencySeconds));
      return [{ text: factor, strong: true }, plain(`${than} all on `), nameOf(node), plain(` (${formatSeconds(latencySeconds)})`)];
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
  else if (equal) tokens.push(plain(' No split is sooner.'));
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

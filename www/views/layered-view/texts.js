// The words of the layered view: what a plane is, what happens between two planes, what one step does.

import { formatBytes, formatFlop, formatSeconds } from '../../format/quantities.js';
import { isGraph } from '../../../js/run-order.js';
import { staysWithin } from './folding.js';

const sum = (values) => values.reduce((a, b) => a + b, 0);

/** Name of a copy and what moves within it. */
export function planeTexts(copy, answer) {
  const { layers, plan, nodes } = answer;
  const bytes = copy === 0 ? answer.inputBytes ?? answer.model.inputBytes : layers[copy - 1].outputBytes;
  const name = copy === 0 ? 'input' : copy === layers.length ? 'answer' : `after ${layers[copy - 1].name}`;
  const moves = plan?.steps.filter((step) => step.kind === 'transfer' && step.afterLayer === copy) ?? [];
  const end = copy === 0 ? nodes[answer.sourceIndex] : copy === layers.length ? nodes[answer.destinationIndex] : null;
  if (moves.length === 0) return { name, detail: formatBytes(bytes), whole: `${name}: ${formatBytes(bytes)}${end ? ` at ${end.label}` : ''}, nothing is sent` };
  const seconds = moves.at(-1).arriveSeconds - moves[0].startSeconds;
  const hops = moves.length === 1 ? '1 hop' : `${moves.length} hops`;
  return {
    name,
    detail: `${formatBytes(bytes)} sent`,
    more: `${hops}, ${formatSeconds(seconds)}`,
    whole: `${name}: ${formatBytes(bytes)} sent from ${labelOf(moves[0].from, answer)} to ${labelOf(moves.at(-1).to, answer)}, ${hops}, ${formatSeconds(seconds)}`,
  };
}

const labelOf = (id, answer) => answer.nodes.find((node) => node.id === id)?.label ?? id;

/** What is computed between two drawn planes. */
export function gapTexts(gap, answer) {
  const { layers, nodes, plan } = answer;
  const first = layers[gap.from].name;
  const last = layers[gap.to - 1].name;
  const count = gap.to - gap.from;
  const name = count === 1 ? first : `${first}–${last}`;
  if (!plan) return { name, detail: count === 1 ? '1 layer' : `${count} layers`, more: '', color: -1, whole: name };
  const stays = staysWithin(gap, layers.map((layer) => layer.node));
  const seconds = sum(plan.steps.filter((step) => step.kind === 'compute' && step.layer > gap.from && step.layer <= gap.to)
    .map((step) => step.endSeconds - step.startSeconds));
  const runners = new Set(stays.map((stay) => stay.node));
  const where = runners.size === 1 ? `on ${nodes[stays[0].node]?.label ?? '?'}` : `on ${runners.size} nodes`;
  const what = count === 1 ? '' : `${count} layers`;
  return {
    name,
    detail: where,
    more: [what, formatSeconds(seconds)].filter(Boolean).join(', '),
    color: runners.size === 1 ? nodes[stays[0].node]?.colorIndex ?? -1 : -1,
    whole: [name, where, what, formatSeconds(seconds)].filter(Boolean).join(', '),
  };
}

/** One step, in lines. */
export function stepTexts(index, answer) {
  const { plan, layers } = answer;
  const step = plan.steps[index];
  const before = index === 0 ? answer.job.releaseSeconds ?? 0 : plan.steps[index - 1].arriveSeconds ?? plan.steps[index - 1].endSeconds;
  const waited = step.startSeconds - before;
  const wait = waited > 1e-9 ? `after waiting ${formatSeconds(waited)}` : '';
  if (step.kind === 'compute') {
    return [
      `${layers[step.layer - 1].name} on ${labelOf(step.node, answer)}`,
      `layer ${step.layer} of ${layers.length}, ${formatFlop(layers[step.layer - 1].flop)}`,
      `${formatSeconds(step.startSeconds)} to ${formatSeconds(step.endSeconds)}, ${formatSeconds(step.endSeconds - step.startSeconds)} of work`,
      wait,
    ].filter(Boolean);
  }
  const tensor = step.afterLayer === 0 ? 'the input' : `${isGraph(layers) ? 'what is needed after' : 'the output of'} ${layers[step.afterLayer - 1].name}`;
  return [
    `${labelOf(step.from, answer)} → ${labelOf(step.to, answer)}`,
    `${tensor}, ${formatBytes(step.bytes)}`,
    `leaves ${formatSeconds(step.startSeconds)}, arrives ${formatSeconds(step.arriveSeconds)}`,
    wait,
  ].filter(Boolean);
}

// What the measurements of small instances say.

import { count, largest, mean, median } from '../statistics.js';
import { counted, formatExcess, formatPercent, number } from './words.js';

/** Figures have seven digits. */
const SAME = 1e-6;

const pairs = (points) => points.flatMap(({ predicted, happened }) => predicted.map((bound, at) => bound / happened[at]));

/** How far the bound is above what happens. */
export function boundFinding(points) {
  const ratios = pairs(points);
  const broken = count(ratios, (ratio) => ratio < 1 - SAME);
  const met = count(ratios, (ratio) => Math.abs(ratio - 1) <= SAME);
  const holds = broken === 0 ? `The bound holds for all ${counted(ratios.length, 'job')}` : `THE BOUND IS BROKEN by ${number(broken)} of ${counted(ratios.length, 'job')}`;
  return `${holds} of ${counted(points.length, 'instance')}: in ${number(met)} it is what happens, the median is ${formatExcess(median(ratios))} above it, the largest ${formatExcess(largest(ratios))}.`;
}

const gaps = (points, method) => points.map((point) => point[method] / point.exhaustive - 1);

function orderFinding(name, values) {
  const best = count(values, (gap) => Math.abs(gap) <= SAME);
  const better = count(values, (gap) => gap < -SAME);
  const worse = values.length - best - better;
  const beyond = better === 0 ? '' : ` It is even sooner in ${number(better)}, since jobs there keep off a machine for others, which no order of soonest paths does.`;
  const loss = worse === 0 ? `and is never worse` : `and is worse in ${number(worse)}, by ${formatPercent(mean(values.filter((gap) => gap > SAME)))} on average and ${formatPercent(largest(values))} at most`;
  return `${name} matches the best of all orders in ${number(best)} of ${counted(values.length, 'instance')} ${loss}.${beyond}`;
}

/** How far each method is from the best order. */
export function gapFindings(points) {
  const bound = points.map((point) => 1 - point.lowerBound / point.exhaustive);
  return [
    orderFinding('Greedy', gaps(points, 'greedy')),
    orderFinding('Annealing', gaps(points, 'anneal')),
    orderFinding('The paper’s greedy', gaps(points, 'boundHappened')),
    `The lower bound that comes with every schedule is ${formatPercent(median(bound))} below the best order (median; at most ${formatPercent(largest(bound))}).`,
  ];
}

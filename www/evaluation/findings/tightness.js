// What the measurements of small instances say.

import { formatPercent, grouped } from '../../format/quantities.js';
import { counted } from '../../format/words.js';
import { count, largest, mean, median } from '../statistics.js';
import { formatExcess } from './words.js';

/** Figures have seven digits. */
const SAME = 1e-6;

const pairs = (points) => points.flatMap(({ predicted, happened }) => predicted.map((bound, at) => bound / happened[at]));

/** How far the bound is above what happens. */
export function boundFinding(points) {
  const ratios = pairs(points);
  const broken = count(ratios, (ratio) => ratio < 1 - SAME);
  const met = count(ratios, (ratio) => Math.abs(ratio - 1) <= SAME);
  const holds = broken === 0 ? `The bound holds for all ${counted(ratios.length, 'job')}` : `The bound is broken by ${grouped(broken)} of ${counted(ratios.length, 'job')}`;
  return `${holds} of ${counted(points.length, 'instance')}: for ${grouped(met)} it is exactly what happens; it is ${formatExcess(median(ratios))} above what happens in the median, and ${formatExcess(largest(ratios))} at most.`;
}

const gaps = (points, method) => points.map((point) => point[method] / point.exhaustive - 1);

function orderFinding(name, values) {
  const best = count(values, (gap) => Math.abs(gap) <= SAME);
  const better = count(values, (gap) => gap < -SAME);
  const worse = values.length - best - better;
  const beyond = better === 0 ? '' : ` It is even sooner in ${grouped(better)}, which no order of soonest paths reaches.`;
  const loss = worse === 0 ? `and is never worse` : `and is worse in ${grouped(worse)}, by ${formatPercent(mean(values.filter((gap) => gap > SAME)))} on average and ${formatPercent(largest(values))} at most`;
  return `${name} matches the best of all orders in ${grouped(best)} of ${counted(values.length, 'instance')} ${loss}.${beyond}`;
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

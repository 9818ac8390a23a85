// What the measurements of many jobs say.

import { formatPercent, formatSeconds, formatTimes, threeDigits } from '../../format/quantities.js';
import { counted } from '../../format/words.js';
import { groupedBy, largest, median } from '../statistics.js';

/** Values that no reader could tell apart. */
const SAME = 1e-6;

const SIMPLE = { allAtSource: 'running each where it starts', allAtBestNode: 'running all on one machine', bestSingleSplit: 'one split each', backlogBlind: 'the best path each, queues ignored' };
const ADJECTIVE = { mean: 'mean', max: 'largest' };

/** The medians over the instances with the most jobs. */
function mediansOf(points, objective) {
  const [jobs, instances] = [...groupedBy(points, (point) => point.jobs)].at(-1);
  const of = (method) => {
    const values = instances.map((point) => point[objective][method]).filter((value) => value !== null);
    return values.length === 0 ? null : median(values);
  };
  const fromBound = largest(instances.map((point) => point[objective].anneal / point[objective].lowerBound));
  return { jobs, of, instances: instances.length, fromBound };
}

function simplest(of) {
  const possible = Object.keys(SIMPLE).filter((name) => of(name) !== null);
  return possible.reduce((best, name) => (best === undefined || of(name) < of(best) ? name : best), undefined);
}

/** How good the schedules are where there are most jobs. */
function atMost(points, objective) {
  const { jobs, of, instances, fromBound } = mediansOf(points, objective);
  const simple = simplest(of);
  const beside = simple === undefined ? '' : `; the best simpler policy, ${SIMPLE[simple]}, ${formatSeconds(of(simple))}, ${formatTimes(of(simple) / of('greedy'))} as long as greedy`;
  return `With ${counted(jobs, 'job')} (median of ${counted(instances, 'instance')}), greedy has a ${ADJECTIVE[objective]} latency of ${formatSeconds(of('greedy'))}, annealing ${formatSeconds(of('anneal'))}${beside}. `
    + `No schedule can be below the lower bound of its instance, ${formatSeconds(of('lowerBound'))} (median); annealing is at most ${threeDigits(fromBound)}× its bound, so at most ${threeDigits(fromBound)}× the best.`;
}

/** The paper's greedy beside the exact one. */
function paper(points, objective) {
  const ratios = points.map((point) => point[objective].boundPredicted / point[objective].boundHappened - 1);
  const cases = points.map((point) => point[objective].boundHappened / point[objective].greedy - 1);
  const better = cases.filter((gap) => gap < -SAME);
  const worse = cases.filter((gap) => gap > SAME);
  const even = cases.length - better.length - worse.length;
  const upset = better.length === 0 ? '' : ` (by up to ${formatPercent(-Math.min(...better))}), although it knows less`;
  return `The paper’s greedy, with waits added up in full, predicts a ${ADJECTIVE[objective]} latency ${formatPercent(median(ratios))} above what then happens (median; at most ${formatPercent(largest(ratios))}); `
    + `what happens is worse than with exact times in ${worse.length} of ${cases.length} instances (by up to ${formatPercent(Math.max(0, ...worse))}), the same in ${even}, and better in ${better.length}${upset}.`;
}

/** @returns {string[]} sentences for one objective */
export const manyJobsFindings = (points, objective) => [atMost(points, objective), paper(points, objective)];

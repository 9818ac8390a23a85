// Latency against the number of jobs, as plots.

import { formatSeconds, grouped } from '../../format/quantities.js';
import { counted } from '../../format/words.js';
import { METHODS, OBJECTIVES } from '../experiments/many-jobs.js';
import { manyJobsFindings } from '../findings/many-jobs.js';
import { groupedBy, middleBy } from '../statistics.js';

export const METHOD_NAMES = {
  greedy: 'Greedy', anneal: 'Annealing', boundPredicted: 'The paper’s greedy, as predicted', boundHappened: 'The paper’s greedy, as it happens',
  allAtSource: 'All where they start', allAtBestNode: 'All on one machine', bestSingleSplit: 'One split each', backlogBlind: 'Best path each, queues ignored', lowerBound: 'Lower bound',
};
const TITLES = { mean: 'Mean latency of many jobs', max: 'Largest latency of many jobs' };

function seriesOf(points, objective, method, look) {
  const marks = [...groupedBy(points.filter((point) => point[objective][method] !== null), ({ jobs }) => jobs)].map(([jobs, instances]) => {
    const valueOf = (point) => point[objective][method];
    const values = instances.map(valueOf);
    const point = middleBy(instances, valueOf);
    const spread = [Math.min(...values), Math.max(...values)];
    return {
      x: jobs, y: valueOf(point), spread, choice: { point, objective, method },
      words: `${counted(jobs, 'job')}, ${formatSeconds(valueOf(point))} (middle of ${counted(values.length, 'instance')}, ${formatSeconds(spread[0])} to ${formatSeconds(spread[1])})`,
    };
  });
  return { name: METHOD_NAMES[method], look, marks };
}

/** @returns {{ finding: string[], plot: import('../plot/geometry.js').Plot }[]} */
export function manyJobsFigures({ points }) {
  const counts = [...groupedBy(points, ({ jobs }) => jobs).keys()];
  return OBJECTIVES.map((objective) => ({
    finding: manyJobsFindings(points, objective),
    plot: {
      id: `many-jobs-${objective}`,
      title: TITLES[objective],
      about: 'Both axes are logarithmic. A mark is the middle of several random workloads, its line reaches from the smallest to the largest.',
      x: { label: 'jobs at once', scale: 'log', marks: counts, format: grouped },
      y: { label: `${objective === 'mean' ? 'mean' : 'largest'} latency`, scale: 'log', unit: 's', format: formatSeconds },
      series: METHODS.map((method, look) => seriesOf(points, objective, method, look)),
    },
  }));
}

// One small instance, with all its methods, run again.

import { formatSeconds } from '../../format/quantities.js';
import { counted } from '../../format/words.js';
import { scenarioOf, tightness } from '../experiments/tightness.js';
import { figureLine } from './lines.js';

const NAMES = { exhaustive: 'best order', greedy: 'greedy', anneal: 'annealing', boundHappened: 'the paper’s greedy, as it happens', lowerBound: 'lower bound' };

export const title = ({ point }) => `Instance ${point.instance}: ${counted(point.jobs, 'job')} on ${counted(point.nodes, 'node')}, mean latencies`;

export async function measure({ point, job }, { background, signal }) {
  const measured = await tightness.measure(point, { background, signal });
  const ofJob = job === undefined ? [] : [
    figureLine(`job of priority ${job + 1}, predicted`, point.predicted[job], measured.predicted[job], formatSeconds),
    figureLine(`job of priority ${job + 1}, as replayed`, point.happened[job], measured.happened[job], formatSeconds),
  ];
  return {
    scenario: scenarioOf(point),
    lines: [...ofJob, ...Object.entries(NAMES).map(([name, words]) => figureLine(words, point[name], measured[name], formatSeconds))],
  };
}

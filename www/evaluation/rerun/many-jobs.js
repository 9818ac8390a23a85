// One method on one workload, run again.

import { formatSeconds } from '../../format/quantities.js';
import { counted } from '../../format/words.js';
import { measureMethods, scenarioOf } from '../experiments/many-jobs.js';
import { METHOD_NAMES } from '../figures/many-jobs.js';
import { figureLine } from './lines.js';

export const title = ({ point, objective, method }) => `${METHOD_NAMES[method]}, ${counted(point.jobs, 'job')}, instance ${point.instance}, ${objective === 'mean' ? 'mean' : 'largest'} latency`;

export async function measure({ point, objective, method }, { background, data, signal, onProgress }) {
  const scenario = scenarioOf(point, data);
  const measured = await measureMethods(scenario, objective, [method], { background, signal, onProgress });
  return { scenario, lines: [figureLine(METHOD_NAMES[method], point[objective][method], measured[method], formatSeconds)] };
}

// One experiment, point by point, and its files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvOf } from '../../www/format/csv.js';
import { formatJson } from '../make-data/write.mjs';
import { load, loadOf, machine } from './machine.mjs';
import { openPoints } from './points-file.mjs';

export const FORMAT = 'splitway/evaluation@1';

const today = () => new Date().toISOString().slice(0, 10);

/** What runs this experiment again. */
function commandOf({ name }, { quick, seed }) {
  return `npm run evaluate -- --only ${name}${quick ? ' --quick' : ''} --seed ${seed}`;
}

/** Measures what is not yet known; undefined when it was stopped. */
async function measurePoints(experiment, { settings, context, known, signal, onProgress }) {
  const points = experiment.points(settings);
  const measured = [];
  for (const [at, point] of points.entries()) {
    const told = (share) => onProgress({ share: (at + share) / points.length, at, count: points.length, key: point.key });
    told(0);
    const found = known.get(point.key);
    if (found) {
      measured.push(found);
      continue;
    }
    if (signal.aborted) return undefined;
    const before = load();
    try {
      const result = await experiment.measure(point, { ...context, settings, earlier: measured, signal, onProgress: told });
      known.add({ ...point, ...result, load: before });
    } catch (error) {
      if (signal.aborted) return undefined;
      throw new Error(`${experiment.name}, point ${point.key}: ${error.message}`, { cause: error });
    }
    measured.push(known.get(point.key));
  }
  return measured;
}

/**
 * Runs an experiment and writes `NAME.json` and `NAME.csv`.
 * @returns {Promise<object | undefined>} what was written; undefined when it was stopped
 */
export async function runExperiment(experiment, { settings, context, mark, directory, signal, onProgress }) {
  const known = openPoints(join(directory, `${experiment.name}.ndjson`), { experiment: experiment.name, settings, mark, machine: machine() });
  const measured = await measurePoints(experiment, { settings, context, known, signal, onProgress });
  if (measured === undefined) return undefined;
  const loads = measured.map((point) => point.load);
  const points = measured.map(({ load: _, ...point }) => point);
  const answer = {
    format: FORMAT,
    experiment: experiment.name,
    command: commandOf(experiment, settings),
    settings,
    splitway: context.api.version,
    machine: { ...machine(), date: today(), load: loadOf(loads) },
    points,
  };
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${experiment.name}.json`), `${formatJson(answer)}\n`);
  writeFileSync(join(directory, `${experiment.name}.csv`), csvOf(experiment.rows(points)));
  known.remove();
  return answer;
}

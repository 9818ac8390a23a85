// `npm run evaluate`: measures what the page of the evaluation shows, by the package's public API alone.
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bar, startLine } from '../js/cli/progress.js';
import { EXPERIMENTS } from '../www/evaluation/experiments/index.js';
import { setUpAndBuild } from './build.mjs';
import { markOfCode, openContext } from './evaluate/context.mjs';
import { runExperiment } from './evaluate/experiment.mjs';
import { Stop, fail } from './process.mjs';
import { ROOT, seconds } from './step.mjs';

const NAMES = EXPERIMENTS.map(({ name }) => name);

const HELP = `npm run evaluate -- [--only NAME] [--quick] [--seed N] [--out DIRECTORY]
  --only NAME      one experiment: ${NAMES.join(', ')}
  --quick          a few small points of each, to see that it works
  --seed N         of all that is drawn at random (1)
  --out DIRECTORY  where NAME.json and NAME.csv go (target/evaluation; the page shows data/evaluation)

A run that is stopped goes on where it was when it is started again.`;

const OPTIONS = {
  only: { type: 'string' }, quick: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' },
  out: { type: 'string', default: 'target/evaluation' }, help: { type: 'boolean', default: false },
};

function readOptions() {
  let values;
  try {
    ({ values } = parseArgs({ options: OPTIONS }));
  } catch (error) {
    throw new Stop(error.message);
  }
  const seed = Number(values.seed);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Stop(`--seed is ${values.seed}; it must be a whole number, 0 or more`);
  if (values.only !== undefined && !NAMES.includes(values.only)) throw new Stop(`there is no experiment ${values.only}; there are ${NAMES.join(', ')}`);
  return { ...values, chosen: EXPERIMENTS.filter(({ name }) => values.only === undefined || name === values.only), settings: { quick: values.quick, seed } };
}

/** A bar on standard error where that is a terminal. */
function startProgress(name) {
  let so = { share: 0, at: 0, count: 0, key: '' };
  const line = process.stderr.isTTY ? startLine(() => `${bar(so.share)}${name}  ${so.at}/${so.count}  ${so.key}`) : undefined;
  return {
    onProgress(progress) {
      so = progress;
      line?.draw();
    },
    end: () => line?.erase(),
  };
}

async function evaluate() {
  const { help, out, chosen, settings } = readOptions();
  if (help) {
    console.log(HELP);
    return;
  }
  await setUpAndBuild();
  const stopping = new AbortController();
  // A second Ctrl-C finds no listener, and ends the process.
  process.once('SIGINT', () => stopping.abort());
  const context = await openContext();
  const directory = resolve(ROOT, out);
  const mark = markOfCode();
  try {
    for (const experiment of chosen) {
      const began = performance.now();
      const progress = startProgress(experiment.name);
      const answer = await runExperiment(experiment, { settings, context, mark, directory, signal: stopping.signal, onProgress: progress.onProgress })
        .finally(progress.end);
      if (answer === undefined) throw new Stop(`stopped in ${experiment.name}; the same command goes on from there`);
      console.log(`${experiment.name}: ${answer.points.length} points in ${seconds(began)}; ${relative(ROOT, directory)}/${experiment.name}.json and .csv`);
    }
  } finally {
    context.dispose();
  }
}

evaluate().catch(fail);

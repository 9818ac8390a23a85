import { load } from '../../node.js';
import { takeInputs } from '../arguments.js';
import { nameOf, readDocument } from '../documents.js';
import { blamingLater, CommandError } from '../failure.js';
import { checkUninterrupted, runLongCall } from '../long-call.js';
import { answerLines, checkStreaming, ndjsonOptions } from '../ndjson.js';
import { decimalNumber, oneOf, seedOption, wholeNumber } from '../option-kinds.js';
import { simulationTable } from '../tables/simulation-table.js';
import { hasColour, jsonDocument, write } from '../terminal.js';
import { loadOnThisThread } from '../this-thread.js';

export const summary = 'how long jobs take that arrive one after the other, and whether the network keeps up with them';

export const usage = [
  'splitway simulate SCENARIO|- [--jobs-per-second X] [--jobs N] [--policy …] [--node ID] [--discipline fifo|priority]',
  '                  [--arrivals poisson|given] [--seed N] [--warm-up-share X] [--json [--trace]]',
  'splitway simulate [SCENARIOS|-] --ndjson [--threads N|auto] […]',
];

export const options = {
  'jobs-per-second': {
    type: 'string', value: 'X', number: decimalNumber({ above: 0, what: 'a number above 0' }),
    about: 'how many jobs arrive per second, at random; which ones, by their weights (without it each job comes once, at its release)',
  },
  jobs: { type: 'string', value: 'N', number: wholeNumber({ from: 1 }), about: 'how many arrive at random (default 2,000)' },
  arrivals: oneOf(['poisson', 'given'], 'at random, or each job of the scenario once (default: poisson where there is a rate)'),
  policy: oneOf(
    ['backlog-aware', 'backlog-blind', 'all-at-source', 'all-at-node', 'best-single-split'],
    'where a job is sent when it arrives (default backlog-aware: what is best behind the work that is queued by then)',
  ),
  node: { type: 'string', value: 'ID', about: 'the node of all-at-node (default: the best one for the jobs alone)' },
  discipline: oneOf(['fifo', 'priority'], 'whom a node or link serves first: who came first to it, or the earlier job (default fifo)'),
  seed: seedOption,
  'warm-up-share': {
    type: 'string', value: 'X', number: decimalNumber({ from: 0, below: 1, what: 'a number from 0 to below 1' }),
    about: 'the share of the jobs that arrive before anything is measured (default 0.1 at random, else 0)',
  },
  trace: { type: 'boolean', about: 'with --json or --ndjson: also when each job arrived and was done' },
  json: { type: 'boolean', about: 'the simulation as JSON (splitway/simulation@1)' },
  ...ndjsonOptions,
};

export const examples = [
  ['splitway help jobs > jobs.json', 'a scenario with six jobs on the same network'],
  ['splitway simulate jobs.json --jobs-per-second 5', 'how long 2,000 jobs take that arrive at random'],
  ['splitway simulate jobs.json --jobs-per-second 5 --policy backlog-blind', 'the same jobs, each sent as if it were alone'],
  ['splitway simulate jobs.json', 'each job once, at its release'],
  ['splitway simulate jobs.json --jobs-per-second 5 --trace --json > simulation.json', 'with the times of each job, for a program to read'],
  ['for seed in 1 2 3; do tr -d \'\\n\' < jobs.json | sed "s/\\"options\\": {/&\\"seed\\": $seed, /"; echo; done | splitway simulate --ndjson --jobs-per-second 5', 'three seeds, one answer a line'],
];

export const notes = [
  'Intervals are of 95 % confidence. Whether the network keeps up is judged by the jobs that pile up; where it does not, the figures tell of the length of the simulation.',
  'Ctrl-C prints what has happened so far, with exit code 4; a second Ctrl-C ends at once.',
];

const simulateOptions = ({ 'jobs-per-second': jobsPerSecond, 'warm-up-share': warmUpShare, json, ndjson, threads, ...same }) =>
  Object.fromEntries(Object.entries({ ...same, jobsPerSecond, warmUpShare }).filter(([, value]) => value !== undefined));

/** JSON would write a typed array as an object. */
function plain({ trace, ...simulation }) {
  if (trace === undefined) return simulation;
  return { ...simulation, trace: Object.fromEntries(Object.entries(trace).map(([name, series]) => [name, [...series]])) };
}

/** One line of --ndjson. */
export const answer = (api, text, given) => plain(api.simulate(text, simulateOptions(given)));
export const loadForLines = loadOnThisThread;

const describe = ({ jobs = 0 }) => `${jobs.toLocaleString('en-US')} jobs done`;

/** Refuses options that would change nothing. */
function check(given) {
  checkStreaming(given, []);
  if (given.seed !== undefined && given['jobs-per-second'] === undefined && given.arrivals !== 'poisson') {
    throw new CommandError('invalid-option', '--seed goes with --jobs-per-second: nothing else is random');
  }
}

export async function run({ inputs, options: given }) {
  check(given);
  if (given.trace && !given.json && !given.ndjson) throw new CommandError('invalid-option', '--trace goes with --json or --ndjson');
  if (given.ndjson) {
    const [input] = takeInputs(inputs.length === 0 ? ['-'] : inputs, ['SCENARIOS'], 'simulate');
    return answerLines({ input, command: 'simulate', options: given });
  }
  const [input] = takeInputs(inputs, ['SCENARIO'], 'simulate');
  const [text, api] = await Promise.all([readDocument(input, 'scenario'), load()]);
  const call = (controls) => blamingLater(nameOf(input), api.simulate(text, { ...simulateOptions(given), ...controls }));
  const { answer: simulation, interrupted } = await runLongCall(call, { describe });
  const table = () => simulationTable(simulation, { scenario: JSON.parse(text), colour: hasColour(process.stdout) });
  await write(given.json ? jsonDocument(plain(simulation)) : table());
  return checkUninterrupted(interrupted, 'what has happened');
}

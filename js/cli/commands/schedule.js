import { load } from '../../node.js';
import { formatPercent, formatSeconds } from '../../quantities.js';
import { takeInputs } from '../arguments.js';
import { nameOf, readDocument } from '../documents.js';
import { blamingLater, CommandError } from '../failure.js';
import { checkUninterrupted, runLongCall } from '../long-call.js';
import { answerLines, checkStreaming, ndjsonOptions } from '../ndjson.js';
import { oneOf, seedOption, wholeNumber } from '../option-kinds.js';
import { gapOf, scheduleTable } from '../tables/schedule-table.js';
import { hasColour, jsonDocument, write } from '../terminal.js';
import { loadOnThisThread } from '../this-thread.js';

export const summary = 'in which order many jobs go first, and where each of them runs, to take little time together';

export const usage = [
  'splitway schedule SCENARIO|- [--method greedy|anneal|exhaustive | --order A,B,C] [--mode exact|bound] [--objective mean|max]',
  '                  [--seed N] [--moves N] [--skip-unroutable] [--baselines] [--json]',
  'splitway schedule [SCENARIOS|-] --ndjson [--threads N|auto] […]',
];

export const options = {
  method: oneOf(
    ['greedy', 'anneal', 'exhaustive'],
    'how the order is found: at once; by a search of about a second, which also sends jobs another way where that helps the others; or the best of all orders of up to 8 jobs, each job on its own soonest plan (default: the scenario\'s, else greedy)',
  ),
  order: { type: 'string', value: 'A,B,C', about: 'the ids of all jobs, highest priority first, in place of a method' },
  mode: oneOf(
    ['exact', 'bound'],
    'exact: times as they happen; bound: the paper\'s upper bounds of them, with greedy (default: the scenario\'s, else exact)',
  ),
  objective: oneOf(['mean', 'max'], 'what is to be small: the weighted mean latency or the largest (default: the scenario\'s, else mean)'),
  seed: seedOption,
  moves: { type: 'string', value: 'N', number: wholeNumber(), about: 'with anneal: how many changes are tried (default: from 100 to 20,000, fewer with more jobs)' },
  'skip-unroutable': { type: 'boolean', about: 'leave jobs out that have no plan, and name them, in place of failing' },
  baselines: { type: 'boolean', about: 'also what simpler policies give' },
  json: { type: 'boolean', about: 'the schedule as JSON (splitway/schedule@1)' },
  ...ndjsonOptions,
};

export const examples = [
  ['splitway help jobs > jobs.json', 'a scenario with six jobs on the same network'],
  ['splitway schedule jobs.json', 'who goes first, and when everybody is done'],
  ['splitway schedule jobs.json --method exhaustive --baselines', 'the best of all orders, beside simpler policies'],
  ['splitway schedule jobs.json --method anneal --moves 2000 --json > schedule.json', 'a search, for a program to read'],
  ['splitway schedule jobs.json --order e,d,c,b,a,f --objective max', 'an order of one\'s own, and the longest anybody takes'],
  ['tr -d \'\\n\' < jobs.json | splitway schedule --ndjson --threads auto', 'one schedule a line, for many scenarios'],
];

export const notes = [
  'A job is never delayed by those below it. The gap tells how far above any schedule at all this one can be at most.',
  'Ctrl-C stops the search and prints the best schedule so far, with exit code 4; a second Ctrl-C ends at once.',
];

function scheduleOptions({ method, order, mode, objective, seed, moves, baselines, 'skip-unroutable': skipUnroutable }) {
  const given = { method, order: order?.split(','), mode, objective, seed, moves, baselines, skipUnroutable };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** One line of --ndjson. */
export const answer = (api, text, given) => api.schedule(text, scheduleOptions(given));
export const loadForLines = loadOnThisThread;

function describe({ value, lowerBound }) {
  if (!(value >= 0)) return '';
  return `${formatSeconds(value)}, at most ${formatPercent(gapOf({ value, lowerBound }))} above the least`;
}

function check(given) {
  checkStreaming(given, []);
  const strange = ['method', 'seed', 'moves'].find((name) => given.order !== undefined && given[name] !== undefined);
  if (strange) throw new CommandError('invalid-option', `--order and --${strange} exclude each other`);
  if (given.method !== undefined) checkSearch(given, given.method);
}

/** Refuses what steers the search of annealing alone. */
function checkSearch(given, method) {
  const idle = ['moves', 'seed'].find((name) => given[name] !== undefined && method !== 'anneal');
  if (idle) throw new CommandError('invalid-option', `--${idle} goes with --method anneal, and the method is ${method}`);
}

/** The method that a scenario asks for; what is wrong with it is told by whoever reads it whole. */
function methodIn(text) {
  try {
    return JSON.parse(text).options?.method ?? 'greedy';
  } catch {
    return 'anneal';
  }
}

export async function run({ inputs, options: given }) {
  check(given);
  if (given.ndjson) {
    const [input] = takeInputs(inputs.length === 0 ? ['-'] : inputs, ['SCENARIOS'], 'schedule');
    return answerLines({ input, command: 'schedule', options: given });
  }
  const [input] = takeInputs(inputs, ['SCENARIO'], 'schedule');
  const [text, api] = await Promise.all([readDocument(input, 'scenario'), load()]);
  checkSearch(given, given.method ?? methodIn(text));
  const call = (controls) => blamingLater(nameOf(input), api.schedule(text, { ...scheduleOptions(given), ...controls }));
  const { answer: schedule, interrupted } = await runLongCall(call, { describe });
  const shown = given.json ? jsonDocument(schedule) : scheduleTable(schedule, { scenario: JSON.parse(text), colour: hasColour(process.stdout) });
  await write(shown);
  return checkUninterrupted(interrupted, 'the best schedule');
}

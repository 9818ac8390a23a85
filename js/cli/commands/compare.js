import { LARGEST_SEED, LONGEST_SECONDS, TIME_LIMIT_SECONDS } from '../../compare/options.js';
import { load } from '../../node.js';
import { takeInputs } from '../arguments.js';
import { nameOf, readDocument } from '../documents.js';
import { CommandError, blamingLater } from '../failure.js';
import { checkUninterrupted, runLongCall } from '../long-call.js';
import { decimalNumber, wholeNumber } from '../option-kinds.js';
import { comparisonTable } from '../tables/comparison-table.js';
import { hasColour, jsonDocument, write } from '../terminal.js';
import { capacityOption, jobOption, transfersOption } from './formulate.js';

export const summary = 'how fast a general solver (HiGHS) finds the same optimum, by two formulations and their relaxations';

export const usage = [
  'splitway compare SCENARIO|- [--transfers paths|flows] [--job ID] [--capacity-seconds X] [--time-limit SECONDS] [--seed N] [--json]',
];

export const options = {
  transfers: transfersOption,
  job: jobOption,
  'capacity-seconds': capacityOption,
  'time-limit': {
    type: 'string', value: 'SECONDS', number: decimalNumber({ above: 0, to: LONGEST_SECONDS, what: `a number above 0, at most ${LONGEST_SECONDS}` }),
    about: `the most that the solver may take for each program (default ${TIME_LIMIT_SECONDS}); building and reading it may take 10 s more`,
  },
  seed: { type: 'string', value: 'N', number: wholeNumber({ to: LARGEST_SEED }), about: 'where the random choices of HiGHS begin (default 0)' },
  json: { type: 'boolean', about: 'all figures as JSON' },
};

export const examples = [
  ['splitway compare phone.json', 'the existing formulation, the routing formulation, and splitway'],
  ['splitway compare phone.json --transfers flows', 'with a placement that chooses links'],
  ['splitway help jobs | splitway compare - --time-limit 10 --json > comparison.json', 'many jobs, for a program to read'],
  ['splitway help jobs | splitway compare - --capacity-seconds 0.5', 'many jobs that share the seconds of each node and link'],
];

export const notes = [
  'HiGHS is the package highs, which is not installed along: npm install highs',
  'Optima that differ by more than a millionth, or plans that cost something else than the solver says, are an error (exit code 1).',
  'A program that reaches the limit is shown as "at least"; where no program is solved within it, the exit code is 4.',
  'Ctrl-C ends the solver at once and prints what is known, with exit code 4.',
];

/** What is done with a program before it is solved. */
const PHASES = { building: ', being built', reading: ', being written and read' };

function formsOf({ transfers, 'capacity-seconds': capacitySeconds }) {
  if (transfers === 'paths' && capacitySeconds !== undefined) {
    throw new CommandError('invalid-option', '--capacity-seconds needs --transfers flows: tensors on fixed shortest paths cannot make way for each other');
  }
  const placement = (transfers ?? (capacitySeconds === undefined ? 'paths' : 'flows')) === 'flows' ? 'placement-flows' : 'placement';
  return [`${placement}-lp`, placement, 'routing-lp', 'routing', 'router'];
}

function compareOptions(given) {
  const chosen = {
    forms: formsOf(given),
    job: given.job,
    capacitySeconds: given['capacity-seconds'],
    timeLimitSeconds: given['time-limit'] ?? TIME_LIMIT_SECONDS,
    seed: given.seed,
  };
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
}

/** The comparison, and the error of optima that differ, which comes with one. */
async function compared(call) {
  try {
    return { comparison: await call };
  } catch (error) {
    if (error.code !== 'optima-differ') throw error;
    return { comparison: error.cause, error };
  }
}

/** Throws what the comparison came to, if that is no optimum. What relaxations find is a bound alone. */
export function checkSolved({ runs, timeLimitSeconds }) {
  if (runs.some(({ status }) => status === 'infeasible')) {
    throw new CommandError('no-feasible-placement', 'no placement of all layers fits the memory of the nodes and the capacity of resources');
  }
  const programs = runs.filter(({ form, relaxed }) => form !== 'router' && !relaxed);
  if (programs.length === 0) return;
  if (programs.every(({ status }) => status === 'too-large')) throw new CommandError('limit-exceeded', programs[0].message);
  if (programs.every(({ status }) => status === 'time-limit' || status === 'too-large')) {
    throw new CommandError('limit-exceeded', `no program was solved within ${timeLimitSeconds} s; give more with --time-limit`);
  }
}

export async function run({ inputs, options: given }) {
  const [input] = takeInputs(inputs, ['SCENARIO'], 'compare');
  const how = compareOptions(given);
  const [text, api] = await Promise.all([readDocument(input, 'scenario'), load()]);
  const call = (controls) => compared(blamingLater(nameOf(input), api.compare(text, { ...how, ...controls })));
  const { answer: { comparison, error }, interrupted } = await runLongCall(call, { describe: ({ name = '', phase }) => `${name}${PHASES[phase] ?? ''}` });
  await write(given.json ? jsonDocument(comparison) : comparisonTable(comparison, { colour: hasColour(process.stdout) }));
  if (error) throw error;
  checkUninterrupted(interrupted, 'what is known');
  checkSolved(comparison);
}

import { load } from '../../node.js';
import { takeInputs } from '../arguments.js';
import { checkAgreement, compare } from '../comparison/compare.js';
import { findHighs } from '../comparison/highs.js';
import { nameOf, readDocument } from '../documents.js';
import { blamingLater } from '../failure.js';
import { checkUninterrupted, runLongCall } from '../long-call.js';
import { decimalNumber } from '../option-kinds.js';
import { comparisonTable } from '../tables/comparison-table.js';
import { hasColour, jsonDocument, write } from '../terminal.js';
import { jobOption, transfersOption } from './formulate.js';

export const summary = 'how fast a general solver (HiGHS) finds the same optimum, by two formulations and their relaxations';

export const usage = ['splitway compare SCENARIO|- [--transfers paths|flows] [--job ID] [--time-limit SECONDS] [--json]'];

const TIME_LIMIT_SECONDS = 60;

export const options = {
  transfers: transfersOption,
  job: jobOption,
  'time-limit': {
    type: 'string', value: 'SECONDS', number: decimalNumber({ above: 0, what: 'a number above 0' }),
    about: `the most that each program may take (default ${TIME_LIMIT_SECONDS})`,
  },
  json: { type: 'boolean', about: 'all figures as JSON' },
};

export const examples = [
  ['splitway compare phone.json', 'the existing formulation, the routing formulation, and splitway'],
  ['splitway compare phone.json --transfers flows', 'with a placement that chooses links'],
  ['splitway help jobs | splitway compare - --time-limit 10 --json > comparison.json', 'many jobs, for a program to read'],
];

export const notes = [
  'HiGHS is the package highs, which is not installed along: npm install highs',
  'Optima that differ by more than a millionth, or plans that cost something else than the solver says, are an error (exit code 1).',
  'A program that reaches the limit is shown as "at least". Ctrl-C ends the solver at once and prints what is known, with exit code 4.',
];

export async function run({ inputs, options: given }) {
  const [input] = takeInputs(inputs, ['SCENARIO'], 'compare');
  const highsPath = findHighs();
  const [text, api] = await Promise.all([readDocument(input, 'scenario'), load()]);
  const how = { job: given.job, transfers: given.transfers, timeLimitSeconds: given['time-limit'] ?? TIME_LIMIT_SECONDS, highsPath };
  const call = (controls) => blamingLater(nameOf(input), compare(api, text, { ...how, ...controls }));
  const { answer: comparison, interrupted } = await runLongCall(call, { describe: ({ name = '' }) => name });
  await write(given.json ? jsonDocument(comparison) : comparisonTable(comparison, { colour: hasColour(process.stdout) }));
  checkAgreement(comparison);
  return checkUninterrupted(interrupted, 'what is known');
}

// Help that teaches: what a command does, its options, and examples that run as they stand.

import { commandNames, loadCommand } from './commands/index.js';
import EXAMPLE_SCENARIO, { EXAMPLE_LAYERS, EXAMPLE_NETWORK, exampleWithJobs } from './example.js';
import { CommandError } from './failure.js';
import { nearest } from './suggestion.js';
import { columns } from './tables/columns.js';

const EXIT_CODES = [
  ['0', 'there is an answer (with --ndjson: the stream was read to its end)'],
  ['1', 'a fault of splitway itself'],
  ['2', 'bad input: the call, a file, a scenario, a plan'],
  ['3', 'no feasible answer: unreachable, no-feasible-placement, memory-exceeded'],
  ['4', 'a limit, or a search that Ctrl-C ended with its best answer so far'],
  ['130', 'Ctrl-C'],
];

const text = (lines) => lines.map((line) => `${line}\n`).join('');

/** A command on a line of its own under what it does, so that it can be copied. */
const exampleLines = (examples) => examples.flatMap(([command, about]) => [`  # ${about}`, `  ${command}`]);

const optionLines = (options) => columns([...Object.entries(options), ['help', { about: 'this help' }]].map(
  ([name, { value, about }]) => [`--${name}${value ? ` ${value}` : ''}`, about],
));

async function overview() {
  const commands = await Promise.all(commandNames.map(async (name) => [name, (await loadCommand(name)).summary]));
  return text([
    'splitway finds where to run each layer of a neural network in a computer network, and how its tensors travel.',
    '',
    'Commands:',
    ...columns([...commands, ['help [COMMAND]', 'this help, or a command\'s'], ['help scenario', 'an example scenario to begin with'], ['help jobs', 'the same with several jobs'], ['help network', 'an example table of links, to import'], ['help layers', 'an example table of layers, to import']]),
    '',
    'Begin with:',
    ...exampleLines([
      ['splitway help scenario > phone.json', 'a phone that may hand work to an edge server or a data centre'],
      ['splitway route phone.json', 'which layers run where, and when'],
    ]),
    '',
    'A scenario is a file in JSON, or - for standard input. Its numbers are in the units that their names say.',
    '',
    'Exit codes:',
    ...columns(EXIT_CODES, { right: [0] }),
    'Errors are one line on standard error: splitway: CODE: message (at /json/pointer in FILE)',
  ]);
}

async function commandHelp(name) {
  const { summary, usage, options, examples, notes } = await loadCommand(name);
  return text([
    `splitway ${name}: ${summary}`,
    '',
    'Usage:',
    ...usage.map((line) => `  ${line}`),
    '',
    'Options:',
    ...optionLines(options),
    '',
    'Examples (splitway help scenario > phone.json makes their scenario):',
    ...exampleLines(examples),
    '',
    ...notes,
  ]);
}

const TOPICS = ['scenario', 'jobs', 'network', 'layers', ...commandNames];

/** @param {string} [topic] a command's name, `scenario` or `jobs` */
export async function helpText(topic) {
  if (topic === undefined) return overview();
  if (topic === 'scenario') return EXAMPLE_SCENARIO;
  if (topic === 'jobs') return exampleWithJobs();
  if (topic === 'network') return EXAMPLE_NETWORK;
  if (topic === 'layers') return EXAMPLE_LAYERS;
  if (commandNames.includes(topic)) return commandHelp(topic);
  const meant = nearest(topic, TOPICS);
  throw new CommandError('unknown-command', `there is no help on ${topic}; ${meant ? `did you mean ${meant}?` : `there is on ${TOPICS.join(', ')}`}`);
}

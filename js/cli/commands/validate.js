import { load } from '../../node.js';
import { takeInputs } from '../arguments.js';
import { nameOf, readDocument } from '../documents.js';
import { blaming } from '../failure.js';
import { answerLines, checkStreaming, ndjsonOptions } from '../ndjson.js';
import { summaryTable } from '../tables/summary-table.js';
import { hasColour, jsonDocument, write } from '../terminal.js';

export const summary = 'whether a scenario is sound, and what it holds';

export const usage = [
  'splitway validate SCENARIO|- [--json]',
  'splitway validate [SCENARIOS|-] --ndjson [--threads N|auto]',
];

export const options = {
  json: { type: 'boolean', about: 'the counts as JSON' },
  ...ndjsonOptions,
};

export const examples = [
  ['splitway validate phone.json', 'what the scenario holds'],
  ['splitway help scenario | splitway validate - --json', 'the counts as JSON, from a pipe'],
];

export const notes = ['The first thing that is wrong is named with its place, a JSON pointer such as /network/links/3/bitsPerSecond.'];

/** One line of --ndjson. */
export const answer = (api, text) => api.validate(text);

export async function run({ inputs, options: given }) {
  checkStreaming(given, []);
  if (given.ndjson) {
    const [input] = takeInputs(inputs.length === 0 ? ['-'] : inputs, ['SCENARIOS'], 'validate');
    return answerLines({ input, command: 'validate', options: given });
  }
  const [input] = takeInputs(inputs, ['SCENARIO'], 'validate');
  const [text, api] = await Promise.all([readDocument(input, 'scenario'), load()]);
  const file = nameOf(input);
  const counts = blaming(file, () => answer(api, text));
  return write(given.json ? jsonDocument(counts) : summaryTable(counts, { file, colour: hasColour(process.stdout) }));
}

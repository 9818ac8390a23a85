import { load } from '../../node.js';
import { comparison, nodeName } from '../../plan-sentence.js';
import { formatSeconds } from '../../quantities.js';
import { takeInputs } from '../arguments.js';
import { nameOf, readDocument } from '../documents.js';
import { blaming, CommandError } from '../failure.js';
import { wholeNumber } from '../option-kinds.js';
import { answerLines, checkStreaming, ndjsonOptions } from '../ndjson.js';
import { shortName } from '../plain-text.js';
import { namesOf, renamed } from '../tables/labels.js';
import { planTable } from '../tables/plan-table.js';
import { hasColour, jsonDocument, write } from '../terminal.js';

export const summary = 'where to run each layer of a job, and how its tensors travel, to be done soonest';

export const usage = [
  'splitway route SCENARIO|- [--job ID] [--wait draining|additive] [--most-down-sets N] [--certificate] [--json | --dot]',
  'splitway route [SCENARIOS|-] --ndjson [--threads N|auto] [--job ID] [--wait …] [--certificate]',
];

export const options = {
  job: { type: 'string', value: 'ID', about: 'which job; needed only where the scenario has several' },
  wait: {
    type: 'string',
    value: 'draining|additive',
    choices: ['draining', 'additive'],
    about: 'how backlogs delay: they drain meanwhile, or are charged in full (default: the scenario\'s, else draining)',
  },
  'most-down-sets': {
    type: 'string', value: 'N', number: wholeNumber({ from: 1, to: 2 ** 32 - 1 }),
    about: 'where layers can run in many orders: how many sets of layers are searched between two points that every order passes; beyond, the file\'s order is kept (default: the scenario\'s, else 20000)',
  },
  certificate: { type: 'boolean', about: 'add the potentials that prove the optimum; the table says that they hold' },
  json: { type: 'boolean', about: 'the plan as JSON (splitway/plan@1)' },
  dot: { type: 'boolean', about: 'the layered graph with the path in Graphviz\' language' },
  ...ndjsonOptions,
};

export const examples = [
  ['splitway route phone.json', 'the answer, its steps and its breakdown'],
  ['splitway route phone.json --wait additive', 'every backlog charged in full'],
  ['splitway route phone.json --certificate --json > plan.json', 'the plan with its proof, for splitway verify'],
  ['splitway route phone.json --dot > layered.dot', 'the layered graph; dot -Tsvg layered.dot draws it'],
  ['for rate in 5e6 20e6 80e6; do sed "s/20e6/$rate/" phone.json | tr -d \'\\n\'; echo; done > sweep.ndjson', 'the scenario at three rates, one a line'],
  ['splitway route sweep.ndjson --ndjson --threads auto', 'one plan a line, in the same order'],
];

export const notes = [
  'A step ends when its last bit arrives, so the duration of a transfer includes the propagation.',
  'With --ndjson a scenario that has no answer gives { "error": { "code", "message", "path" } } in its place, and blank lines give none.',
];

const routeOptions = ({ job, wait, certificate, 'most-down-sets': mostDownSets }) => ({
  ...(job !== undefined && { job }),
  ...(wait !== undefined && { wait }),
  ...(mostDownSets !== undefined && { mostDownSets }),
  ...(certificate && { certificate: true }),
});

/** One line of --ndjson. */
export const answer = (api, text, given) => api.route(text, routeOptions(given));

/** How the plan compares with running everything where the job starts. */
function againstSource(api, text, plan, { job, layers, name }, given) {
  if (job.pins?.length > 0 || plan.placement.every((id) => id === job.source)) return [];
  const pins = [{ firstLayer: 1, lastLayer: layers.length, nodes: [job.source] }];
  try {
    const { latencySeconds } = api.route(text, { ...routeOptions(given), job: job.id, certificate: false, pins });
    const source = nodeName(shortName(name(job.source)));
    return [`${comparison(plan.latencySeconds, latencySeconds)} all on ${source} (${formatSeconds(latencySeconds)})`];
  } catch {
    // The source cannot run it all, so there is nothing to compare with.
    return [];
  }
}

function proof(api, text, plan) {
  if (!plan.certificate) return [];
  const { arcsChecked } = api.verify(text, plan);
  return [`its certificate holds on all ${arcsChecked.toLocaleString('en-US')} layered arcs`];
}

function table(api, text, given) {
  const plan = api.route(text, { ...routeOptions(given), measure: true });
  const scenario = JSON.parse(text);
  const job = scenario.jobs.find(({ id }) => id === plan.job);
  const { layers } = scenario.models.find(({ id }) => id === job.model);
  const name = namesOf(scenario.network.nodes);
  const remarks = [...proof(api, text, plan), ...againstSource(api, text, plan, { job, layers, name }, given)];
  const told = { job: { ...job, source: name(job.source) }, layers, remarks, colour: hasColour(process.stdout) };
  return planTable(renamed(plan, name), told);
}

function answerText(api, text, given) {
  if (given.dot) return `${api.dot(text, routeOptions(given)).trimEnd()}\n`;
  return given.json ? jsonDocument(answer(api, text, given)) : table(api, text, given);
}

export async function run({ inputs, options: given }) {
  checkStreaming(given, ['dot']);
  if (given.ndjson) {
    const [input] = takeInputs(inputs.length === 0 ? ['-'] : inputs, ['SCENARIOS'], 'route');
    return answerLines({ input, command: 'route', options: given });
  }
  const strange = ['json', 'certificate'].find((name) => given.dot && given[name]);
  if (strange) throw new CommandError('invalid-option', `--dot and --${strange} exclude each other`);
  const [input] = takeInputs(inputs, ['SCENARIO'], 'route');
  const [text, api] = await Promise.all([readDocument(input, 'scenario'), load()]);
  return write(blaming(nameOf(input), () => answerText(api, text, given)));
}

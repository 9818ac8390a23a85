import { load } from '../../node.js';
import { takeFiles } from '../arguments.js';
import { nameOf } from '../documents.js';
import { blamingLater, CommandError } from '../failure.js';
import { composeScenario } from '../import/compose.js';
import { importOptions, importOptionsOf } from '../import/options.js';
import { fileSource } from '../import/source.js';
import { withBar } from '../progress.js';
import { reportTable } from '../tables/report-table.js';
import { hasColour, jsonDocument, write } from '../terminal.js';

export const summary = 'a network or a model from a file of another program, or a scenario from both';

export const usage = [
  'splitway import FILE|- [--json] [--format FORMAT] […]',
  'splitway import NETWORK MODEL… --source NODE [--destination NODE] […] > scenario.json',
];

export const options = {
  json: { type: 'boolean', about: 'what was read, { "network" } or { "model" }, with its report, as JSON' },
  source: { type: 'string', value: 'NODE', about: 'writes a scenario: the id or label of the node that has the models\' inputs' },
  destination: { type: 'string', value: 'NODE', about: 'the node that wants the answers (default: the source)' },
  ...importOptions,
};

export const examples = [
  ['splitway help network > net.csv', 'a table of links to begin with'],
  ['splitway import net.csv', 'what is in a file, and what was filled in'],
  ['splitway import net.csv --compute node:Frankfurt=rtx-3090 --compute "degree>=3=jetson-agx-orin" --compute relay', 'what computes where, by rules'],
  ['splitway import net.csv --json > net.json', 'the network as JSON, with its report'],
  ['splitway help layers > layers.csv', 'a table of layers, with measured times'],
  ['splitway import net.csv layers.csv --source Lisbon > lisbon.json', 'a scenario of both'],
  ['splitway route lisbon.json', 'and its plan'],
];

export const notes = [
  'Networks: GML, GraphML (Internet Topology Zoo, networkx, yEd), SNDlib, REPETITA, node-link JSON, tables of links, splitway JSON.',
  'Models: ONNX, tables of layers (CSV or JSON), PipeDream graph.txt, PipeEdge YAML, msr-fiddle JSON, splitway JSON.',
  'What a file is tells its content, not its name. Nothing is asked: what a file lacks is filled by rules and reported.',
];

async function importOne(api, input, given) {
  const source = await fileSource(input);
  const read = withBar(`reading ${nameOf(input)}`, (onProgress) => api.importFile(source, { ...importOptionsOf(given), onProgress }));
  return blamingLater(nameOf(input), read);
}

function partsOf(imported) {
  const networks = imported.filter(({ network }) => network);
  const models = imported.filter(({ model }) => model);
  if (networks.length === 1 && models.length > 0) return { network: networks[0].network, models: models.map(({ model }) => model) };
  const held = `${networks.length} network${networks.length === 1 ? '' : 's'} and ${models.length} model${models.length === 1 ? '' : 's'}`;
  throw new CommandError('invalid-option', `a scenario is made of one network and at least one model, these files hold ${held}`);
}

const tables = (inputs, imported, colour) => imported.map((one, at) => reportTable(one, { file: nameOf(inputs[at]), colour })).join('\n');

async function writeScenario(inputs, imported, given) {
  const scenario = composeScenario(partsOf(imported), given);
  const api = await load();
  api.validate(scenario);
  // The scenario goes elsewhere, often to a file: what was filled is told beside it.
  await write(tables(inputs, imported, hasColour(process.stderr)), process.stderr);
  return write(jsonDocument(scenario));
}

export async function run({ inputs, options: given }) {
  takeFiles(inputs, 'import');
  const isScenario = inputs.length > 1 || given.source !== undefined;
  if (isScenario && given.json) throw new CommandError('invalid-option', '--json is for one file; a scenario is JSON anyway');
  if (given.destination !== undefined && !isScenario) throw new CommandError('invalid-option', '--destination needs a --source');
  const api = await load();
  const imported = [];
  for (const input of inputs) imported.push(await importOne(api, input, given));
  if (isScenario) return writeScenario(inputs, imported, given);
  return write(given.json ? jsonDocument(imported[0]) : tables(inputs, imported, hasColour(process.stdout)));
}

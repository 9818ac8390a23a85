import { dirname, join } from 'node:path';
import { load } from '../../node.js';
import { baseName } from '../../split/base-name.js';
import { checkGiven } from '../../split/random-input.js';
import { takeInputs } from '../arguments.js';
import { nameOf, readDocument } from '../documents.js';
import { blame, blamingLater, CommandError } from '../failure.js';
import { importOptions, importOptionsOf } from '../import/options.js';
import { fileSource } from '../import/source.js';
import { seedNumber } from '../option-kinds.js';
import { withBar } from '../progress.js';
import { writeParts } from '../split/write-parts.js';
import { namesOf } from '../tables/labels.js';
import { splitTable } from '../tables/split-table.js';
import { hasColour, jsonDocument, write } from '../terminal.js';

export const summary = 'an ONNX model in parts by a plan: a file for every stretch of layers on one node';

export const usage = ['splitway split MODEL PLAN|SCENARIO --output DIR [--verify] [--force] [--json] […]'];

export const options = {
  output: { type: 'string', value: 'DIR', about: 'where the parts and manifest.json are written; made if it is not there' },
  force: { type: 'boolean', about: 'writes over files that are there' },
  job: { type: 'string', value: 'ID', about: 'with a scenario: the job whose plan it is; needed where there are several' },
  verify: { type: 'boolean', about: 'runs the model and its parts with onnxruntime-web on random input, and shows how much they differ' },
  seed: { type: 'string', value: 'N', number: seedNumber, about: 'with --verify: where the random numbers begin (default 1)' },
  input: { type: 'string', value: 'NAME=NUMBER', many: true, about: 'with --verify: fills an input with one number, where random ones make no sense' },
  dim: importOptions.dim,
  shape: importOptions.shape,
  granularity: importOptions.granularity,
  json: { type: 'boolean', about: 'the manifest as JSON, with --verify also the verification' },
};

export const examples = [
  ['splitway split model.onnx plan.json --output parts', 'parts/model.part1.phone.onnx, … and parts/manifest.json'],
  ['splitway split model.onnx scenario.json --output best --verify', 'by the best plan of a scenario, checked by running whole and parts'],
];

export const notes = [
  'Give --dim, --shape and --granularity as for splitway import, when the scenario was made: parts are for these sizes.',
  'manifest.json says which part runs where, and which tensors it reads and makes.',
  '--verify needs the package onnxruntime-web, which is not installed along: npm install onnxruntime-web',
];

const isScenario = (document) => /^splitway\/scenario@/.test(document?.format ?? '');

/** The plan; of a scenario also the model that it was made for, and what its nodes are called. */
function planOf(api, text, { job }) {
  let document;
  try {
    document = JSON.parse(text);
  } catch {
    // The call says where.
    return { plan: text };
  }
  if (!isScenario(document)) {
    if (job !== undefined) throw new CommandError('invalid-option', '--job is for a scenario; a plan is one job\'s');
    return { plan: text };
  }
  const plan = api.route(text, { job });
  const { model } = document.jobs.find(({ id }) => id === plan.job);
  return { plan, model: document.models.find(({ id }) => id === model), name: namesOf(document.network.nodes) };
}

function inputsOf(texts = []) {
  return Object.fromEntries(texts.map((text) => {
    const at = text.lastIndexOf('=');
    const number = Number(text.slice(at + 1));
    if (at <= 0 || text.slice(at + 1).trim() === '' || !Number.isFinite(number)) {
      throw new CommandError('invalid-option', `--input is ${options.input.value}, not ${text}`);
    }
    return [text.slice(0, at), number];
  }));
}

/** Files with weights are looked for beside the model, whatever directories it names. */
function sideFilesOf(model, manifest) {
  const names = new Set(manifest.parts.flatMap(({ externalData }) => externalData).map(baseName));
  return Object.fromEntries([...names].map((name) => [name, { path: join(dirname(model), name) }]));
}

/** Whether an error of a division is about the plan, and not about the model's file. */
const isOfPlan = ({ code, path = '' }) => code === 'invalid-plan' || code === 'invalid-json' || /^\/(placement|steps|format)/.test(path);

function checkOptions({ output, verify, seed, input }) {
  if (output === undefined) throw new CommandError('invalid-option', 'say where the parts are written: --output DIR');
  for (const [name, value] of Object.entries({ seed, input })) {
    if (value !== undefined && !verify) throw new CommandError('invalid-option', `--${name} needs --verify`);
  }
}

export async function run({ inputs, options: given }) {
  const [model, planFile] = takeInputs(inputs, ['MODEL', 'PLAN|SCENARIO'], 'split');
  checkOptions(given);
  const numbers = inputsOf(given.input);
  const api = await load();
  const text = await readDocument(planFile, 'plan or scenario');
  const { plan, model: planned, name } = await blamingLater(nameOf(planFile), (async () => planOf(api, text, given))());
  const source = await fileSource(model);
  const asked = { ...importOptionsOf(given), model: planned };
  const divided = await withBar(`reading ${nameOf(model)}`, (onProgress) => api.split(source, plan, { ...asked, onProgress }))
    .catch((error) => { throw blame(nameOf(isOfPlan(error) ? planFile : model), error); });
  // What is asked of the verification is checked before anything is written.
  if (given.verify) checkGiven(divided.manifest, numbers);
  await writeParts(divided, { directory: given.output, force: given.force, model });
  const verification = given.verify && await withBar('running the model and its parts', (onProgress) => api.verifySplit(source, divided, {
    seed: given.seed, inputs: numbers, sideFiles: sideFilesOf(model, divided.manifest), onProgress,
  }));
  const { manifest } = divided;
  return write(given.json
    ? jsonDocument({ manifest, ...(verification && { verification }) })
    : splitTable({ manifest, verification }, { name, directory: given.output, colour: hasColour(process.stdout) }));
}

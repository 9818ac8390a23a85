// `splitway split`: files in a directory, from a plan or a scenario.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { COMMAND, splitway } from '../cli/command.mjs';
import { REPOSITORY, temporaryDirectory } from '../package/installed.mjs';
import { judge, makeModels, modelPath } from './parts.mjs';

symlinkSync(join(REPOSITORY, 'node_modules/onnxruntime-web'), join(dirname(COMMAND), '..', 'onnxruntime-web'));

const MODEL = modelPath('light_squeezenet');
const { model } = JSON.parse(splitway(['import', MODEL, '--json', '--granularity', 'blocks']).stdout);

const network = {
  nodes: [{ id: 'phone', label: 'Phone', flopPerSecond: 1e9 }, { id: 'edge', flopPerSecond: 1e13 }],
  links: [{ from: 'phone', to: 'edge', bitsPerSecond: 1e8, bothWays: true }],
};
const scenario = {
  format: 'splitway/scenario@1', network, models: [model],
  jobs: [{ id: 'photo', model: model.id, source: 'phone', destination: 'phone', pins: [{ firstLayer: 1, lastLayer: 1, nodes: ['phone'] }, { firstLayer: 2, lastLayer: model.layers.length, nodes: ['edge'] }] }],
};

function workspace() {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'scenario.json'), JSON.stringify(scenario));
  writeFileSync(join(directory, 'plan.json'), splitway(['route', 'scenario.json', '--json'], { cwd: directory }).stdout);
  return directory;
}

const BLOCKS = ['--granularity', 'blocks'];

test('a scenario or its plan gives the parts and the manifest, and --verify shows the difference', () => {
  const cwd = workspace();
  const { status, stdout, stderr } = splitway(['split', MODEL, 'scenario.json', '--output', 'parts', ...BLOCKS, '--verify'], { cwd });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^light_squeezenet in 2 parts, written to parts:\n {2}1 {2}Phone: layer 1, light_squeezenet\.part1\.phone\.onnx, [\d.]+ k?B\n/);
  assert.match(stdout, /largest difference +relative\n +softmaxout_1 +1,000 +0 +0\n/);
  assert.match(stdout, /optimisations off/);
  const files = readdirSync(join(cwd, 'parts')).sort();
  assert.deepEqual(files, ['light_squeezenet.part1.phone.onnx', 'light_squeezenet.part2.edge.onnx', 'manifest.json']);
  const manifest = JSON.parse(readFileSync(join(cwd, 'parts/manifest.json'), 'utf8'));
  assert.equal(manifest.format, 'splitway/split@1');
  assert.deepEqual(judge([{ whole: MODEL, directory: join(cwd, 'parts'), inputs: {} }]).map(({ largest }) => largest), [0]);

  const again = splitway(['split', MODEL, 'plan.json', '--output', 'again', ...BLOCKS, '--json'], { cwd });
  assert.equal(again.status, 0, again.stderr);
  assert.deepEqual(JSON.parse(again.stdout), { manifest });
});

test('files that are there are not written over without --force, and the model never', () => {
  const cwd = workspace();
  const words = ['split', MODEL, 'plan.json', '--output', '.', ...BLOCKS];
  writeFileSync(join(cwd, 'manifest.json'), 'mine');
  const { status, stderr } = splitway(words, { cwd });
  assert.equal(status, 2);
  assert.match(stderr, /^splitway: invalid-option: manifest\.json is there already; --force writes over it\n$/);
  assert.equal(existsSync(join(cwd, 'light_squeezenet.part1.phone.onnx')), false);
  assert.equal(splitway([...words, '--force'], { cwd }).status, 0);
  assert.match(readFileSync(join(cwd, 'manifest.json'), 'utf8'), /^\{/);

  cpSync(MODEL, join(cwd, 'light_squeezenet.onnx'));
  symlinkSync('light_squeezenet.onnx', join(cwd, 'parts'));
  mkdirSync(join(cwd, 'trap'));
  symlinkSync('../light_squeezenet.onnx', join(cwd, 'trap/light_squeezenet.part1.phone.onnx'));
  const onto = splitway(['split', 'light_squeezenet.onnx', 'plan.json', '--output', 'trap', ...BLOCKS, '--force'], { cwd });
  assert.equal(onto.status, 2);
  assert.match(onto.stderr, /is the model itself; take another directory/);
  const file = splitway(['split', 'light_squeezenet.onnx', 'plan.json', '--output', 'parts', ...BLOCKS], { cwd });
  assert.equal(file.status, 2);
  assert.match(file.stderr, /^splitway: unwritable-output: cannot write to parts: /);
});

test('the examples of the help run as they stand', () => {
  const [cwd, models] = [temporaryDirectory(), makeModels()];
  cpSync(join(models, 'external.onnx'), join(cwd, 'model.onnx'));
  cpSync(join(models, 'external.weights'), join(cwd, 'external.weights'));
  const { model: chain } = JSON.parse(splitway(['import', 'model.onnx', '--json'], { cwd }).stdout);
  writeFileSync(join(cwd, 'scenario.json'), JSON.stringify({ ...scenario, models: [chain], jobs: [{ id: 'photo', model: chain.id, source: 'phone', destination: 'edge' }] }));
  writeFileSync(join(cwd, 'plan.json'), splitway(['route', 'scenario.json', '--json'], { cwd }).stdout);
  const { stdout: help } = splitway(['help', 'split']);
  const examples = [...help.matchAll(/^ {2}# .*\n {2}splitway (.+)$/gm)].map(([, words]) => words.split(' '));
  assert.equal(examples.length, 2);
  for (const words of examples) {
    const { status, stderr } = splitway(words, { cwd });
    assert.deepEqual({ words, status, stderr }, { words, status: 0, stderr: '' });
  }
  assert.ok(existsSync(join(cwd, 'best/manifest.json')));
});

test('what is wrong is told in one line', () => {
  const cwd = workspace();
  const fails = (words, pattern) => {
    const { status, stderr, stdout } = splitway(['split', ...words], { cwd });
    assert.equal(status, 2, stderr);
    assert.match(stderr, pattern);
    assert.equal(stdout, '');
  };
  fails([MODEL, 'plan.json'], /^splitway: invalid-option: say where the parts are written: --output DIR\n$/);
  fails([MODEL], /split needs a PLAN\|SCENARIO/);
  fails([MODEL, 'plan.json', '--output', 'out'], /^splitway: invalid-plan: .*it has \d+ as `blocks`: give that granularity \(at \/placement in plan\.json\)\n$/);
  fails([MODEL, 'scenario.json', '--output', 'out'], /^splitway: invalid-plan: the file does not give the model that the plan is for .* \(in scenario\.json\)\n$/);
  fails([MODEL, 'plan.json', '--output', 'out', '--seed', '1', ...BLOCKS], /--seed needs --verify/);
  fails([MODEL, 'plan.json', '--output', 'out', '--job', 'photo', ...BLOCKS], /--job is for a scenario/);
  fails([MODEL, 'plan.json', '--output', 'out', '--verify', '--input', 'x', ...BLOCKS], /--input is NAME=NUMBER, not x/);
  fails(['nothing.onnx', 'plan.json', '--output', 'out', ...BLOCKS], /^splitway: unreadable-input: cannot read nothing\.onnx: there is no such file\n$/);
  fails(['plan.json', 'plan.json', '--output', 'out', ...BLOCKS], /^splitway: unsupported-format: this is not an ONNX model/);
  writeFileSync(join(cwd, 'half.onnx'), readFileSync(MODEL).subarray(0, 5000));
  fails(['half.onnx', 'plan.json', '--output', 'out', ...BLOCKS], /^splitway: [a-z-]+: .* \(in half\.onnx\)\n$/);
  writeFileSync(join(cwd, 'broken.json'), '{ "placement": [');
  fails([MODEL, 'broken.json', '--output', 'out', ...BLOCKS], /\(in broken\.json\)\n$/);
  fails([MODEL, 'plan.json', '--output', 'out', '--verify', '--input', 'nothing=1', ...BLOCKS], /the model has no input `nothing`; its inputs are data_0/);
  fails([MODEL, 'plan.json', '--output', 'plan.json', ...BLOCKS], /^splitway: unwritable-output: cannot write to plan\.json: it is a file, not a directory\n$/);
  assert.equal(existsSync(join(cwd, 'out')), false);
});

test('weights in a file beside the model are read from there', () => {
  const directory = makeModels();
  const { model: external } = JSON.parse(splitway(['import', 'external.onnx', '--json'], { cwd: directory }).stdout);
  writeFileSync(join(directory, 'plan.json'), JSON.stringify({ placement: external.layers.map((_, at) => (at === 0 ? 'a' : 'b')) }));
  const { status, stdout, stderr } = splitway(['split', join(directory, 'external.onnx'), 'plan.json', '--output', 'out', '--verify', '--json'], { cwd: directory });
  assert.equal(status, 0, stderr);
  const { manifest, verification } = JSON.parse(stdout);
  assert.deepEqual(manifest.parts.map(({ externalData }) => externalData), [['external.weights'], ['external.weights']]);
  assert.equal(verification.largestAbsoluteDifference, 0);
});

// The calls `split` and `verifySplit`: the same parts wherever the file is, one clear error for what cannot be.
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import * as ort from 'onnxruntime-web/wasm';
import { REPOSITORY, importFrom, installPackage, runNode, temporaryDirectory } from '../package/installed.mjs';
import { modelPath, splitway } from './parts.mjs';

ort.env.wasm.numThreads = 1;

const path = modelPath('light_squeezenet');
const bytes = new Uint8Array(readFileSync(path));
const { model } = await splitway.importModel({ path });
const half = { placement: model.layers.map((_, at) => (at < model.layers.length / 2 ? 'phone' : 'edge')) };

const textOf = async ({ manifest, files }) => ({
  manifest: { ...manifest, model: '', parts: manifest.parts.map((part) => ({ ...part, file: '' })) },
  files: await Promise.all(files.map(async (file) => Buffer.from(await file.arrayBuffer()).toString('base64'))),
});

const expected = await textOf(await splitway.split({ path }, half, { model }));

const sources = {
  bytes,
  'a part of a buffer': Buffer.concat([Buffer.from('xyz'), bytes, Buffer.from('x')]).subarray(3, -1),
  'an ArrayBuffer': bytes.buffer.slice(0),
  'a Blob': new Blob([bytes]),
  'a File': new File([bytes], 'light_squeezenet.onnx'),
  'a file handle': await open(path),
};

const inline = await (await importFrom(installPackage(), 'splitway/inline')).load();

for (const [what, source] of Object.entries(sources)) {
  test(`split takes ${what}, and so does the inline package`, async () => {
    for (const { split } of [splitway, inline]) assert.deepEqual(await textOf(await split(source, half)), expected);
  });
}

test('a plan may come as text, and a whole plan of the router is followed', async () => {
  assert.deepEqual(await textOf(await splitway.split(bytes, JSON.stringify(half))), expected);
  const nodes = [{ id: 'phone', flopPerSecond: 1e9 }, { id: 'edge', flopPerSecond: 1e12 }];
  const links = [{ from: 'phone', to: 'edge', bitsPerSecond: 1e8, bothWays: true }];
  // A chain of blocks is routed as any chain is.
  const blocks = { granularity: 'blocks' };
  const { model: chain } = await splitway.importModel(bytes, blocks);
  assert.ok(chain.layers.every(({ inputs }) => inputs === undefined));
  const scenario = {
    format: 'splitway/scenario@1', network: { nodes, links }, models: [chain],
    jobs: [{ id: 'photo', model: chain.id, source: 'phone', destination: 'phone', pins: [{ firstLayer: 1, lastLayer: 2, nodes: ['phone'] }, { firstLayer: 3, lastLayer: 3, nodes: ['edge'] }] }],
  };
  const plan = splitway.route(scenario);
  const { manifest } = await splitway.split(bytes, plan, { ...blocks, model: chain });
  assert.deepEqual(manifest.parts.map(({ node }) => node).slice(0, 2), ['phone', 'edge']);
  assert.deepEqual(manifest.parts.flatMap(({ layers }) => layers), chain.layers.map((_, at) => at + 1));
  const moved = plan.steps.find(({ kind }) => kind === 'transfer');
  assert.equal(manifest.parts[1].inputs.reduce((sum, tensor) => sum + tensor.bytes, 0), moved.bytes);

  // A job's batch is told, and other sizes are refused.
  scenario.jobs[0].batch = 3;
  const { manifest: batched } = await splitway.split(bytes, splitway.route(scenario), blocks);
  assert.deepEqual(batched.warnings.map(({ code }) => code), ['batch']);
  moved.bytes *= 1.5;
  await rejects(splitway.split(bytes, plan, blocks), 'invalid-plan', /other sizes/, /^\/steps\/\d+\/bytes$/);
});

test('the manifest is as its schema says', async () => {
  const { manifest } = await splitway.split(bytes, half);
  const schema = JSON.parse(readFileSync(join(REPOSITORY, 'dist/schema/split.schema.json'), 'utf8'));
  const isManifest = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  assert.ok(isManifest(manifest), JSON.stringify(isManifest.errors));
  assert.equal(manifest.format, 'splitway/split@1');
  assert.equal(manifest.fileBytes, bytes.length);
});

const rejects = (promise, code, message, place = /^$/) => assert.rejects(promise, (error) => {
  assert.equal(error.name, 'SplitwayError');
  assert.equal(error.code, code, error.message);
  assert.match(error.message, message);
  assert.match(error.path, place);
  return true;
});

test('plans that are not for this file are refused with a remedy', async () => {
  await rejects(splitway.split(bytes, half, { granularity: 'operators' }), 'invalid-plan', /as `operators`; it has \d+ as `fused`: give that granularity$/, /^\/placement$/);
  await rejects(splitway.split(bytes, { placement: ['a'] }), 'invalid-plan', /a plan for another model/, /^\/placement$/);
  const other = structuredClone(model);
  other.layers[1].outputBytes += 1;
  await rejects(splitway.split(bytes, half, { model: other }), 'invalid-plan', /layer 2, `.*`, makes other tensors\): has it changed/);
  await rejects(splitway.split(bytes, half, { model: { id: 7 } }), 'invalid-option', /./, /^\/model\/id$/);
  await rejects(splitway.split(bytes, { format: 'splitway/scenario@1' }), 'unsupported-format', /this reader knows `splitway\/plan@1`/, /^\/format$/);
  await rejects(splitway.split(bytes, '{'), 'invalid-plan', /line 1/);
  await rejects(splitway.split(bytes, undefined), 'invalid-plan', /undefined/);
  await rejects(splitway.split('{}', half), 'unsupported-format', /not an ONNX model/);
  await rejects(splitway.split(7, half), 'invalid-option', /^give a File/);
  await rejects(splitway.split(bytes, half, { sauce: 1 }), 'invalid-option', /sauce/, /^\/sauce$/);
  await rejects(splitway.split(bytes, half, 7), 'invalid-option', /./);
  await rejects(splitway.split({ path: '/no/such/file' }, half), 'unreadable-input', /there is no such file$/);
  await rejects(splitway.split({ path: '/' }, half), 'unreadable-input', /it is a directory$/);
});

test('progress ends at 1, and a cancelled call is cancelled', async () => {
  const shares = [];
  const divided = await splitway.split(bytes, half, { onProgress: ({ share }) => shares.push(share) });
  assert.equal(shares.at(-1), 1);
  await rejects(splitway.split(bytes, half, { signal: AbortSignal.abort() }), 'cancelled', /cancelled/);
  const runs = [];
  await splitway.verifySplit(bytes, divided, { ort, onProgress: ({ share }) => runs.push(share) });
  assert.deepEqual(runs, [0, 1 / 3, 2 / 3, 1]);
  await rejects(splitway.verifySplit(bytes, divided, { ort, signal: AbortSignal.abort() }), 'cancelled', /cancelled/);
});

test('a file that changes after it was divided is noticed', async () => {
  const copy = join(temporaryDirectory(), 'model.onnx');
  cpSync(path, copy);
  const divided = await splitway.split({ path: copy }, half);
  appendFileSync(copy, 'x');
  await assert.rejects(divided.files[0].arrayBuffer(), { name: 'NotReadableError' });
  await rejects(splitway.verifySplit({ path: copy }, divided, { ort }), 'invalid-option', /not those of this file/);
  writeFileSync(copy, bytes);
  await rejects(splitway.verifySplit({ path: copy }, divided, { ort }), 'unreadable-input', /part 1 .*it has changed/);
});

test('the same seed gives the same input, and parts of another model are found out', async () => {
  const divided = await splitway.split(bytes, half);
  const [one, two] = [await splitway.verifySplit(bytes, divided, { ort, seed: 7 }), await splitway.verifySplit(bytes, divided, { ort, seed: 7 })];
  assert.deepEqual(one.outputs, two.outputs);
  assert.equal(one.graphOptimizationLevel, 'disabled');
  assert.match(one.runtime, /^onnxruntime-web 1\.\d+/);
  // The second part with another first weight.
  const spoilt = new Uint8Array(await divided.files[1].arrayBuffer());
  const at = Buffer.from(spoilt).indexOf('value');
  const place = Buffer.from(spoilt).indexOf(Buffer.from(Float32Array.of(1).buffer), at);
  const { files } = divided;
  if (place > 0) spoilt.set(new Uint8Array(Float32Array.of(2).buffer), place);
  else spoilt[at + 20] ^= 1;
  const wrong = { ...divided, files: [files[0], new File([spoilt], files[1].name)] };
  const verdict = await splitway.verifySplit(bytes, wrong, { ort }).catch((error) => error);
  assert.ok(verdict.code === 'runtime-failed' || verdict.largestAbsoluteDifference > 0, JSON.stringify(verdict));
});

test('what verifySplit is given is checked', async () => {
  const divided = await splitway.split(bytes, half);
  const verify = (options, split = divided) => splitway.verifySplit(bytes, split, { ort, ...options });
  await rejects(verify({ seed: -1 }), 'invalid-option', /seed/, /^\/seed$/);
  await rejects(verify({ sauce: 1 }), 'invalid-option', /sauce/, /^\/sauce$/);
  await rejects(verify({ inputs: { nothing: 1 } }), 'invalid-option', /its inputs are data_0$/, /^\/inputs$/);
  await rejects(verify({ inputs: { data_0: [1, 2] } }), 'invalid-option', /150528 numbers, and 2 are given$/, /^\/inputs\/data_0$/);
  await rejects(verify({ ort: {} }), 'invalid-option', /`ort` is the module/, /^\/ort$/);
  await rejects(verify({ ort: '/no/such/file.mjs' }), 'missing-runtime', /cannot be loaded/, /^\/ort$/);
  await rejects(verify({}, {}), 'invalid-option', /give what `split` gave/);
  await rejects(verify({}, { ...divided, files: [] }), 'invalid-option', /give what `split` gave/);
  assert.equal((await verify({ inputs: { data_0: 0.5 } })).largestAbsoluteDifference, 0);
});

const SCRIPT = `
import { readFileSync } from 'node:fs';
import { load } from 'splitway';
const { split, verifySplit } = await load();
const bytes = readFileSync(${JSON.stringify(path)});
const divided = await split(bytes, ${JSON.stringify(half)});
try {
  console.log((await verifySplit(bytes, divided)).largestAbsoluteDifference);
} catch (error) {
  console.log(error.code, error.message);
}`;

test('in Node the runtime is found where it is installed; where it is not, the error says how to', () => {
  const project = installPackage();
  const without = runNode(project, SCRIPT, '--input-type=module');
  assert.match(without.stdout, /^missing-runtime the package `onnxruntime-web` is not installed: install it \(npm install onnxruntime-web\)/, without.stderr);
  const packages = join(project, 'node_modules');
  mkdirSync(packages, { recursive: true });
  symlinkSync(join(REPOSITORY, 'node_modules/onnxruntime-web'), join(packages, 'onnxruntime-web'));
  const { stdout, stderr } = runNode(project, SCRIPT, '--input-type=module');
  assert.equal(stdout, '0', stderr);
});

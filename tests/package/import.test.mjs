// Files of others, read from wherever they are: the same answer whichever way the bytes come.
import assert from 'node:assert/strict';
import { openSync } from 'node:fs';
import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { importFrom, installPackage, temporaryDirectory } from './installed.mjs';
import { twoNodes } from './two-nodes.mjs';

const project = installPackage();
const { load } = await importFrom(project);
const splitway = await load();
const inline = await (await importFrom(project, 'splitway/inline')).load();

const text = JSON.stringify(twoNodes());
const file = join(temporaryDirectory(), 'two-nodes.json');
await writeFile(file, text);
const bytes = new Uint8Array(await readFile(file));
const { network } = twoNodes();

const sources = {
  text,
  bytes,
  'a Buffer': Buffer.from(text),
  'a part of a buffer': Buffer.concat([Buffer.from('xyz'), bytes, Buffer.from('x')]).subarray(3, -1),
  'an ArrayBuffer': bytes.buffer.slice(0),
  'a Blob': new Blob([bytes]),
  'a File': new File([bytes], 'two-nodes.json'),
  'a path': { path: file },
  'a file URL': pathToFileURL(file),
  'a file handle': await open(file),
  'a file descriptor': { fd: openSync(file) },
};

for (const [what, source] of Object.entries(sources)) {
  test(`importNetwork reads ${what}, and so does the inline package`, async () => {
    for (const { importNetwork } of [splitway, inline]) {
      const imported = await importNetwork(source);
      assert.deepEqual(imported.network.nodes.map(({ id }) => id), network.nodes.map(({ id }) => id));
      assert.equal(imported.report.format, 'splitway');
      assert.equal(imported.report.read.bytes, bytes.length);
    }
  });
}

test('what is given stays whole', async () => {
  await splitway.importNetwork(bytes);
  assert.equal(bytes.length, Buffer.byteLength(text));
});

test('importModel takes the model of a scenario, importFile what there is', async () => {
  const { model } = await splitway.importModel(text);
  assert.equal(model.id, twoNodes().models[0].id);
  assert.ok('network' in await splitway.importFile(text));
  assert.deepEqual((await splitway.importFile(JSON.stringify(model))).model, model);
});

const rejects = (promise, code, message, path = '') => assert.rejects(promise, (error) => {
  assert.equal(error.name, 'SplitwayError');
  assert.equal(error.code, code);
  assert.match(error.message, message);
  assert.equal(error.path, path);
  return true;
});

test('what is no file is refused', async () => {
  for (const nothing of [7, null, undefined, {}, [], () => {}]) {
    await rejects(splitway.importFile(nothing), 'invalid-option', /^give a File, a Blob, bytes, text, or in Node \{ path \} or a file handle$/);
  }
  await rejects(splitway.importFile(new URL('https://example.org/net.gml')), 'invalid-option', /is no file; fetch it and give its bytes$/);
});

test('a file that cannot be read is named with the reason', async () => {
  await rejects(splitway.importFile({ path: '/no/such/file' }), 'unreadable-input', /^cannot read \/no\/such\/file: there is no such file$/);
  await rejects(splitway.importFile({ path: '/' }), 'unreadable-input', /^cannot read \/: it is a directory$/);
  await rejects(splitway.importFile({ fd: 9999 }), 'unreadable-input', /^cannot read the file: /);
});

test('an empty file, a picture and a text of no format are refused with a remedy', async () => {
  await rejects(splitway.importFile(''), 'unsupported-format', /^the file is empty$/);
  await rejects(splitway.importFile(Uint8Array.of(0x89, 0x50, 0x4e, 0x47)), 'unsupported-format', /^this is a PNG image$/);
  await rejects(splitway.importFile('lorem ipsum'), 'unsupported-format', /^this text is of no known format: networks are read from /);
  await rejects(splitway.importFile('{'), 'invalid-json', /line 1 column 1/);
});

test('a broken network is refused with its place', async () => {
  const broken = twoNodes();
  broken.network.links[0].to = 'nowhere';
  await rejects(splitway.importNetwork(JSON.stringify(broken)), 'invalid-file', /^there is no node `nowhere`$/, '/network/links/0/to');
});

test('options are checked', async () => {
  await rejects(splitway.importNetwork(text, { format: 'pdf' }), 'invalid-option', /pdf/, '/format');
  await rejects(splitway.importNetwork(text, { rules: { rate: { bitsPerSecond: 0 } } }), 'invalid-option', /above 0, not 0$/, '/rules/rate/bitsPerSecond');
  await rejects(splitway.importNetwork(text, { sauce: 1 }), 'invalid-option', /sauce/, '/sauce');
  await rejects(splitway.importNetwork(text, { onProgress: 7 }), 'invalid-option', /onProgress/, '/onProgress');
});

test('progress ends at 1, and a cancelled import is cancelled', async () => {
  const shares = [];
  await splitway.importNetwork(text, { onProgress: ({ share }) => shares.push(share) });
  assert.equal(shares.at(-1), 1);
  const controller = new AbortController();
  const call = splitway.importNetwork(text, { signal: controller.signal });
  controller.abort();
  await rejects(call, 'cancelled', /^the call was cancelled$/);
});

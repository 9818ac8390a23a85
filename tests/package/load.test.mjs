import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { importFrom, installPackage, runNode } from './installed.mjs';
import { SECONDS, twoNodes } from './two-nodes.mjs';

const project = installPackage();

/** Serves one answer to every request while it is used. */
async function serving({ status = 200, type, body }, use) {
  const server = createServer((request, response) => response.writeHead(status, { 'content-type': type }).end(body));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use(`http://127.0.0.1:${server.address().port}/splitway_bg.wasm`);
  } finally {
    server.close();
  }
}

// A module is loaded once a process, so each of these needs its own.
const route = (loading) => `
  import { readFile } from 'node:fs/promises';
  import { createRequire } from 'node:module';
  import { pathToFileURL } from 'node:url';
  import { load } from 'splitway';
  const file = createRequire(import.meta.url).resolve('splitway/wasm');
  const bytes = await readFile(file);
  const splitway = await load(${loading});
  console.log(splitway.route(${JSON.stringify(twoNodes())}).latencySeconds);
`;

const sources = {
  'the file beside the package by itself': '',
  'a file URL': '{ wasm: pathToFileURL(file) }',
  'a file URL as text': '{ wasm: pathToFileURL(file).href }',
  'a path': '{ wasm: file }',
  bytes: '{ wasm: bytes }',
  'an ArrayBuffer': '{ wasm: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) }',
  'a part of a buffer': '{ wasm: Buffer.concat([Buffer.from("xyz"), bytes, Buffer.from("x")]).subarray(3, -1) }',
  'a Response': '{ wasm: new Response(bytes) }',
  'a promise': '{ wasm: Promise.resolve(new Response(bytes)) }',
  'a compiled module': '{ wasm: await WebAssembly.compile(bytes) }',
};

for (const [what, loading] of Object.entries(sources)) {
  test(`load takes ${what}`, () => {
    const { status, stdout, stderr } = runNode(project, route(loading), '--input-type=module');
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.ok(Math.abs(stdout - SECONDS) < 1e-12, stdout);
  });
}

test('load gives the same promise again, whatever is asked', async () => {
  const { load } = await importFrom(project);
  const first = load();
  assert.equal(load({ wasm: '/nowhere' }), first);
  assert.equal(await load(), await first);
});

/** A fresh entry point whose load has not been called. */
let entries = 0;
async function freshEntry() {
  const { href } = new URL(`file://${project}/node_modules/splitway/dist/node.js`);
  return import(`${href}?entry=${entries += 1}`);
}

async function fails(wasm, code, message, path = '') {
  const { SplitwayError, load } = await freshEntry();
  await assert.rejects(load({ wasm }), (error) => {
    assert.ok(error instanceof SplitwayError);
    assert.equal(error.code, code);
    assert.equal(error.path, path);
    assert.match(error.message, message);
    return true;
  });
  // What has failed once must be able to succeed.
  assert.equal(typeof (await load()).route, 'function');
}

test('load says that a server returned HTML, naming the address', () =>
  serving({ type: 'text/html', body: '\n<!doctype html><title>Home</title>' }, (address) =>
    fails(address, 'wasm-load', new RegExp(`^${address}: the server returned HTML, not WebAssembly`))));

test('load names the status and the address of a missing file', () =>
  serving({ status: 404, type: 'text/plain', body: 'not found' }, (address) =>
    fails(address, 'wasm-load', new RegExp(`^${address}: the server answered 404 Not Found$`))));

test('load takes a module served with any content type', () =>
  serving({ type: 'text/plain', body: 'no module' }, (address) =>
    fails(address, 'wasm-load', / is not a WebAssembly module$/)));

test('load names a file that is not there', () => fails('/no/such/file.wasm', 'wasm-load', /^cannot read \/no\/such\/file\.wasm: ENOENT/));

test('load refuses a broken module', () =>
  fails(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 99]), 'wasm-load', /^the given buffer cannot be compiled: /));

test('load refuses a module that is another', () => {
  const script = `
    import { load } from 'splitway';
    const another = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    const { code, message } = await load({ wasm: another }).catch((error) => error);
    console.log(code, message);
    console.log(typeof (await load()).route);`;
  const { stdout } = runNode(project, script, '--input-type=module');
  assert.match(stdout, /^wasm-load the module does not fit this version of splitway: .*\nfunction$/);
});

test('load refuses what can be no module at all', () => fails(7, 'invalid-option', /^wasm must be a URL, /, '/wasm'));

test('importing does no work', () => {
  const script = `
    globalThis.WebAssembly = undefined;
    globalThis.fetch = undefined;
    await import('splitway');
    await import('splitway/inline');
    console.log('imported');`;
  assert.deepEqual(runNode(project, script, '--input-type=module'), { status: 0, stdout: 'imported', stderr: '' });
});

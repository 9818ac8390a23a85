// Dividing and verifying in a real browser, under a strict policy, with nothing but the page's own files.
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launchChromium } from '../../tools/chromium.mjs';
import { serve } from '../../tools/serve.mjs';
import { REPOSITORY, installPackage } from '../package/installed.mjs';
import { modelPath } from './parts.mjs';

const SCRIPT = `
import { load } from './node_modules/splitway/dist/index.js';

const { importModel, split, verifySplit } = await load();
const output = document.querySelector('output');
document.querySelector('input').onchange = async ({ target }) => {
  try {
    const [file] = target.files;
    const { model } = await importModel(file);
    const plan = { placement: model.layers.map((_, at) => (at < model.layers.length / 2 ? 'phone' : 'edge')) };
    const divided = await split(file, plan, { model });
    const verification = await verifySplit(file, divided, { ort: './ort/ort.wasm.bundle.min.mjs' });
    const link = document.querySelector('a');
    link.href = URL.createObjectURL(divided.files[1]);
    link.download = divided.files[1].name;
    output.textContent = JSON.stringify({ manifest: divided.manifest, verification });
  } catch (error) {
    output.textContent = JSON.stringify({ error: error.message, code: error.code });
  }
  output.className = 'done';
};`;

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

test('a page divides a model that is chosen, verifies the parts, and hands them on', async () => {
  const project = installPackage();
  const runtime = join(REPOSITORY, 'node_modules/onnxruntime-web/dist');
  for (const name of ['ort.wasm.bundle.min.mjs', 'ort-wasm-simd-threaded.wasm']) cpSync(join(runtime, name), join(project, 'ort', name));
  writeFileSync(join(project, 'index.html'), '<!doctype html><title>Parts</title><link rel="icon" href="data:,"><input type="file"><a>part</a><output></output><script type="module" src="main.js"></script>');
  writeFileSync(join(project, 'main.js'), SCRIPT);
  const { address, close } = await serve(project);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const troubles = [];
    const asked = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && troubles.push(message.text()));
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(address);
    await page.setInputFiles('input', modelPath('light_squeezenet'));
    await page.waitForSelector('output.done', { timeout: 60_000 });
    const { manifest, verification, error } = JSON.parse(await page.textContent('output'));
    assert.equal(error, undefined, error);
    assert.deepEqual(manifest.parts.map(({ file }) => file), ['light_squeezenet.part1.phone.onnx', 'light_squeezenet.part2.edge.onnx']);
    assert.equal(verification.largestAbsoluteDifference, 0);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a')]);
    assert.equal(download.suggestedFilename(), manifest.parts[1].file);
    assert.deepEqual(troubles, []);
    assert.ok(asked.every((url) => url.startsWith(address) || url.startsWith('blob:')), asked.join('\n'));
    assert.ok(asked.includes(`${address}ort/ort-wasm-simd-threaded.wasm`), asked.join('\n'));
  } finally {
    await context.close();
    close();
  }
});

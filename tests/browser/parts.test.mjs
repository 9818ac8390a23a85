// The parts of an opened model's file on the page: saved, and verified with the real runtime.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { modelFile } from '../package/onnx-models.mjs';
import { accessibilityProblems, eventually, startBrowser } from './browser.mjs';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.stop());

const VERIFIED_MILLISECONDS = 60_000;

const cells = (page) => page.locator('.parts-table tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map(({ innerText }) => innerText.replaceAll(/\s+/g, ' ').trim())));
const nodesOf = async (page) => (await cells(page)).map(([, node]) => node);
const verifiers = (page) => page.workers().filter((worker) => worker.url().endsWith('/verify-worker.js'));
const runtimeFiles = ({ noted }) => noted.requests.filter((url) => url.includes('/runtime/')).map((url) => url.split('/').at(-1));

async function openModel(name, options) {
  const page = await browser.open('', options);
  assert.ok(await page.locator('#parts-panel').isHidden());
  await page.setInputFiles('#scenario-file', modelFile(name));
  await page.waitForSelector('#parts .parts-table');
  return page;
}

async function saved(page, selector, count) {
  const downloads = [];
  page.on('download', (download) => downloads.push(download));
  await page.click(selector);
  await eventually(() => downloads.length, (length) => length === count, 'files are not saved');
  return new Map(await Promise.all(downloads.map(async (download) => [download.suggestedFilename(), await readFile(await download.path())])));
}

test('parts are listed and saved, and verified by a runtime that is loaded only then', async () => {
  const page = await openModel('light_densenet121', { width: 1440 });
  assert.match(await page.textContent('.parts-sentence'), /^The plan divides the model into 2 parts/);
  const [first, second] = await cells(page);
  assert.deepEqual(first, ['1', 'Phone', 'Download', first[3], '1–28 n0 to n105', '602 kB of the model’s input data_0', '401 kB to part 2 r105']);
  assert.deepEqual(second, ['2', 'Seattle', 'Download', second[3], '29–242 n106 to n909', '401 kB from part 1 r105', '4 kB to the answer fc6_1']);
  const all = await saved(page, '#save-parts', 3);
  const manifest = JSON.parse(all.get('manifest.json'));
  assert.deepEqual(manifest.parts.map(({ file, bytes }) => [file, bytes]), [...all].filter(([name]) => name !== 'manifest.json').map(([name, content]) => [name, content.length]));
  const [[name, content]] = await saved(page, '.parts-table tr:nth-child(2) button', 1);
  assert.equal(name, 'light_densenet121.part2.seattle.onnx');
  assert.ok(content.equals(all.get(name)));

  assert.deepEqual(runtimeFiles(page), []);
  await page.locator('#verify-split').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('#cancel-verification');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'cancel-verification');
  await page.waitForSelector('.parts-outputs', { timeout: VERIFIED_MILLISECONDS });
  assert.equal(await page.evaluate(() => document.activeElement.id), 'verify-split');
  assert.deepEqual(runtimeFiles(page), ['ort.wasm.bundle.min.mjs', 'ort-wasm-simd-threaded.wasm']);
  assert.match(await page.textContent('.parts-verdict'), /^Whole and parts give the same, to the last bit: the largest difference is 0\. Compared: 1\u202f000 numbers in 1 output, on random input with seed 1, by onnxruntime-web [\d.]+ without its optimisations/);
  assert.deepEqual(await page.locator('.parts-outputs tbody tr').allInnerTexts(), ['fc6_1\tfloat32\t1\u202f000\t0\t0\t0']);
  assert.deepEqual(verifiers(page), []);
  assert.ok(page.noted.requests.every((url) => url.startsWith(browser.address) || url.startsWith('blob:')));
  assert.deepEqual(page.noted.problems, []);
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.context().close();
});

test('parts follow the pins; what was verified of others goes', async () => {
  const page = await openModel('light_densenet121', { width: 390, colorScheme: 'dark' });
  assert.deepEqual(await nodesOf(page), ['Phone', 'Seattle']);
  await page.click('#verify-split');
  await page.waitForSelector('.parts-outputs', { timeout: VERIFIED_MILLISECONDS });
  await page.locator('[role="option"][data-layer="1"]').focus();
  await page.keyboard.press('Enter');
  await page.locator('.chip', { hasText: 'Chicago' }).focus();
  await page.keyboard.press('Enter');
  await eventually(() => nodesOf(page), (nodes) => nodes[0] === 'Chicago', 'the pin is not followed');
  assert.equal(await page.locator('.parts-verdict > *').count(), 0);
  await page.click('#undo');
  await eventually(() => nodesOf(page), (nodes) => nodes.join() === 'Phone,Seattle', 'the pin is still followed');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  assert.deepEqual(page.noted.problems, []);
  assert.deepEqual(await accessibilityProblems(page), []);
  // Another model takes the panel along.
  await page.selectOption('#control-model', 'vgg19');
  await page.waitForSelector('#parts-panel', { state: 'hidden' });
  await page.context().close();
});

test('what the runtime cannot run is told in its own words', async () => {
  const page = await browser.open();
  await page.setInputFiles('#scenario-file', modelFile('silero_vad_op18_ifless'));
  const work = page.getByLabel('1 layer is of unknown work; count each as');
  await work.fill('1 MFLOP');
  await work.press('Enter');
  await page.click('#verify-split');
  await page.waitForSelector('.parts-verdict .trouble', { timeout: VERIFIED_MILLISECONDS });
  assert.match(await page.textContent('.parts-verdict'), /^The split could not be verified: onnxruntime cannot run the whole model: Non-zero status code .* Pad reflect requires axis length >= 2 .*\(Sizes that the file leaves open can be given in the report on the file\.\)$/s);
  assert.deepEqual(page.noted.problems, []);
  assert.deepEqual(await accessibilityProblems(page), []);
  await page.context().close();
});

test('a verification is cancelled at once, and one that fails says why', async () => {
  const page = await openModel('light_vgg19', { before: (fresh) => fresh.route('**/runtime/*.wasm', (route) => setTimeout(() => route.abort(), 1000)) });
  await page.click('#verify-split');
  await eventually(() => verifiers(page).length, (count) => count === 1, 'nothing verifies');
  await page.click('#cancel-verification');
  await eventually(() => verifiers(page).length, (count) => count === 0, 'the worker is left');
  assert.match(await page.textContent('.parts-actions'), /Cancelled\.$/);
  await page.click('#verify-split');
  await page.waitForSelector('.parts-verdict .trouble');
  assert.match(await page.textContent('.parts-verdict'), /^The split could not be verified: onnxruntime cannot run the whole model: /);
  assert.deepEqual(verifiers(page), []);
  await page.context().close();
});

// The panel that compares formulations, with the real solver.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { accessibilityProblems, eventually, startBrowser } from './browser.mjs';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.stop());

const SOLVED_MILLISECONDS = 120_000;
const solverFiles = (page) => page.noted.requests.filter((url) => url.includes('/solver/')).map((url) => url.split('/').at(-1));
const compared = (page) => page.waitForSelector('#save-comparison-csv', { timeout: SOLVED_MILLISECONDS });
const cells = (page) => page.locator('.comparison-table tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map(({ textContent }) => textContent)));
const noWorkers = (page) => eventually(() => page.workers().length, (count) => count === 0, 'workers are left');

async function savedText(page, id) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(id)]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

test('HiGHS is loaded only when asked for; both programs find what splitway finds, and the sentence, the bars and the table say how fast', async () => {
  const page = await browser.open('', { width: 1440 });
  assert.deepEqual(solverFiles(page), []);
  assert.ok(await page.locator('.comparison-chart').isHidden());
  await page.selectOption('#comparison-limit', '60');
  await page.click('#compare-formulations');
  await page.waitForSelector('.formulation-bar');
  await compared(page);
  assert.deepEqual(solverFiles(page).sort(), ['highs.mjs', 'highs.wasm'].concat(Array(solverFiles(page).length - 2).fill('highs.mjs')).sort());
  assert.match(await page.textContent('.comparison-sentence'), /^Both programs find [\d.]+ ms; splitway takes [\d.]+ µs, .*× as long and the existing program [\d\u202f]+× as long\. Relaxed to fractions, the routing program still gives that optimum, in whole numbers; the existing one gives [\d.]+ ms, \d+ % too low, /);
  const rows = await cells(page);
  assert.deepEqual(rows.map(([name]) => name), ['Existing program', 'Existing, relaxed', 'Routing program', 'Routing, relaxed', 'splitway']);
  const optima = rows.filter(([name]) => name !== 'Existing, relaxed').map((row) => row[3]);
  assert.equal(new Set(optima).size, 1);
  assert.equal(await page.locator('.formulation-bar').count(), 5);
  assert.match(await page.getAttribute('.formulation-bars', 'aria-label'), /^Times to solve\. Existing program: .* s · [\d\u202f]+×; .*; splitway: [\d.]+ µs$/);
  const csv = await savedText(page, '#save-comparison-csv');
  assert.match(csv.name, /^formulations-vgg19\.csv$/);
  assert.equal(csv.text.trimEnd().split('\n').length, 6);
  const json = await savedText(page, '#save-comparison-json');
  assert.equal(JSON.parse(json.text).runs.length, 5);
  await noWorkers(page);
  assert.deepEqual(page.noted.problems, []);
  assert.deepEqual(await accessibilityProblems(page), []);

  await page.locator('input[type="range"]').first().press('ArrowRight');
  await page.waitForSelector('.comparison-stale', { state: 'visible' });
  await page.click('#undo');
  await page.waitForSelector('.comparison-stale', { state: 'hidden' });
  await page.context().close();
});

test('Stop ends the solver at once; what is known stays, the rest is said to be stopped', async () => {
  const page = await browser.open('#n=geant', { width: 390, colorScheme: 'dark' });
  await page.selectOption('#comparison-limit', '300');
  await page.click('#compare-formulations');
  await eventually(() => page.locator('.comparison-progress').textContent(), (text) => /^[2-5] of 5, at most 5 min each$/.test(text), 'nothing is being solved');
  await eventually(() => page.workers().length, (count) => count === 1, 'no worker solves');
  assert.ok(await page.locator('#compare-formulations').isHidden());
  const began = Date.now();
  await page.click('#stop-comparison');
  await compared(page);
  assert.ok(Date.now() - began < 2000, `${Date.now() - began} ms`);
  await noWorkers(page);
  assert.match(await page.textContent('.comparison-sentence'), /^Stopped before (the end|an optimum was found)\./);
  assert.ok((await cells(page)).some(([, , , optimum]) => optimum === 'stopped'));
  assert.deepEqual(page.noted.problems, []);
  assert.deepEqual(await accessibilityProblems(page), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
  await page.context().close();
});

test('a program that is not solved within the limit is shown as "at least", with an open end', async () => {
  const page = await browser.open('#n=geant');
  await page.selectOption('#comparison-limit', '1');
  await page.click('#compare-formulations');
  await compared(page);
  const [existing] = await cells(page);
  assert.match(existing[1], /^at least [\d.]+ s$/);
  assert.match(existing[2], /^at least [\d\u202f]+×$/);
  assert.match(await page.textContent('.comparison-sentence'), /^The routing program finds .* and the existing program at least [\d\u202f]+× as long\./);
  assert.match(await page.getAttribute('.formulation-placement .formulation-bar', 'd'), /l9 7l-9 7/);
  await page.context().close();
});

test('several jobs are one program, and what it does not know of the schedule is said', async () => {
  const page = await browser.open();
  await page.click('#add-second');
  const about = page.locator('.panel-formulations .compared-about').last();
  await eventually(() => about.textContent(), (text) => /All 2 jobs are in one program that minimises their mean latency.*do not wait for each other/.test(text), 'nothing is said of several jobs');
  await page.selectOption('#comparison-limit', '5');
  await page.click('#compare-formulations');
  await compared(page);
  assert.match(await page.textContent('.comparison-sentence'), /the same mean latency of 2 jobs, [\d.]+ ms; splitway takes|splitway finds/);
  await page.context().close();
});

test('a solver that cannot be loaded is an error in words, and the rest of the page goes on', async () => {
  const page = await browser.open('', { before: (fresh) => fresh.route('**/solver/*', (route) => route.abort()) });
  await page.click('#compare-formulations');
  await page.waitForSelector('.panel-formulations .trouble', { state: 'visible' });
  assert.match(await page.textContent('.panel-formulations .trouble'), /^The comparison failed\.HiGHS cannot be loaded: /);
  assert.ok(await page.locator('#compare-formulations').isVisible());
  await page.context().close();
});

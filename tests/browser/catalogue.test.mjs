// The catalogue on the page: loaded when opened, searched, every figure with kind and source, a device put on a node.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems, eventually, latency, otherLatency, startBrowser } from './browser.mjs';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.stop());

async function openCatalogue(options) {
  const page = await browser.open('', options);
  assert.ok(!page.noted.requests.some((url) => /figures\.json/.test(url)), 'it is not loaded before');
  await page.click('#catalogue > summary');
  await eventually(() => page.textContent('#catalogue [role="status"]'), (text) => /^\d+ devices and \d+ links$/.test(text), 'the catalogue is there');
  return page;
}

const shown = (page) => page.locator('.catalogue-entry:visible strong').allTextContents();

test('any words find a class, in any order; every figure has its unit, kind and source', async () => {
  const page = await openCatalogue();
  assert.equal(await page.textContent('#catalogue [role="status"]'), '40 devices and 22 links');
  await page.fill('#catalogue-search', 'gpu derived 4090');
  assert.deepEqual(await shown(page), ['NVIDIA GeForce RTX 4090']);
  await page.click('.catalogue-entry:visible summary');
  const cellsShown = () => page.locator('.catalogue-entry:visible tbody tr').evaluateAll((rows) => rows.map((row) => [...row.children].map(({ textContent }) => textContent)));
  // The figures come from a file of their own.
  const isPeak = ([what, value, kind]) => what === 'compute, FP32' && value === '82.6 TFLOP/s' && kind === 'peak';
  const cells = await eventually(cellsShown, (all) => all.some(isPeak), 'the peak is among the figures');
  assert.ok(cells.every(([what, value, kind, source]) => what && /[A-Z]/.test(value) && kind && source));
  await page.fill('#catalogue-search', 'abacus');
  assert.match(await page.textContent('#catalogue [role="status"]'), /Nothing has all of these words/);
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('a device is put on a node, answered at once, and taken back', async () => {
  const page = await openCatalogue();
  const opening = await latency(page);
  await page.selectOption('#catalogue-place', { label: 'Phone' });
  await page.fill('#catalogue-search', 'h100');
  await page.getByRole('button', { name: 'Put there: NVIDIA H100 SXM5 80GB' }).click();
  assert.ok(await otherLatency(page, opening) < opening);
  assert.match(await page.textContent('#catalogue [role="status"]'), /H100.* is on Phone now/);
  await page.click('#undo');
  await eventually(() => latency(page), (now) => now === opening, 'undone');
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('a class of links is put on the links of the source, or on one of them, and taken back', async () => {
  const page = await openCatalogue();
  const opening = await latency(page);
  const status = () => page.textContent('#catalogue [role="status"]');
  await page.selectOption('#catalogue-link-place', { label: 'all links of Phone' });
  await page.fill('#catalogue-search', 'lora');
  await page.getByRole('button', { name: 'Put there: LoRa, spreading factor 7' }).click();
  assert.ok(await otherLatency(page, opening) > opening);
  assert.match(await status(), /^LoRa, spreading factor 7 is on all links of Phone now\. Their delays stay: the class has none\.$/);
  await page.click('#undo');
  await eventually(() => latency(page), (now) => now === opening, 'undone');
  await page.selectOption('#catalogue-link-place', { label: 'Phone → Seattle' });
  await page.fill('#catalogue-search', '5g uplink');
  await page.getByRole('button', { name: 'Put there: 5G, world median, uplink' }).click();
  await otherLatency(page, opening);
  assert.match(await status(), /^5G, world median, uplink is on Phone → Seattle now\.$/);
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('names that have the words whole come first', async () => {
  const page = await openCatalogue();
  await page.fill('#catalogue-search', 'iphone 14');
  assert.equal((await shown(page))[0], 'Apple A16 (iPhone 14 Pro)');
  await page.context().close();
});

for (const [colorScheme, width] of [['light', 1280], ['dark', 390]]) {
  test(`axe finds nothing wrong with the catalogue in ${colorScheme}, and it fits ${width} pixels`, async () => {
    const page = await openCatalogue({ colorScheme, width, reducedMotion: 'reduce' });
    await page.fill('#catalogue-search', 'jetson');
    await page.locator('.catalogue-entry:visible summary').first().click();
    assert.deepEqual(await accessibilityProblems(page), []);
    const { scroll, client } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth }));
    assert.ok(scroll <= client, `${scroll} > ${client}`);
    await page.context().close();
  });
}

// The drawing of a model that is a graph: its blocks, which fold, the machines, and the cuts with what crosses.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { modelFile } from '../package/onnx-models.mjs';
import { accessibilityProblems, eventually, latency, otherLatency, sentence, startBrowser } from './browser.mjs';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.stop());

async function openModel(name, hash, options) {
  const page = await browser.open(hash, options);
  const opening = await latency(page);
  await page.setInputFiles('#scenario-file', modelFile(name));
  await page.waitForSelector('#operators-panel:not([hidden])');
  await otherLatency(page, opening);
  return page;
}

const items = (page) => page.locator('#operators [role="treeitem"]');
const cutNames = (page) => page.locator('#operators .op-cut-name').allTextContents();
/** Links so fast that it pays to send. */
async function fastLinks(page) {
  const before = await latency(page);
  await page.focus('[data-factor="links"]');
  await page.keyboard.press('End');
  await otherLatency(page, before);
}

test('a chain has no drawing of its own, a graph has, and undoing takes it away', async () => {
  const page = await browser.open();
  assert.ok(await page.isHidden('#operators-panel'));
  await page.setInputFiles('#scenario-file', modelFile('light_squeezenet'));
  await page.waitForSelector('#operators-panel:not([hidden])');
  assert.equal(await items(page).count(), 38);
  await page.keyboard.press('Control+z');
  await page.waitForSelector('#operators-panel', { state: 'hidden' });
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('the blocks of a large model begin folded, and its cut says what the sentence says', async () => {
  const page = await openModel('light_densenet121');
  assert.match(await sentence(page), /Run n0–n105 on Phone, send 401 kB on, finish on Seattle/);
  assert.ok(await items(page).count() < 80);
  assert.equal((await cutNames(page))[0], 'cut 1: 401 kB, Phone → Seattle');
  assert.match((await page.locator('#operators .op-mark').allTextContents())[0], /n105’s output: 401 kB, from Phone to Seattle.*n105 401 kB/);
  await page.click('#cuts-table summary');
  await page.waitForSelector('#cuts-table tbody tr');
  assert.deepEqual((await page.locator('#cuts-table tbody tr').first().locator('th, td').allTextContents()).slice(0, 5), ['1', 'Phone → Seattle', 'n105’s output', '401 kB', 'n105']);
  const cut = await page.locator('#operators .op-mark path').first().boundingBox();
  assert.ok(cut.x > 0 && cut.x < 1280, 'the cut is in view');
  await page.context().close();
});

test('all 668 operators are drawn within a second, and sliders go on answering at once', async () => {
  const page = await openModel('light_densenet121');
  await page.locator('#import').getByLabel('One layer is').selectOption('operators');
  await eventually(() => page.locator('#ribbon [data-layer]').count(), (count) => count === 668, 'operators');
  const drawn = await page.evaluate(() => {
    const began = performance.now();
    [...document.querySelectorAll('#operators button')].find(({ textContent }) => textContent === 'Unfold all').click();
    document.querySelector('#operators svg').getBoundingClientRect();
    return performance.now() - began;
  });
  assert.ok(drawn < 1000, `${drawn} ms`);
  assert.equal(await items(page).count(), 668);
  await fastLinks(page);
  assert.equal(await items(page).count(), 668);
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('several tensors cross one cut, each named with its bytes, whether its block is folded or not', async () => {
  const page = await openModel('picodet_layout');
  await fastLinks(page);
  const marks = () => page.locator('#operators .op-cut').first().locator('.op-mark text').allTextContents();
  assert.deepEqual((await marks()).sort(), ['p2o.Conv.10 3.89 MB', 'p2o.Conv.20 1.95 MB, within']);
  await page.getByRole('button', { name: 'Unfold all' }).click();
  assert.deepEqual((await marks()).sort(), ['p2o.Conv.10 3.89 MB', 'p2o.Conv.20 1.95 MB']);
  await page.getByRole('button', { name: 'Show cut 1' }).click();
  const cut = await page.locator('#operators .op-mark path').first().boundingBox();
  assert.ok(cut.x > 0 && cut.x < 1280);
  await page.context().close();
});

test('a proof of very many arcs is checked when asked for, and does not hold the page up', async () => {
  const page = await openModel('ppocr_v4_det');
  await page.getByRole('button', { name: /^Check the proof of \d/ }).click();
  await eventually(() => page.textContent('.hero-proof'), (text) => /^Exact optimumproved: [\d\u202f]+ arcs/.test(text), 'it is proved');
  await page.context().close();
});

test('where not all orders of the layers could be searched, the answer does not claim to be the optimum', async () => {
  const page = await openModel('picodet_layout');
  assert.match(await page.textContent('.hero-proof'), /^Not proven the optimum: layers \d+–136 have too many orders to search/);
  assert.match(await sentence(page), /No split that was searched is sooner\.$/);
  await page.context().close();
});

test('the keyboard goes from box to box, and unfolds and folds blocks', async () => {
  const page = await openModel('light_inception_v1');
  const first = items(page).first();
  await first.focus();
  assert.equal(await page.locator('#operators [role="treeitem"][tabindex="0"]').count(), 1);
  const focused = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  while (!/^Block/.test(await focused())) await page.keyboard.press('ArrowRight');
  assert.match(await focused(), /^Block of 8 layers, n10 to n23: .*FLOP, runs on Phone$/);
  const before = await items(page).count();
  await page.keyboard.press('ArrowDown');
  await eventually(() => items(page).count(), (count) => count === before + 7, 'the block unfolds');
  assert.match(await focused(), /^Layer \d+, n10/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowUp');
  await eventually(() => items(page).count(), (count) => count === before, 'and folds');
  assert.match(await focused(), /^Block of 8 layers/);
  await page.keyboard.press('End');
  assert.match(await focused(), /^Layer/);
  await page.context().close();
});

test('pointing at a layer lights it in the other views, and pointing there lights it here', async () => {
  const page = await openModel('light_squeezenet');
  await items(page).nth(2).hover();
  await page.waitForSelector('#ribbon [data-layer="3"].lit');
  await page.locator('#ribbon [data-layer="5"]').hover({ position: { x: 5, y: 60 } });
  await eventually(() => page.locator('#operators .op.lit').count(), (count) => count === 1, 'one box is lit');
  await page.context().close();
});

for (const [colorScheme, width] of [['light', 1280], ['dark', 390]]) {
  test(`axe finds nothing wrong with the drawing in ${colorScheme}, and at ${width} pixels nothing scrolls sideways but the drawing`, async () => {
    const page = await openModel('light_inception_v1', '#s=denver', { colorScheme, width, reducedMotion: 'reduce' });
    await page.click('#cuts-table summary');
    assert.deepEqual(await accessibilityProblems(page), []);
    const { scroll, client } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth }));
    assert.ok(scroll <= client, `${scroll} > ${client}`);
    await page.context().close();
  });
}

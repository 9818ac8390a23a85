import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems, eventually, latency, sentence, startBrowser } from './browser.mjs';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.stop());

test('opens with the answer, in words and in every view', async () => {
  const page = await browser.open();
  assert.match(await sentence(page), /^(Run|Send) .+ sooner than all on .+\.$/);
  assert.match(await page.textContent('.hero-number'), /^[\d.]+ ms$/);
  assert.equal(await page.inputValue('#control-model'), 'vgg19');
  assert.equal(await page.inputValue('#control-network'), 'nsfnet');
  for (const id of ['map', 'layered', 'ribbon', 'waterfall']) assert.ok(await page.locator(`#${id} svg`).first().isVisible(), id);
  assert.match(await page.textContent('#solve-time'), /^Solved in [\d.\u202f]+ µs$/);
  await eventually(() => page.textContent('.hero-proof'), (text) => /proved: [\d\u202f]+ arcs/.test(text), 'no proof');
  await eventually(() => page.textContent('#announcer'), (text) => /: [\d.]+ ms, /.test(text), 'nothing announced');
  await page.context().close();
});

test('asks for nothing but its own files, and breaks no rule of its security policy', async () => {
  const page = await browser.open();
  await page.selectOption('#control-network', 'geant');
  await page.selectOption('#control-model', 'llama-7b-decode');
  await page.locator('.map-node').first().click({ force: true });
  await page.waitForTimeout(500);
  assert.ok(page.noted.requests.length >= 10);
  for (const url of page.noted.requests) assert.ok(url.startsWith(browser.address) || url.startsWith('data:'), url);
  assert.deepEqual(page.noted.problems, []);
  assert.match(await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content'), /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';/);
  await page.context().close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing wrong in ${colorScheme}, with pins, tables and the editor open`, async () => {
    const page = await browser.open('#p=1-3@seattle', { colorScheme, reducedMotion: 'reduce' });
    for (const summary of await page.locator('.twin > summary:visible').all()) await summary.click();
    await page.locator('[data-layer="5"]').press('ArrowRight');
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.getByRole('button', { name: 'Edit Denver', exact: true }).click();
    await page.fill('#field-flopPerSecond', '-1');
    await page.waitForSelector('[data-state="stale"]');
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.context().close();
  });
}

for (const width of [320, 390, 768, 1024, 1440, 2200]) {
  test(`fits ${width} pixels without scrolling sideways`, async () => {
    const page = await browser.open('#m=llama-7b-decode&n=geant&p=1-3@madrid', { width });
    const { scroll, client } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth }));
    assert.ok(scroll <= client, `${scroll} > ${client}`);
    await page.context().close();
  });
}

test('says so when the solver cannot be loaded, and offers another try', async () => {
  const page = await browser.open('', {
    until: '#answer[data-state="failed"]',
    before: (opening) => opening.route('**/*.wasm', (route) => route.abort()),
  });
  assert.match(await page.textContent('#hero'), /The solver could not be loaded\./);
  await page.unroute('**/*.wasm');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.waitForSelector('#answer[data-state="answered"]');
  assert.ok(await latency(page) > 0);
  await page.context().close();
});

test('shows that it is loading until the solver is there', async () => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  const page = await browser.open('', {
    until: '#answer[data-state="loading"]',
    before: (opening) => opening.route('**/*.wasm', async (route) => {
      await held;
      await route.continue();
    }),
  });
  assert.match(await page.textContent('#hero'), /Loading the solver/);
  release();
  await page.waitForSelector('#answer[data-state="answered"]');
  await page.context().close();
});

test('hovering anything that stands for a machine, a link, a layer or a step lights it in every view', async () => {
  const page = await browser.open('', { height: 6000, reducedMotion: 'reduce' });
  for (const summary of await page.locator('.twin > summary:visible').all()) await summary.click();
  const views = ['.hero-sentence', '#map', '#layered', '#ribbon', '#waterfall', '#steps-table', '#layers-table'];
  const unlit = () => page.evaluate((each) => each.filter((view) => !document.querySelector(`${view} .lit`)), views);
  const sources = [
    '.hero-sentence .node-name >> nth=0', '.map-node.computes >> nth=0', '[data-layer="4"] .layer-work', '.chip:has-text("6 layers")', '.time-compute[data-step] >> nth=0',
    '#network-table tr:has-text("Edit Seattle") >> nth=0', '#steps-table tr:has-text("run conv1_2")', '#layers-table tr:has-text("conv1_2")',
  ];
  for (const source of sources) {
    await page.mouse.move(1, 1);
    await page.locator(source).first().hover({ force: true });
    await eventually(unlit, (left) => left.length === 0, `hovering ${source} leaves dark`);
  }
  await page.mouse.move(1, 1);
  await eventually(() => page.locator('.lit').count(), (count) => count === 0, 'something stays lit');
  await page.context().close();
});

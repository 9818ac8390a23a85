import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { accessibilityProblems, eventually, startBrowser } from './browser.mjs';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.stop());

const open = (options = {}, hash = '') => browser.open(`evaluation.html${hash}`, { until: '#experiments[data-state="shown"]', ...options });

/** A panel that has measured what was chosen. */
const measured = (page, id) => eventually(() => page.textContent(`#figure-${id} .rerun-status`), (text) => /^Measured in [\d.]+ s/.test(text), `${id} was not measured`);

async function download(page, act) {
  const [file] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

test('opens with every experiment: sentences, figures, command, seed and machine; the solver is not loaded yet', async () => {
  const page = await open();
  for (const name of ['solve-time', 'adaptivity', 'many-jobs', 'tightness']) {
    assert.ok(await page.locator(`#${name} svg.plot`).count() >= 2, name);
    assert.match(await page.locator(`#${name} .finding`).first().textContent(), /\d.*\.$/);
    assert.match(await page.textContent(`#${name} .provenance`), new RegExp(`npm run evaluate -- --only ${name} --seed \\d+, seed \\d+, splitway [\\d.]+, on \\d+ cores of .+, Node [\\d.]+ on `));
  }
  assert.equal(await page.locator('.plot-point').count() > 400, true);
  assert.ok(page.noted.requests.every((url) => !url.endsWith('.wasm')), 'the solver is loaded when something is measured');
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('runs that were stopped and wrong optima have marks of their own, which the legend tells', async () => {
  const page = await open();
  const legend = (id) => page.textContent(`#figure-${id} .plot-legend`);
  assert.match(await legend('solve-time-nodes'), /stopped at the limit: at least so long$/);
  assert.match(await legend('solve-time-layers'), /ended with a wrong optimum$/);
  assert.doesNotMatch(await legend('solve-time-layers'), /at least/);
  assert.doesNotMatch(await legend('many-jobs-mean'), /limit|wrong/);
  assert.match(await legend('tightness-bound'), /the bound is what happens$/);
  const mark = page.locator('#figure-solve-time-layers [aria-label^="Existing, by paths: 100 layers"]');
  assert.match(await mark.getAttribute('aria-label'), /1 ended with a wrong optimum/);
  assert.equal(await mark.locator('.plot-hollow').count(), 1);
  await page.locator('#figure-solve-time-layers .twin > summary').click();
  assert.match(await page.textContent('#figure-solve-time-layers .twin thead'), /solve time, s, to a wrong optimum/);
  await page.context().close();
});

test('the planner and the evaluation link to each other', async () => {
  const page = await open();
  await page.getByRole('link', { name: 'Back to the planner' }).click();
  await page.waitForSelector('#answer[data-state="answered"]');
  await page.getByRole('link', { name: 'The evaluation' }).click();
  await page.waitForSelector('#experiments[data-state="shown"]');
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('a cell of a map, chosen with the pointer, is solved here and comes out as recorded', async () => {
  const page = await open();
  await page.locator('#figure-adaptivity-nsfnet-vgg19 .region-cell').nth(200).click();
  assert.match(await measured(page, 'adaptivity-nsfnet-vgg19'), /what does not depend on the machine is as recorded/);
  assert.match(await page.textContent('#figure-adaptivity-nsfnet-vgg19 .rerun-title'), /VGG19 on the NSFNET backbone, link rates × [\d.]+, compute rates × [\d.]+/);
  assert.match(await page.textContent('#figure-adaptivity-nsfnet-vgg19 .rerun-table'), /latency[\d.]+ (ms|s)/);
  for (const url of page.noted.requests) assert.ok(url.startsWith(browser.address) || url.startsWith('data:') || url.startsWith('blob:'), url);
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('points are reached, told and chosen with the keyboard alone', async () => {
  const page = await open();
  const plot = page.locator('#figure-tightness-gap svg.plot');
  assert.equal(await plot.locator('[tabindex="0"]').count(), 1, 'one stop for Tab');
  await plot.locator('[tabindex="0"]').focus();
  const first = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  await page.keyboard.press('ArrowRight');
  const second = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  assert.notEqual(first, second);
  assert.match(second, /^Greedy: instance \d+ with \d+ jobs, [\d.]+ % above the best order$/);
  assert.equal(await page.textContent('#figure-tightness-gap .plot-readout'), second);
  await page.keyboard.press('Enter');
  assert.match(await measured(page, 'tightness-gap'), /as recorded/);
  await page.context().close();
});

test('many jobs are scheduled again in a worker, and can be cancelled', async () => {
  const page = await open();
  const mark = page.locator('#figure-many-jobs-mean [aria-label^="Annealing: 64 jobs"]');
  await mark.focus();
  await page.keyboard.press('Enter');
  await page.locator('#figure-many-jobs-mean').getByRole('button', { name: 'Cancel' }).click();
  await eventually(() => page.textContent('#figure-many-jobs-mean .rerun-status'), (text) => text === 'Cancelled.', 'it was not cancelled');
  await page.locator('#figure-many-jobs-mean [aria-label^="Greedy: 4 jobs"]').focus();
  await page.keyboard.press('Enter');
  assert.match(await measured(page, 'many-jobs-mean'), /as recorded/);
  const { name, text } = await download(page, () => page.locator('#figure-many-jobs-mean').getByRole('button', { name: 'Save its scenario' }).click());
  assert.match(name, /\.splitway\.json$/);
  assert.equal(JSON.parse(text).jobs.length, 4);
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('a program is solved again by HiGHS, which is loaded only then, beside the router', async () => {
  const page = await open();
  await page.locator('#figure-solve-time-nodes [aria-label^="splitway’s router: 1\u202f000 nodes"]').focus();
  await page.keyboard.press('Enter');
  assert.match(await measured(page, 'solve-time-nodes'), /as recorded/);
  assert.ok(page.noted.requests.every((url) => !url.includes('highs')));
  await page.locator('#figure-solve-time-nodes [aria-label^="Routing: 5 nodes"]').focus();
  await page.keyboard.press('Enter');
  await eventually(() => page.textContent('#figure-solve-time-nodes .rerun-table').catch(() => ''), (text) => /Routing: optimum/.test(text), 'the program was not solved');
  assert.match(await measured(page, 'solve-time-nodes'), /as recorded/);
  assert.match(await page.textContent('#figure-solve-time-nodes .rerun-table'), /times as long as the router/);
  assert.ok(page.noted.requests.some((url) => url.endsWith('highs.wasm')));
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('several figures measure at the same time', async () => {
  const page = await open();
  await page.locator('#figure-adaptivity-nsfnet-vgg19 .region-cell').first().click();
  await page.locator('#figure-many-jobs-max [aria-label^="Greedy: 2 jobs"]').focus();
  await page.keyboard.press('Enter');
  await page.locator('#figure-tightness-gap [tabindex="0"]').focus();
  await page.keyboard.press('Enter');
  for (const id of ['adaptivity-nsfnet-vgg19', 'many-jobs-max', 'tightness-gap']) assert.match(await measured(page, id), /as recorded/);
  await page.context().close();
});

test('figures and data are saved', async () => {
  const page = await open();
  const figure = await download(page, () => page.getByRole('button', { name: 'Save figure: Mean latency of many jobs' }).click());
  assert.equal(figure.name, 'many-jobs-mean.svg');
  assert.match(figure.text, /^<\?xml.*\n<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.match(figure.text, /<title[^>]*>Mean latency of many jobs<\/title>/);
  assert.match(figure.text, /<desc[^>]*>[^<]*npm run evaluate -- --only many-jobs --seed \d+, seed \d+, on \d+ × /);
  assert.match(figure.text, /stroke="(rgb|color|oklch|#)/);
  assert.doesNotMatch(figure.text, /var\(--|class=/);
  const json = await download(page, () => page.getByRole('button', { name: 'Save data (JSON): Many jobs at once' }).click());
  assert.equal(JSON.parse(json.text).experiment, 'many-jobs');
  const csv = await download(page, () => page.getByRole('button', { name: 'Save data (CSV): Many jobs at once' }).click());
  assert.match(csv.text, /^objective,jobs,instance,drawSeed,greedy,/);
  await page.context().close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing wrong in ${colorScheme}, with tables open and something measured`, async () => {
    const page = await open({ colorScheme, reducedMotion: 'reduce' });
    for (const summary of await page.locator('.twin > summary').all()) await summary.click();
    await page.locator('#figure-adaptivity-five-nodes-vgg19 .region-cell').first().click();
    await measured(page, 'adaptivity-five-nodes-vgg19');
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.context().close();
  });
}

for (const width of [320, 390, 768, 1440]) {
  test(`fits ${width} pixels without scrolling sideways`, async () => {
    const page = await open({ width });
    const { scroll, client } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth }));
    assert.ok(scroll <= client, `${scroll} > ${client}`);
    await page.context().close();
  });
}

test('says so when the measurements cannot be read', async () => {
  const page = await browser.open('evaluation.html', {
    until: '#experiments[data-state="failed"]', before: (opening) => opening.route('**/data/evaluation/*.json', (route) => route.abort()),
  });
  assert.match(await page.textContent('#experiments'), /The measurements could not be read/);
  await page.context().close();
});

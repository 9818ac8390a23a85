import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { accessibilityProblems, eventually, startBrowser } from './browser.mjs';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.stop());

const SOME = '#k=r~24~1~0~vgg19~resnet34~mobilenet-v2';
const headline = (page) => page.textContent('.hero-sentence');
const scheduled = (page, count) => eventually(() => headline(page), (text) => text.startsWith(`${count} jobs finish in`) || (count === 1 && text.startsWith('One job')), `no schedule of ${count} jobs`);
const ids = (page) => page.locator('.job-list .job-id').allTextContents();
const chosen = (page) => page.locator('.job-row[aria-selected="true"] .job-id').textContent();
const method = (page) => page.inputValue('#jobs-order-of-priority-by');
const openJobs = async (hash, options, count = 24) => {
  const page = await browser.open(hash, options);
  await scheduled(page, count);
  return page;
};
const hashOf = async (page) => {
  await page.waitForTimeout(400);
  return new URL(page.url()).hash;
};

test('a second job is added, copied, changed, taken away, and all of it undone', async () => {
  const page = await browser.open();
  const alone = await page.textContent('.hero-number');
  await page.click('#add-second');
  await scheduled(page, 2);
  assert.match(await headline(page), /^2 jobs finish in [\d.]+ ms on average[;,] /);
  await page.locator('.job-list').press('d');
  await scheduled(page, 3);
  await page.selectOption('#job-model-of-the-job', 'resnet34');
  await page.fill('#job-released-at', '20 ms');
  await page.press('#job-released-at', 'Enter');
  await eventually(() => page.locator('.job-row[aria-selected="true"]').textContent(), (text) => /resnet34.*\+20 ms/.test(text), 'the job is not changed');
  await page.fill('#job-weight', 'much');
  await page.press('#job-weight', 'Enter');
  assert.equal(await page.getAttribute('#job-weight', 'aria-invalid'), 'true');
  assert.equal(await page.textContent('#job-weight-error'), 'A number from 0 on, for example 1.');
  await page.locator('.job-list').press('Delete');
  await scheduled(page, 2);
  for (let at = 0; at < 4; at += 1) await page.click('#undo');
  await scheduled(page, 2);
  await page.click('#undo');
  await eventually(() => page.textContent('.hero-number'), (text) => text === alone, 'the one request is not back');
  assert.ok(await page.locator('#draw-some').isVisible());
  await page.context().close();
});

test('priorities are reordered by keyboard and by button, which makes them the order given; the link brings them back', async () => {
  const page = await openJobs(SOME);
  const before = await ids(page);
  await page.locator('.job-list').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Alt+ArrowDown');
  await eventually(() => method(page), (text) => text === 'given', 'the order is not the given one');
  assert.deepEqual((await ids(page)).slice(0, 3), [before[1], before[0], before[2]]);
  assert.equal(await chosen(page), before[0]);
  await page.click('[data-act="down"]');
  await eventually(() => ids(page), (list) => list[2] === before[0], 'the button did not move it');
  const [order, value] = [await ids(page), await eventually(() => headline(page), Boolean, 'no value')];
  const hash = await hashOf(page);
  assert.match(hash, /k=l~.*&q=given\.mean\.1/);
  assert.ok(hash.length < 700, String(hash.length));
  const again = await openJobs(hash);
  assert.deepEqual(await ids(again), order);
  await eventually(() => headline(again), (text) => text.slice(0, 60) === value.slice(0, 60), 'another value');
  assert.equal(await chosen(again), before[0]);
  await again.context().close();
  await page.context().close();
});

test('a job dragged to the top has the highest priority', async () => {
  const page = await openJobs(SOME, { height: 1600 });
  const last = page.locator('.job-row').nth(4);
  const id = await last.locator('.job-id').textContent();
  await page.locator('.job-list').evaluate((list) => { list.scrollTop = 0; });
  const [from, to] = [await page.locator(`[data-job="${id}"]`).boundingBox(), await page.locator('.job-list').boundingBox()];
  await page.mouse.move(from.x + 60, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, to.y + 20, { steps: 4 });
  await page.mouse.move(from.x + 60, to.y + 2);
  await page.mouse.up();
  await eventually(() => ids(page), ([first]) => first === id, 'the job is not on top');
  assert.equal(await method(page), 'given');
  await page.context().close();
});

test('a hundred jobs are drawn from a seed, and the link carries the draw alone', async () => {
  const page = await browser.open();
  await page.click('#draw-some');
  await scheduled(page, 24);
  await page.getByText('Random jobs', { exact: true }).click();
  await page.fill('#job-jobs', '100');
  await page.selectOption('#job-released', 'poisson');
  await page.fill('#job-jobs-per-second', '200');
  await page.fill('#job-seed-of-the-draw', '7');
  await page.click('#draw-jobs');
  const value = await scheduled(page, 100);
  const hash = await hashOf(page);
  assert.match(hash, /^#k=r~100~7~200~[\w~-]+$/);
  const again = await openJobs(hash, {}, 100);
  await eventually(() => headline(again), (text) => text.slice(0, 60) === value.slice(0, 60), 'another value');
  assert.equal((await ids(again)).length, 100);
  await again.context().close();
  await page.context().close();
});

test('annealing is shown while it searches, and stops with the best so far', async () => {
  const page = await openJobs(`${SOME}&n=geant`);
  await page.selectOption('#jobs-order-of-priority-by', 'anneal');
  await page.waitForSelector('#stop-search');
  await eventually(() => page.locator('.curve-words').textContent(), (text) => /has tried [\d\u202f]+ moves: .+ → .+gap/.test(text), 'no progress');
  await eventually(() => page.locator('.curve-line').getAttribute('d'), (d) => (d ?? '').length > 10, 'no curve');
  await page.click('#stop-search');
  await eventually(() => page.locator('.curve-words').textContent(), (text) => /was stopped after/.test(text), 'not stopped');
  assert.match(await page.locator('.compared.is-chosen').textContent(), /Annealing.*stopped/);
  await page.context().close();
});

test('few jobs are proven: every order is looked at', async () => {
  const page = await browser.open('#k=r~5~2~0~resnet34~mobilenet-v2&q=exhaustive.max.1');
  await eventually(() => headline(page), (text) => /^The slowest of 5 jobs takes .+(no other order is sooner|no schedule can be sooner)/.test(text), 'not proven');
  await page.context().close();
});

test('a bar of the Gantt chart, its row in the list and its way on the map belong together', async () => {
  const page = await openJobs(SOME, { height: 2400 });
  const number = page.locator('.gantt-numbers text').last();
  const id = await number.textContent();
  const box = await number.boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await eventually(() => page.locator('.job-row.lit .job-id').allTextContents(), (lit) => lit.length === 1 && lit[0] === id, 'the row is not lit');
  await eventually(() => page.locator('#map .lit').count(), (count) => count > 0, 'nothing is lit on the map');
  assert.match(await page.textContent('.gantt-stage .tip'), new RegExp(`Job ${id} `));
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await eventually(() => chosen(page), (now) => now === id, 'the job is not shown');
  assert.match(await page.textContent('.jobs-headline'), new RegExp(`^Job ${id}: `));
  assert.ok((await page.locator('.gantt-chosen').getAttribute('d')).length > 10);
  await page.locator(`.job-row[data-job="${id}"]`).hover();
  assert.ok((await page.locator('.gantt-lit').getAttribute('d')).length > 10);
  await page.context().close();
});

test('the Gantt chart is walked and zoomed by keyboard', async () => {
  const page = await openJobs(SOME);
  await page.locator('.gantt').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  const said = await page.locator('.jobs-gantt [aria-live]').textContent();
  assert.match(said, /^Job \d+ computes on .+, [\d.]+ m?s to [\d.]+ m?s \([\d.]+ [mµ]?s\)/);
  await page.keyboard.press('Enter');
  await eventually(() => chosen(page), (id) => said.startsWith(`Job ${id} `), 'the job is not shown');
  const marks = () => page.locator('.gantt-axis text').allTextContents();
  const whole = await marks();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  assert.notDeepEqual(await marks(), whole);
  await page.keyboard.press('0');
  assert.deepEqual(await marks(), whole);
  await page.context().close();
});

test('the shown job’s plan is the schedule’s in every view, and pins there change the job', async () => {
  const page = await openJobs(SOME);
  const takes = await page.locator('.job-row[aria-selected="true"] .job-latency').textContent();
  assert.match(await page.textContent('.jobs-headline'), new RegExp(takes.replace('.', '\\.')));
  assert.match(await page.locator('#waterfall svg').last().getAttribute('aria-label'), new RegExp(`This job, in the schedule: ${takes.replace('.', '\\.')}`));
  await page.locator('[data-layer="2"]').press('ArrowRight');
  await page.locator('.chip', { hasText: 'Denver' }).click();
  await eventually(() => page.locator('.job-row[aria-selected="true"] .job-more').textContent(), (text) => text === 'pinned', 'the job is not pinned');
  await scheduled(page, 24);
  await page.context().close();
});

test('latency against load is simulated for every policy, stopped, and forgotten when the jobs change', async () => {
  const page = await openJobs('#n=tree&k=r~24~1~0~resnet34~mobilenet-v2');
  await page.click('#simulate-load');
  await eventually(() => page.locator('.load-legend li').count(), (count) => count >= 1, 'nothing is simulated');
  await page.waitForSelector('#simulate-load:visible', { timeout: 60_000 });
  const legend = await page.locator('.load-legend li').allTextContents();
  assert.equal(legend.length, 5);
  assert.match(legend[0], /^Each behind the queues it finds.*keeps up with [\d.]+ jobs\/s$/);
  assert.ok(await page.locator('.load-lost').count() >= 2);
  assert.ok(await page.locator('.load-mark').count() > 20);
  await page.getByText('The load curves as a table').click();
  assert.match(await page.textContent('.jobs-load table'), /no: queues grow without end/);
  await page.click('#simulate-load');
  await page.click('#cancel-load');
  await page.waitForSelector('#simulate-load:visible');
  await page.locator('.job-list').press('Delete');
  await scheduled(page, 23);
  assert.equal(await page.locator('.load-legend li').count(), 0);
  await page.context().close();
});

test('another network keeps the jobs, sliders reschedule them', async () => {
  const page = await openJobs(SOME);
  const first = await headline(page);
  await page.selectOption('#control-network', 'tree');
  const second = await eventually(() => headline(page), (text) => text.startsWith('24 jobs') && text !== first, 'the same schedule');
  await page.locator('[data-factor="links"]').fill('1');
  await eventually(() => headline(page), (text) => text.startsWith('24 jobs') && text !== second, 'the same schedule');
  await page.context().close();
});

test('a scenario with several jobs opens with all of them, and is saved with them', async () => {
  const page = await browser.open();
  const node = (id, flopPerSecond) => ({ id, flopPerSecond });
  const scenario = {
    format: 'splitway/scenario@1',
    network: { name: 'pair', nodes: [node('phone', 1e9), node('cloud', 1e12)], links: [{ from: 'phone', to: 'cloud', bitsPerSecond: 1e7, delaySeconds: 0.01, bothWays: true }] },
    models: [{ id: 'tiny', inputBytes: 600000, layers: [{ name: 'conv', flop: 1e8, outputBytes: 10000 }, { name: 'fc', flop: 1e9, outputBytes: 100 }] }],
    jobs: ['first', 'second', 'third'].map((id) => ({ id, model: 'tiny', source: 'phone', destination: 'phone' })),
    options: { objective: 'max' },
  };
  await page.setInputFiles('#scenario-file', { name: 'pair.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(scenario)) });
  await eventually(() => headline(page), (text) => text.startsWith('The slowest of 3 jobs takes'), 'no schedule');
  assert.deepEqual(await ids(page), ['first', 'second', 'third']);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save-scenario')]);
  const saved = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.deepEqual(saved.jobs.map(({ id }) => id), ['first', 'second', 'third']);
  assert.equal(saved.options.objective, 'max');
  await page.context().close();
});

test('a link whose jobs start where nothing is opens the page as usual, and says so', async () => {
  const page = await browser.open('#k=l~vgg19~nowhere;0:1:1;0:1:1');
  assert.match(await page.textContent('#notices'), /What it says of the jobs is cut short, damaged or unknown here/);
  assert.ok(await page.locator('#draw-some').isVisible());
  await page.context().close();
});

test('asks for nothing but its own files, and breaks no rule of its security policy', async () => {
  const page = await openJobs(`${SOME}&q=anneal.mean.1`);
  await page.waitForTimeout(500);
  for (const url of page.noted.requests) assert.ok(url.startsWith(browser.address) || url.startsWith('data:') || url.startsWith('blob:'), url);
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing wrong with several jobs in ${colorScheme}`, async () => {
    const page = await openJobs(`${SOME}&q=anneal.mean.1`, { colorScheme, reducedMotion: 'reduce' });
    await page.click('#simulate-load');
    await page.waitForSelector('#simulate-load:visible', { timeout: 60_000 });
    for (const summary of await page.locator('#jobs summary').all()) await summary.click();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.context().close();
  });
}

for (const width of [320, 390, 768, 1024, 1440, 2200]) {
  test(`several jobs fit ${width} pixels without scrolling sideways`, async () => {
    const page = await openJobs('#n=geant&k=r~60~1~30~vgg19~resnet34&q=greedy.mean.1', { width }, 60);
    const { scroll, client } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth }));
    assert.ok(scroll <= client, `${scroll} > ${client}`);
    await page.context().close();
  });
}

// Long calls in a real browser: workers come and go with them, and from one file alone.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { launchChromium } from '../../tools/chromium.mjs';
import { serve } from '../../tools/serve.mjs';
import { ENDLESS, manyJobs } from '../package/many-jobs.mjs';
import { makePageProject, makeProject, withoutBundler } from './consumer.mjs';

let browser;
let project;
let server;
let page;
before(async () => {
  browser = await launchChromium();
  project = makePageProject();
  withoutBundler(project, 'index.js');
  server = await serve(project);
  page = await browser.newPage();
  await page.goto(server.address);
  await page.waitForSelector('output.done');
});
after(async () => {
  await browser?.close();
  server?.close();
});

/** Runs a function of ({ api, scenario, endless, soon }) in the page. */
const inPage = (run) => page.evaluate(async ({ source, scenario, endless }) => {
  const { load } = await import('/node_modules/splitway/dist/index.js');
  const { run } = await import(`/${source}`);
  return run({ api: await load(), scenario, endless, soon: (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); }) });
}, { source: writeModule(run), scenario: manyJobs(), endless: ENDLESS });

let modules = 0;
// The page's policy allows no code but files.
function writeModule(run) {
  const name = `run${modules += 1}.js`;
  writeFileSync(join(project, name), `export const run = ${run};\n`);
  return name;
}

// The page has one worker of its own.
const workersOfCalls = () => page.workers().length - 1;

async function assertNoneLeft() {
  for (let tries = 0; workersOfCalls() > 0 && tries < 50; tries += 1) await new Promise((resolve) => { setTimeout(resolve, 20); });
  assert.equal(workersOfCalls(), 0);
}

test('a cancelled call leaves no worker', async () => {
  const error = await inPage(async ({ api, scenario, endless }) => {
    const controller = new AbortController();
    const call = api.schedule(scenario, { ...endless, signal: controller.signal, onProgress: () => controller.abort() });
    return call.catch(({ name, code }) => ({ name, code }));
  });
  assert.deepEqual(error, { name: 'SplitwayError', code: 'cancelled' });
  await assertNoneLeft();
});

test('stop gives the best so far while the page stays free, and leaves no worker', async () => {
  const { plans, moves, ticks } = await inPage(async ({ api, scenario, endless }) => {
    let ticks = 0;
    const timer = setInterval(() => { ticks += 1; }, 5);
    const { plans, statistics } = await api.schedule(scenario, { ...endless, stop: AbortSignal.timeout(500) });
    clearInterval(timer);
    return { plans: plans.length, moves: statistics.moves, ticks };
  });
  assert.equal(plans, 40);
  assert.ok(moves > 0);
  assert.ok(ticks >= 20, `${ticks} ticks`);
  await assertNoneLeft();
});

test('a background handle keeps one worker, in which the newest call wins, until it is disposed', async () => {
  const outcomes = await inPage(async ({ api, scenario, endless, soon }) => {
    globalThis.handle = api.background();
    const older = handle.schedule(scenario, endless).catch(({ code }) => code);
    await soon(200);
    const newer = handle.schedule(scenario, endless).catch(({ code }) => code);
    const newest = handle.schedule(scenario).then(({ plans }) => plans.length);
    return Promise.all([older, newer, newest]);
  });
  assert.deepEqual(outcomes, ['cancelled', 'cancelled', 40]);
  assert.equal(workersOfCalls(), 1);
  await page.evaluate(() => globalThis.handle.dispose());
  await assertNoneLeft();
});

test('one HTML file with all in it answers from file://, in a worker', async () => {
  const directory = makeProject();
  const script = `import { load } from 'splitway/inline'; import scenario from './scenario.js';
    load().then(({ schedule }) => schedule(scenario)).then(({ value }) => { document.title = String(value); });`;
  writeFileSync(join(directory, 'main.js'), script);
  const { outputFiles: [{ text }] } = await build({ absWorkingDir: directory, entryPoints: ['main.js'], bundle: true, format: 'esm', write: false });
  const file = join(directory, 'page.html');
  writeFileSync(file, `<!doctype html><title></title><script type="module">${text.replaceAll('</script', '<\\/script')}</script>`);
  const single = await browser.newPage();
  const troubles = [];
  single.on('console', (message) => troubles.push(message.text()));
  single.on('pageerror', (error) => troubles.push(error.message));
  let workers = 0;
  single.on('worker', () => { workers += 1; });
  await single.goto(pathToFileURL(file).href);
  for (let tries = 0; (await single.title()) === '' && tries < 250; tries += 1) await new Promise((resolve) => { setTimeout(resolve, 20); });
  assert.deepEqual(troubles, []);
  assert.ok(Math.abs(Number(await single.title()) - 0.13) < 1e-12);
  assert.equal(workers, 1);
  assert.ok(readFileSync(file).length < 2e6);
});

// compare in pages of others: HiGHS from beside a plain script, and as Vite carries it along.
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launchChromium } from '../../tools/chromium.mjs';
import { serve } from '../../tools/serve.mjs';
import { REPOSITORY } from '../package/installed.mjs';
import { SECONDS } from '../package/two-nodes.mjs';
import { makeProject } from './consumer.mjs';

const HIGHS = join(REPOSITORY, 'node_modules/highs');

let browser;
before(async () => { browser = await launchChromium(); });
after(() => browser?.close());

/** A project with HiGHS installed, whose page compares and writes what it finds. */
function makeComparingPage({ imports, highs, splitway = 'splitway' }) {
  const project = makeProject();
  cpSync(HIGHS, join(project, 'node_modules/highs'), { recursive: true });
  const body = '<!doctype html><title>Compares</title><link rel="icon" href="data:,"><output></output><script type="module" src="./main.js"></script>';
  writeFileSync(join(project, 'index.html'), body);
  writeFileSync(join(project, 'main.js'), `
    import { load } from '${splitway}';
    import scenario from './scenario.js';
    ${imports}
    async function show() {
      const { compare } = await load();
      const { runs } = await compare(scenario, { highs: ${highs} });
      return runs.map(({ name, status, optimumSeconds }) => ({ name, status, optimumSeconds }));
    }
    show().catch(({ message }) => message).then((found) => {
      document.querySelector('output').textContent = JSON.stringify(found);
      document.querySelector('output').className = 'done';
    });`);
  return project;
}

async function assertCompares(directory) {
  const { address, close } = await serve(directory);
  const page = await browser.newPage();
  const troubles = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(error.message));
  try {
    await page.goto(address);
    await page.waitForSelector('output.done', { timeout: 60_000 });
    const runs = JSON.parse(await page.textContent('output'));
    assert.ok(Array.isArray(runs), runs);
    assert.deepEqual(runs.map(({ name, status }) => `${name} ${status}`), ['placement', 'placement-lp', 'routing', 'routing-lp', 'router'].map((name) => `${name} optimal`));
    for (const { name, optimumSeconds } of runs.filter((run) => run.name !== 'placement-lp')) assert.ok(Math.abs(optimumSeconds - SECONDS) < 1e-6 * SECONDS, name);
    assert.deepEqual(troubles, []);
    assert.equal(page.workers().length, 0);
  } finally {
    await page.close();
    close();
  }
}

test('a plain page names the script of HiGHS', async () => {
  await assertCompares(makeComparingPage({
    imports: '', highs: "'node_modules/highs/build/highs.mjs'", splitway: './node_modules/splitway/dist/index.js',
  }));
});

test('what Vite builds carries HiGHS along by its addresses', async () => {
  const { build } = await import('vite');
  const project = makeComparingPage({
    imports: "import script from 'highs?url'; import wasm from 'highs/runtime?url';", highs: '{ script, wasm }',
  });
  await build({ root: project, base: './', configFile: false, logLevel: 'error', build: { outDir: 'built' } });
  await assertCompares(join(project, 'built'));
});

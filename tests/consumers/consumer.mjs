// Consumer projects: each has the packed package installed and nothing else.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackage } from '../package/installed.mjs';
import { SECONDS, twoNodes } from '../package/two-nodes.mjs';

const PAGE = join(dirname(fileURLToPath(import.meta.url)), 'page');

const isRight = (seconds) => assert.ok(Math.abs(seconds - SECONDS) < 1e-12, `${seconds} is not ${SECONDS}`);

/** A project with the scenario to route in scenario.js. */
export function makeProject(template) {
  const directory = installPackage(template);
  writeFileSync(join(directory, 'scenario.js'), `export default ${JSON.stringify(twoNodes())};\n`);
  return directory;
}

/** The project of a page that routes and schedules, once itself and once in a worker. */
export const makePageProject = () => makeProject(PAGE);

/** Points the page's scripts at a file of the package, since a browser knows no package names. */
export function withoutBundler(directory, entry) {
  for (const name of ['main.js', 'worker.js']) {
    const script = join(directory, name);
    const text = readFileSync(script, 'utf8').replace("'splitway'", `'./node_modules/splitway/dist/${entry}'`);
    writeFileSync(script, text);
  }
}

const isAsExpected = (troubles, expected) =>
  troubles.length === expected.length && troubles.every((trouble, at) => expected[at].test(trouble));

/** Opens the page and asserts that all its answers are right and that only this went wrong on the way. */
export async function assertPageAnswers(browser, address, expectedTroubles = []) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const troubles = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && troubles.push(message.text()));
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('requestfailed', (request) => troubles.push(`${request.url()} failed`));
    page.on('request', (request) => {
      if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) troubles.push(`asked for ${request.url()}`);
    });
    await page.goto(address);
    await page.waitForSelector('output.done', { timeout: 30_000 }).catch((error) => troubles.push(error.message));
    assert.ok(isAsExpected(troubles, expectedTroubles), troubles.join('\n'));
    // One job alone is scheduled as it is routed.
    for (const answers of Object.values(JSON.parse(await page.textContent('output')))) {
      isRight(answers.route);
      isRight(answers.schedule);
    }
    assert.equal(page.workers().length, 1, 'the workers of the calls are gone');
  } finally {
    await context.close();
  }
}

export { isRight as assertRight };

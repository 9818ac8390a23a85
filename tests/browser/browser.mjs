// A real browser on the built page, served under a sub-path of a plain static host; what the page must never do is noted.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../tools/chromium.mjs';
import { serve } from '../../tools/serve.mjs';

const SITE = fileURLToPath(new URL('../../site', import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SUB_PATH = 'lab/figures/';

/** One browser and one host for the tests of a file. */
export async function startBrowser() {
  const directory = mkdtempSync(join(tmpdir(), 'splitway-site-'));
  cpSync(SITE, join(directory, SUB_PATH), { recursive: true });
  const [host, browser] = await Promise.all([serve(directory), launchChromium()]);
  const address = host.address + SUB_PATH;

  /** A page that has come to rest on its first answer, or on `until`. */
  async function open(hash = '', { width = 1280, height = 900, until = '#answer[data-state="answered"]', before = () => {}, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width, height }, acceptDownloads: true, ...options });
    const page = await context.newPage();
    const noted = { problems: [], requests: [] };
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && noted.problems.push(message.text()));
    page.on('pageerror', (error) => noted.problems.push(String(error)));
    page.on('request', (request) => noted.requests.push(request.url()));
    await before(page);
    await page.goto(address + hash);
    await page.waitForSelector(until);
    return Object.assign(page, { noted });
  }

  return {
    address,
    open,
    async stop() {
      await browser.close();
      host.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Polls: a strict content security policy forbids the browser's own waiting on expressions. */
export async function eventually(read, holds, what) {
  const end = Date.now() + 5000;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export const sentence = (page) => page.textContent('.hero-sentence');
export const latency = async (page) => Number.parseFloat(await page.getAttribute('.hero-number', 'title'));

/** Waits until the latency is another one. */
export const otherLatency = (page, before) => eventually(() => latency(page), (now) => now !== before, `the latency stays ${before}`);

/** What axe finds wrong, in short. */
export async function accessibilityProblems(page) {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).slice(0, 3).join(' | ')}`);
  });
}

import { after, before, test } from 'node:test';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launchChromium } from '../../tools/chromium.mjs';
import { CONTENT_SECURITY_POLICY, serve } from '../../tools/serve.mjs';
import { assertPageAnswers, makePageProject, withoutBundler } from './consumer.mjs';

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/** Serves a directory, by default under the strict policy of our own page, and checks the page in it. */
async function assertServed(directory, { path = '', policy, expectedTroubles } = {}) {
  const { address, close } = await serve(directory, { policy });
  try {
    await assertPageAnswers(browser, address + path, expectedTroubles);
  } finally {
    close();
  }
}

test('a plain module script and a plain module worker answer', async () => {
  const project = makePageProject();
  withoutBundler(project, 'index.js');
  await assertServed(project);
});

test('the inline package answers in a page and a worker', async () => {
  const project = makePageProject();
  withoutBundler(project, 'inline.js');
  await assertServed(project, { policy: CONTENT_SECURITY_POLICY.replace("worker-src 'self'", "worker-src 'self' blob:") });
});

test('the inline package answers without workers where the policy forbids them, and says so', async () => {
  const project = makePageProject();
  withoutBundler(project, 'inline.js');
  await assertServed(project, {
    expectedTroubles: [/^Creating a worker from 'blob:.*' violates/, ...Array(2).fill(/^splitway: no worker could be started \(/)],
  });
});

test('what Vite builds answers, in the page and in a worker, under any path', async () => {
  const { build } = await import('vite');
  const project = makePageProject();
  await build({ root: project, base: './', configFile: false, logLevel: 'error', build: { outDir: 'built/below/here' } });
  await assertServed(join(project, 'built'), { path: 'below/here/' });
});

test('what Vite serves in development answers', async () => {
  const { createServer } = await import('vite');
  const server = await createServer({ root: makePageProject(), configFile: false, logLevel: 'error', server: { host: '127.0.0.1' } });
  try {
    await server.listen();
    await assertPageAnswers(browser, server.resolvedUrls.local[0]);
  } finally {
    await server.close();
  }
});

test('what webpack builds answers, in the page and in a worker', async () => {
  const { default: webpack } = await import('webpack');
  const project = makePageProject();
  const built = join(project, 'built');
  // Its advice on sizes is not about whether it works.
  const compiler = webpack({
    context: project, mode: 'production', entry: './main.js', output: { path: built }, performance: { hints: false },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString('errors-warnings'));
  mkdirSync(built, { recursive: true });
  cpSync(join(project, 'index.html'), join(built, 'index.html'));
  await assertServed(built);
});

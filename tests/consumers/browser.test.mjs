import { after, before, test } from 'node:test';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launchChromium } from '../../tools/chromium.mjs';
import { serve } from '../../tools/serve.mjs';
import { assertPageRoutes, makePageProject, withoutBundler } from './consumer.mjs';

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/** Serves a directory under the strict policy of our own page, and checks the page in it. */
async function assertServed(directory, path = '') {
  const { address, close } = await serve(directory);
  try {
    await assertPageRoutes(browser, address + path);
  } finally {
    close();
  }
}

test('a plain module script and a plain module worker route', async () => {
  const project = makePageProject();
  withoutBundler(project, 'index.js');
  await assertServed(project);
});

test('the inline package routes in a page and a worker', async () => {
  const project = makePageProject();
  withoutBundler(project, 'inline.js');
  await assertServed(project);
});

test('what Vite builds routes, in the page and in a worker, under any path', async () => {
  const { build } = await import('vite');
  const project = makePageProject();
  await build({ root: project, base: './', configFile: false, logLevel: 'error', build: { outDir: 'built/below/here' } });
  await assertServed(join(project, 'built'), 'below/here/');
});

test('what Vite serves in development routes', async () => {
  const { createServer } = await import('vite');
  const server = await createServer({ root: makePageProject(), configFile: false, logLevel: 'error', server: { host: '127.0.0.1' } });
  try {
    await server.listen();
    await assertPageRoutes(browser, server.resolvedUrls.local[0]);
  } finally {
    await server.close();
  }
});

test('what webpack builds routes, in the page and in a worker', async () => {
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

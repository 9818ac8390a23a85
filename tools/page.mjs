// The static page: www/ bundled into site/, with the module and the data beside it.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { ROOT, filesUnder, step } from './step.mjs';

const BUNDLED = new Set(['.js', '.mjs', '.md']);

function copyFiles(from, to, wanted) {
  for (const file of filesUnder(join(ROOT, from)).filter(wanted)) {
    const copy = join(ROOT, to, relative(join(ROOT, from), file));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(file, copy);
  }
}

async function bundle() {
  const { build } = await import('esbuild');
  rmSync(join(ROOT, 'site'), { recursive: true, force: true });
  await build({
    entryPoints: [join(ROOT, 'www/main.js')],
    outdir: join(ROOT, 'site'),
    alias: { splitway: join(ROOT, 'dist/index.js') },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'linked',
    logLevel: 'warning',
  });
  copyFiles('www', 'site', (file) => !BUNDLED.has(extname(file)));
  copyFiles('data', 'site/data', (file) => extname(file) === '.json');
  cpSync(join(ROOT, 'dist/splitway_bg.wasm'), join(ROOT, 'site/splitway_bg.wasm'));
}

export async function buildPage() {
  await step('page', {
    inputs: ['www', 'data', 'js', 'dist/glue.js', 'dist/splitway_bg.wasm', 'package-lock.json', 'tools/page.mjs'],
    results: ['site'],
    make: bundle,
  });
}

// The static pages: www/ bundled into site/, with the modules, the workers and the data beside them.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { MODULE_FILES } from './core.mjs';
import { LICENCES, licencesOfPackages } from './licences.mjs';
import { CRATE_LICENCES } from './package.mjs';
import { Stop } from './process.mjs';
import { ROOT, filesUnder, step } from './step.mjs';

// What the package looks for beside the page's script, by these very names.
const WORKERS = ['schedule-worker.js', 'import-worker.js'];
const MODULES = ['splitway_bg.wasm', 'schedule_bg.wasm', 'import_bg.wasm'];

// What pages load only when it is asked for: the solver of the comparison, and the runtime that verifies the parts of a model.
const CARRIED = {
  solver: ['node_modules/highs/build/highs.mjs', 'node_modules/highs/build/highs.wasm'],
  runtime: ['node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs', 'node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm'],
};

const SCRIPTS = ['main.js', 'evaluation.js', 'split/verify-worker.js'];

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
  const { metafile } = await build({
    absWorkingDir: ROOT,
    metafile: true,
    entryPoints: [...SCRIPTS.map((script) => join(ROOT, 'www', script)), ...WORKERS.map((worker) => join(ROOT, 'dist', worker))],
    entryNames: '[name]',
    outdir: join(ROOT, 'site'),
    alias: { splitway: join(ROOT, 'dist/index.js') },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  }).catch((error) => {
    throw new Stop(error.message);
  });
  const scripts = licencesOfPackages([...Object.keys(metafile.inputs), ...Object.values(CARRIED).flat()]);
  writeFileSync(join(ROOT, 'site/licences.txt'), `${scripts}\n\n${readFileSync(join(ROOT, CRATE_LICENCES), 'utf8')}`);
  copyFiles('www', 'site', (file) => !BUNDLED.has(extname(file)));
  copyFiles('data', 'site/data', (file) => extname(file) === '.json');
  for (const name of MODULES) cpSync(join(ROOT, 'dist', name), join(ROOT, 'site', name));
  for (const [directory, files] of Object.entries(CARRIED)) {
    for (const file of files) cpSync(join(ROOT, file), join(ROOT, 'site', directory, basename(file)));
  }
}

export async function buildPage() {
  await step('page', {
    inputs: ['www', 'data', 'js', ...MODULE_FILES, CRATE_LICENCES, 'package-lock.json', 'tools/page.mjs', 'tools/licences.mjs', LICENCES],
    results: ['site'],
    make: bundle,
  });
}

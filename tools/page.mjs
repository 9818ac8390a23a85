// The static pages: www/ bundled into site/, with the modules, the workers and the data beside them.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { MODULE_FILES } from './core.mjs';
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

// Of packages that have no such file of their own.
const LICENCES = 'tools/licences';

const SCRIPTS = ['main.js', 'evaluation.js', 'split/verify-worker.js'];

const BUNDLED = new Set(['.js', '.mjs', '.md']);

function copyFiles(from, to, wanted) {
  for (const file of filesUnder(join(ROOT, from)).filter(wanted)) {
    const copy = join(ROOT, to, relative(join(ROOT, from), file));
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(file, copy);
  }
}

/** The licences of the packages whose code went into the bundle, as they ask for. */
function licencesOf(bundledFiles) {
  const packages = new Set(bundledFiles.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0]).filter(Boolean));
  return [...packages].sort().map((directory) => {
    const { name, version } = JSON.parse(readFileSync(join(ROOT, directory, 'package.json'), 'utf8'));
    const own = readdirSync(join(ROOT, directory)).find((file) => /^licen[cs]e/i.test(file));
    const licence = own ? `${directory}/${own}` : `${LICENCES}/${name}.txt`;
    if (!existsSync(join(ROOT, licence))) throw new Stop(`${name} has no licence file`);
    return `${name} ${version}\n\n${readFileSync(join(ROOT, licence), 'utf8').trim()}\n`;
  }).join('\n\n');
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
  writeFileSync(join(ROOT, 'site/licences.txt'), licencesOf([...Object.keys(metafile.inputs), ...Object.values(CARRIED).flat()]));
  copyFiles('www', 'site', (file) => !BUNDLED.has(extname(file)));
  copyFiles('data', 'site/data', (file) => extname(file) === '.json');
  for (const name of MODULES) cpSync(join(ROOT, 'dist', name), join(ROOT, 'site', name));
  for (const [directory, files] of Object.entries(CARRIED)) {
    for (const file of files) cpSync(join(ROOT, file), join(ROOT, 'site', directory, basename(file)));
  }
}

export async function buildPage() {
  await step('page', {
    inputs: ['www', 'data', 'js', ...MODULE_FILES, 'package-lock.json', 'tools/page.mjs', LICENCES],
    results: ['site'],
    make: bundle,
  });
}

// The files of the npm package that are not compiled: copied from js/, and the modules as text.
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { MODULE_FILES } from './core.mjs';
import { licencesOfCrates } from './licences.mjs';
import { ROOT, filesUnder, step } from './step.mjs';

const SOURCES = filesUnder(join(ROOT, 'js')).map((file) => relative(join(ROOT, 'js'), file));
const inDist = (name) => `dist/${name}`;

const COMPILED = [...MODULE_FILES, inDist('types.d.ts'), inDist('schema')];
const INLINE_ROUTE = inDist('inline-wasm.js');
const INLINE_IN_WORKERS = ['schedule', 'import'];
const inlineOf = (name) => inDist(`inline-${name}.js`);

/** The licences of the crates that are compiled into the modules. */
export const CRATE_LICENCES = inDist('licences.txt');

const RESULTS = [...SOURCES.map(inDist), CRATE_LICENCES, INLINE_ROUTE, ...INLINE_IN_WORKERS.map(inlineOf)];

const packed = (path) => gzipSync(readFileSync(join(ROOT, path)), { level: 9 }).toString('base64');

// One classic script, which any kind of worker runs.
async function workerAsText(name) {
  const { build } = await import('esbuild');
  const { outputFiles: [{ text }] } = await build({
    absWorkingDir: ROOT,
    entryPoints: [inDist(`${name}-worker.js`)],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  });
  return text;
}

async function makePackage() {
  copySources();
  writeFileSync(join(ROOT, CRATE_LICENCES), licencesOfCrates());
  writeFileSync(join(ROOT, INLINE_ROUTE), `export default '${packed('dist/splitway_bg.wasm')}';\n`);
  for (const name of INLINE_IN_WORKERS) {
    const exported = { wasm: packed(`dist/${name}_bg.wasm`), worker: await workerAsText(name) };
    const lines = Object.entries(exported).map(([key, text]) => `export const ${key} = ${JSON.stringify(text)};\n`);
    writeFileSync(join(ROOT, inlineOf(name)), lines.join(''));
  }
}

function copySources() {
  for (const name of SOURCES) {
    const copy = join(ROOT, 'dist', name);
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(join(ROOT, 'js', name), copy);
    if (readFileSync(copy, 'utf8').startsWith('#!')) chmodSync(copy, 0o755);
  }
}

// Everything in dist/ is published, so what an earlier build left there must go.
function removeStrangers() {
  const ours = [...RESULTS, ...COMPILED];
  for (const file of filesUnder(join(ROOT, 'dist'))) {
    const path = relative(ROOT, file).replaceAll('\\', '/');
    if (!ours.some((own) => path === own || path.startsWith(`${own}/`))) rmSync(file);
  }
}

export async function buildPackage() {
  removeStrangers();
  await step('package', {
    inputs: ['js', ...MODULE_FILES, 'tools/package.mjs', 'tools/licences.mjs', 'Cargo.lock'],
    results: RESULTS,
    make: makePackage,
  });
}

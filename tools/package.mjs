// The files of the npm package that are not compiled: copied from js/, and the module as text.
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT, filesUnder, step } from './step.mjs';

const SOURCES = filesUnder(join(ROOT, 'js')).map((file) => relative(join(ROOT, 'js'), file));
const COMPILED = ['glue.js', 'splitway_bg.wasm', 'types.d.ts', 'schema'];
const INLINE = 'inline-wasm.js';

const inDist = (name) => `dist/${name}`;

function copySources() {
  for (const name of SOURCES) {
    const copy = join(ROOT, 'dist', name);
    mkdirSync(dirname(copy), { recursive: true });
    cpSync(join(ROOT, 'js', name), copy);
    if (readFileSync(copy, 'utf8').startsWith('#!')) chmodSync(copy, 0o755);
  }
  const base64 = readFileSync(join(ROOT, 'dist/splitway_bg.wasm')).toString('base64');
  writeFileSync(join(ROOT, 'dist', INLINE), `export default '${base64}';\n`);
}

// Everything in dist/ is published, so what an earlier build left there must go.
function removeStrangers() {
  const ours = [...SOURCES, ...COMPILED, INLINE].map(inDist);
  for (const file of filesUnder(join(ROOT, 'dist'))) {
    const path = relative(ROOT, file).replaceAll('\\', '/');
    if (!ours.some((own) => path === own || path.startsWith(`${own}/`))) rmSync(file);
  }
}

export async function buildPackage() {
  removeStrangers();
  await step('package', {
    inputs: ['js', inDist('splitway_bg.wasm'), 'tools/package.mjs'],
    results: [...SOURCES, INLINE].map(inDist),
    make: copySources,
  });
}

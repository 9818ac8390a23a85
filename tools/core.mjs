// The Rust core: compiled to WebAssembly, given its JavaScript glue, shrunk, and its file formats described.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './process.mjs';
import { findRust, webAssemblyCargo } from './rust.mjs';
import { ROOT, filesUnder, step } from './step.mjs';
import { declareTypes } from './types.mjs';

const CARGO_INPUTS = ['Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', 'src'];
// A directory of its own: the two compilers of tools/rust.mjs must not undo each other's work.
const WASM_BUILD = 'target/wasm';
const SCHEMAS = 'dist/schema';
// Named one by one: "all features" of wasm-opt writes modules that Node 20 refuses.
const WASM_FEATURES = ['bulk-memory', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue'];
// Functions inlined into their one caller make huge ones, which compress 8 % worse and run no faster.
const INLINING = ['--one-caller-inline-max-function-size', '20'];
// The stack lies lowest and grows down, and memory is the module's own: what is below 1 KB is never read, and what was not
// written is 0.
const MEMORY = ['--low-memory-unused', '--zero-filled-memory'];

/**
 * The modules of src/wasm/: one job at a time at once, many jobs in the background, and files of others. Pages load the
 * second and the third when they first need them.
 */
const ROUTE = { title: 'one job', feature: 'wasm-route', glue: 'dist/glue.js', wasm: 'dist/splitway_bg.wasm' };
const SCHEDULE = { title: 'many jobs', feature: 'wasm-schedule', glue: 'dist/schedule-glue.js', wasm: 'dist/schedule_bg.wasm' };
const IMPORT = { title: 'imports', feature: 'wasm-import', glue: 'dist/import-glue.js', wasm: 'dist/import_bg.wasm' };

/** What those who copy the built core along need to know. */
export const MODULE_FILES = [ROUTE, SCHEDULE, IMPORT].flatMap(({ glue, wasm }) => [glue, wasm]);

const compiledFile = ({ feature }) => `target/${feature}/compiled.wasm`;

const xtask = (args) => run('cargo', ['run', '--quiet', '--locked', '--package', 'xtask', '--', ...args], { cwd: ROOT, env: findRust().env });

/**
 * Compiles a package of the workspace with the profile of the module that is published.
 * @returns {Promise<string>} where the module is
 */
export async function compileForWasm(crate, options = []) {
  const { env, args } = await webAssemblyCargo(findRust());
  const how = ['--locked', '--package', crate, '--lib', '--profile', 'wasm', ...options, '--target-dir', WASM_BUILD];
  // Messages of panics name files; the same ones wherever the module is built.
  const crates = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry/src');
  const flags = [process.env.RUSTFLAGS, `--remap-path-prefix=${crates}=crates`];
  await run('cargo', ['build', ...how, ...args], { cwd: ROOT, env: { ...env, RUSTFLAGS: flags.filter(Boolean).join(' ') } });
  return `${WASM_BUILD}/wasm32-unknown-unknown/wasm/${crate.replaceAll('-', '_')}.wasm`;
}

/** Shrinks a module as the published one is. */
export async function shrink(from, to) {
  const features = WASM_FEATURES.map((feature) => `--enable-${feature}`);
  const optimizer = join(ROOT, 'node_modules/binaryen/bin/wasm-opt');
  await run(process.execPath, [optimizer, '-Oz', '--converge', ...INLINING, ...MEMORY, ...features, from, '-o', to], { cwd: ROOT });
}

async function compile(module) {
  // All have the same name for cargo, which keeps the last one.
  const file = await compileForWasm('splitway', ['--features', module.feature]);
  mkdirSync(dirname(join(ROOT, compiledFile(module))), { recursive: true });
  copyFileSync(join(ROOT, file), join(ROOT, compiledFile(module)));
}

async function makeGlue(module) {
  const directory = `target/${module.feature}/glue`;
  rmSync(join(ROOT, directory), { recursive: true, force: true });
  await xtask(['glue', compiledFile(module), directory]);
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  copyFileSync(join(ROOT, directory, 'glue.js'), join(ROOT, module.glue));
  await shrink(`${directory}/glue_bg.wasm`, module.wasm);
}

const compileStep = (module) => step(`WebAssembly of ${module.title}`, {
  inputs: [...CARGO_INPUTS, 'tools/core.mjs', 'tools/rust.mjs'],
  results: [compiledFile(module)],
  make: () => compile(module),
});

const glueStep = (module) => step(`glue of ${module.title}`, {
  inputs: [compiledFile(module), 'xtask', 'tools/core.mjs'],
  results: [module.glue, module.wasm],
  make: () => makeGlue(module),
});

async function describeFormats() {
  rmSync(join(ROOT, SCHEMAS), { recursive: true, force: true });
  await xtask(['schema', SCHEMAS]);
  const schemas = filesUnder(join(ROOT, SCHEMAS)).map((file) => JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(join(ROOT, 'dist/types.d.ts'), await declareTypes(schemas));
}

export async function buildCore() {
  const glueing = [];
  for (const module of [ROUTE, SCHEDULE, IMPORT]) {
    await compileStep(module);
    // While cargo, which runs once at a time, compiles the next one.
    glueing.push(glueStep(module));
  }
  await Promise.all(glueing);
  await step('schemas and types', {
    inputs: [...CARGO_INPUTS, 'xtask', 'tools/core.mjs', 'tools/types.mjs'],
    results: [SCHEMAS, 'dist/types.d.ts'],
    make: describeFormats,
  });
}

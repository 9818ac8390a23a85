// The Rust core: compiled to WebAssembly, given its JavaScript glue, shrunk, and its file formats described.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './process.mjs';
import { findRust, webAssemblyCargo } from './rust.mjs';
import { ROOT, filesUnder, step } from './step.mjs';
import { declareTypes } from './types.mjs';

const CARGO_INPUTS = ['Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml', 'src'];
// A directory of its own: the two compilers of tools/rust.mjs must not undo each other's work.
const WASM_BUILD = 'target/wasm';
const COMPILED = `${WASM_BUILD}/wasm32-unknown-unknown/wasm/splitway.wasm`;
const GLUE = 'target/glue';
const SCHEMAS = 'dist/schema';
// Named one by one: "all features" of wasm-opt writes modules that Node 20 refuses.
const WASM_FEATURES = ['bulk-memory', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue'];
// Functions inlined into their one caller make huge ones, which compress 8 % worse and run no faster.
const INLINING = ['--one-caller-inline-max-function-size', '20'];

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
  await run(process.execPath, [optimizer, '-Oz', '--converge', ...INLINING, ...features, from, '-o', to], { cwd: ROOT });
}

async function compile() {
  await compileForWasm('splitway', ['--features', 'wasm-route']);
}

async function makeGlue() {
  rmSync(join(ROOT, GLUE), { recursive: true, force: true });
  await xtask(['glue', COMPILED, GLUE]);
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(join(ROOT, 'dist/glue.js'), readFileSync(join(ROOT, GLUE, 'glue.js')));
  await shrink(`${GLUE}/glue_bg.wasm`, 'dist/splitway_bg.wasm');
}

async function describeFormats() {
  rmSync(join(ROOT, SCHEMAS), { recursive: true, force: true });
  await xtask(['schema', SCHEMAS]);
  const schemas = filesUnder(join(ROOT, SCHEMAS)).map((file) => JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(join(ROOT, 'dist/types.d.ts'), await declareTypes(schemas));
}

export async function buildCore() {
  await step('WebAssembly core', { inputs: [...CARGO_INPUTS, 'tools/core.mjs', 'tools/rust.mjs'], results: [COMPILED], make: compile });
  await step('glue', { inputs: [COMPILED, 'xtask', 'tools/core.mjs'], results: ['dist/glue.js', 'dist/splitway_bg.wasm'], make: makeGlue });
  await step('schemas and types', {
    inputs: [...CARGO_INPUTS, 'xtask', 'tools/core.mjs', 'tools/types.mjs'],
    results: [SCHEMAS, 'dist/types.d.ts'],
    make: describeFormats,
  });
}

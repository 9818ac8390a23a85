// What would be published: the files, their sizes, and whether tools and type checkers understand them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { filesUnder } from '../../tools/step.mjs';
import { REPOSITORY, installPackage, tarball } from './installed.mjs';

const LARGEST_MODULE_BYTES = 120e3;
const LARGEST_SCHEDULE_MODULE_BYTES = 180e3;
const LARGEST_IMPORT_MODULE_BYTES = 420e3;

const project = installPackage();
const directory = join(project, 'node_modules/splitway');
const files = filesUnder(directory).map((file) => file.slice(directory.length + 1));

/** Runs a command of a development package and fails with all that it said. */
function succeeds(tool, ...args) {
  const binary = join(REPOSITORY, 'node_modules/.bin', tool);
  const { status, stdout, stderr } = spawnSync(binary, args, { cwd: project, encoding: 'utf8' });
  assert.equal(status, 0, `${tool} ${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

test('exactly these files are published', () => {
  const expected = readFileSync(join(REPOSITORY, 'tests/package/published-files.txt'), 'utf8').trim().split('\n');
  assert.deepEqual(files.toSorted(), expected.toSorted());
});

test('the module that pages load is at most 120 KB gzipped', () => {
  const bytes = gzipSync(readFileSync(join(directory, 'dist/splitway_bg.wasm')), { level: 9 }).length;
  assert.ok(bytes <= LARGEST_MODULE_BYTES, `${bytes} bytes`);
});

test('the module that the first long call loads is at most 180 KB gzipped', () => {
  const bytes = gzipSync(readFileSync(join(directory, 'dist/schedule_bg.wasm')), { level: 9 }).length;
  assert.ok(bytes <= LARGEST_SCHEDULE_MODULE_BYTES, `${bytes} bytes`);
});

test('the module that the first import loads is at most 420 KB gzipped', () => {
  const bytes = gzipSync(readFileSync(join(directory, 'dist/import_bg.wasm')), { level: 9 }).length;
  assert.ok(bytes <= LARGEST_IMPORT_MODULE_BYTES, `${bytes} bytes`);
});

test('nothing is needed at run time but the package', () => {
  const { dependencies, peerDependencies, peerDependenciesMeta, scripts, bin } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  assert.equal(dependencies, undefined);
  // A solver and a runtime, each for one call, where somebody wants it.
  assert.deepEqual(Object.keys(peerDependencies), ['highs', 'onnxruntime-web']);
  for (const name of Object.keys(peerDependencies)) assert.equal(peerDependenciesMeta[name].optional, true);
  assert.ok(['preinstall', 'install', 'postinstall'].every((name) => scripts[name] === undefined));
  assert.ok(files.includes(bin.splitway));
});

test('no published script has a top-level await', () => {
  const scripts = files.filter((file) => file.endsWith('.js') && !file.startsWith('dist/cli/'));
  for (const file of scripts) {
    assert.doesNotMatch(readFileSync(join(directory, file), 'utf8'), /^(?:(?:const|let|export) .*= )?await /m, file);
  }
});

test('the schemas are exported and name their formats', () => {
  for (const file of files.filter((name) => name.startsWith('dist/schema/'))) {
    const schema = JSON.parse(readFileSync(join(directory, file), 'utf8'));
    assert.equal(schema.type, 'object', file);
    assert.equal(typeof schema.title, 'string', file);
  }
});

test('publint has nothing to say', () => {
  assert.match(succeeds('publint', '--strict', directory), /All good/);
});

test('are the types wrong? They are not', () => {
  succeeds('attw', tarball(), '--profile', 'esm-only', '--no-color', '--exclude-entrypoints', './wasm', './wasm-schedule', './wasm-import');
});

test('a strict TypeScript project compiles against it', () => {
  const typed = installPackage(join(REPOSITORY, 'tests/package/type-project'));
  succeeds('tsc', '--project', typed);
});

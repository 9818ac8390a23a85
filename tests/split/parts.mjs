// Dividing models, and what judges the parts.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setUpJudge } from '../../tools/python.mjs';
import { REPOSITORY, importFrom, installPackage, temporaryDirectory } from '../package/installed.mjs';

const HERE = join(REPOSITORY, 'tests/split');
const MOST_BYTES = 64 * 1024 * 1024;

export const python = await setUpJudge();

export const { load, SplitwayError } = await importFrom(installPackage());
export const splitway = await load();

export const modelPath = (name) => join(REPOSITORY, 'target/onnx-models', `${name}.onnx`);

function runPython(script, { args = [], input } = {}) {
  const { status, stdout, stderr } = spawnSync(python, [join(HERE, script), ...args], { encoding: 'utf8', input, maxBuffer: MOST_BYTES });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return stdout;
}

/** Makes the models of make_models.py; returns their directory. */
export function makeModels() {
  const directory = temporaryDirectory();
  runPython('make_models.py', { args: [directory] });
  return directory;
}

const written = temporaryDirectory();
let divisions = 0;

/** Writes parts with their manifest; returns their directory. */
export async function writeParts({ manifest, files }) {
  divisions += 1;
  const directory = join(written, `${divisions}`);
  mkdirSync(directory);
  for (const file of files) writeFileSync(join(directory, file.name), new Uint8Array(await file.arrayBuffer()));
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify(manifest));
  return directory;
}

/** @param {{ whole: string, directory: string, inputs: Record<string, number> }[]} cases */
export const judge = (cases) => JSON.parse(runPython('judge.py', { input: JSON.stringify(cases) }));

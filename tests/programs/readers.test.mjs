// The files that formulate writes, read by others: HiGHS compiled for this machine, and GLPK, whose readers and whose
// algorithms share nothing with HiGHS.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { setUpSolvers } from '../../tools/python.mjs';
import { temporaryDirectory } from '../package/installed.mjs';
import { FLOWS, FORMS, ROUTING, agree, background, routable } from './solver.mjs';

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'solve_files.py');
const FORMATS = ['lp', 'mps'];

let python;
before(async () => { python = process.env.SOLVERS_PYTHON ?? await setUpSolvers(); });
after(() => background.dispose());

/** The optima of both solvers for each file, in seconds; null where there is no answer. */
function solveFiles(files) {
  const { status, stdout, stderr } = spawnSync(python, [SCRIPT], { input: JSON.stringify(files), encoding: 'utf8', maxBuffer: 1e9 });
  assert.equal(status, 0, stderr);
  const inSeconds = (optimum) => (optimum === null ? undefined : optimum / 1e6);
  return JSON.parse(stdout).map(({ highs, glpk }) => ({ highs: inSeconds(highs), glpk: inSeconds(glpk) }));
}

const directory = temporaryDirectory();

/** Writes each scenario's programs as files. */
async function writeAll(cases, formsOf) {
  const files = [];
  for (const { seed, scenario, ...known } of cases) {
    for (const options of formsOf(known)) {
      for (const format of FORMATS) {
        const name = `${seed} ${Object.values(options).join(' ')} ${format}`;
        const path = join(directory, `${files.length}.${format}`);
        const { text } = await background.formulate(scenario, { ...options, to: format });
        writeFileSync(path, text);
        files.push({ path, format, name, known: { ...known, options } });
      }
    }
  }
  return files;
}

/** Solves all files; those whose optima are not as expected are told, all at once. */
function mismatches(files, isRight) {
  const optima = solveFiles(files.map(({ path, format }) => ({ path, format })));
  return files.flatMap(({ name, known }, at) => (isRight(optima[at], known) ? [] : [`${name}: ${JSON.stringify(optima[at])}, ${JSON.stringify(known)}`]));
}

test('one job: both readers find in LP and MPS files what the router finds', async (context) => {
  const files = await writeAll(routable(60, 60_001), () => FORMS);
  assert.deepEqual(mismatches(files, ({ highs, glpk }, { seconds: [seconds] }) => agree(highs, seconds) && agree(glpk, seconds)), []);
  context.diagnostic(`${files.length} files, each by two readers`);
});

test('relaxations: both readers find the same, which is the optimum where links are chosen', async () => {
  const files = await writeAll(routable(30, 61_001), () => FORMS.map((form) => ({ ...form, relax: true })));
  const isWhole = ({ form, transfers }) => form === ROUTING.form || transfers === FLOWS.transfers;
  const isRight = ({ highs, glpk }, { options, seconds: [seconds] }) => agree(highs, glpk) && (!isWhole(options) || agree(glpk, seconds));
  assert.deepEqual(mismatches(files, isRight), []);
});

test('several jobs with memory and capacity: both readers find the same, whether there is an answer or none', async (context) => {
  const cases = [...routable(30, 62_001, { nodes: 3, layers: 3, jobs: 2, links: 4 })];
  for (const { scenario, seed } of cases) {
    const weights = scenario.models.flatMap(({ layers }) => layers.map(({ weightBytes }) => weightBytes));
    const largest = Math.max(...weights);
    scenario.network.nodes.forEach((node, at) => {
      if ((seed + at) % 2 === 0) node.memoryBytes = Math.round(largest * (1 + ((seed + at) % 3)));
    });
  }
  const capacitySeconds = ({ seconds }) => Math.max(...seconds) * 0.8;
  const files = await writeAll(cases, (known) => [FLOWS, ROUTING].map((form) => ({ ...form, capacitySeconds: capacitySeconds(known) })));
  assert.deepEqual(mismatches(files, ({ highs, glpk }) => agree(highs, glpk)), []);
  const answers = solveFiles(files.map(({ path, format }) => ({ path, format })));
  const without = answers.filter(({ glpk }) => glpk === undefined).length;
  context.diagnostic(`${files.length} files, ${without} without an answer`);
  assert.ok(without < answers.length);
});

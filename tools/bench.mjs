// `npm run bench`: measures splitway against other searches and against the fastest that any search could be.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from '../benches/measure.mjs';
import { startNative } from '../benches/native.mjs';
import { measureGraphology } from '../benches/rivals.mjs';
import { AIMS, NOTES, ratios, startTable } from '../benches/table.mjs';
import { startWasm } from '../benches/wasm.mjs';
import { plotGrowth } from '../benches/plot.mjs';
import { measureGraphs } from '../benches/graphs.mjs';
import { measureModels } from '../benches/models.mjs';
import { WORK_AIMS, differences, measureWorkloads } from '../benches/workloads.mjs';
import { compileForWasm, shrink } from './core.mjs';
import { checkNode, setUpPackages } from './packages.mjs';
import { Stop, fail, run } from './process.mjs';
import { findRust } from './rust.mjs';
import { ROOT, seconds, step } from './step.mjs';

const HELP = `npm run bench -- [--only TEXT] [--native] [--json FILE]
  --only TEXT   only instances whose line contains TEXT, such as "alike", "100 × 50", "many jobs", "ONNX models" or "graphs"
  --native      neither WebAssembly nor others' programs
  --json FILE   where the figures go (target/bench.json)`;

const NATIVE = ['limit', 'dijkstraPerCopy', 'sweeps', 'resolve', 'firstSolve', 'petgraphBuild', 'petgraphSearch'];
const WASM = ['limit', 'dijkstraPerCopy', 'resolve', 'firstSolve'];
const CRATE = 'splitway-bench';
const MODULE = 'target/bench/contest.wasm';
const AGREEMENT = 1e-9;

async function buildNative() {
  await run('cargo', ['build', '--release', '--locked', '--package', CRATE], { cwd: ROOT, env: findRust().env });
  return resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'release', 'contest');
}

async function buildWasm() {
  const compiled = await compileForWasm(CRATE);
  mkdirSync(join(ROOT, dirname(MODULE)), { recursive: true });
  await step('contest module', { inputs: [compiled, 'tools/core.mjs'], results: [MODULE], make: () => shrink(compiled, MODULE) });
  return join(ROOT, MODULE);
}

/** The contestants of one side, named after it so that both can take turns. */
const entries = (side, names, contest) => names.map((name) => [`${side} ${name}`, (runs) => contest.run(name, runs)]);

const ofSide = (measured, side, names) => Object.fromEntries(names.map((name) => [name, measured[`${side} ${name}`]]));

async function measureRow(instance, place, { native, wasm, module, rows }) {
  const facts = await native.take(place);
  wasm?.take(place);
  const measured = await measure(Object.fromEntries([
    ...entries('native', NATIVE, native),
    ...wasm ? entries('wasm', WASM, wasm) : [],
  ]));
  const row = { ...instance, ...facts, latencySeconds: measured['native resolve'].answer, native: ofSide(measured, 'native', NATIVE) };
  if (wasm) {
    row.wasm = ofSide(measured, 'wasm', WASM);
    row.graphology = measureGraphology(module, { instance: place, hasBacklogs: facts.hasBacklogs, expectedSeconds: expectedOfGraphology(row, rows) });
  }
  return { ...row, is: ratios(row) };
}

/** From the instance before of the same kind, in proportion to the arcs. */
function expectedOfGraphology(row, rows) {
  const before = rows.findLast(({ kind, graphology }) => kind === row.kind && graphology?.seconds !== undefined);
  if (before === undefined) return 0;
  const arcs = ({ layers, links }) => layers * links;
  return (before.graphology.buildSeconds + before.graphology.seconds) * arcs(row) / arcs(before);
}

/** Sentences on everybody whose answer is not the optimum. */
function disagreements({ kind, nodes, layers, latencySeconds, native, wasm, graphology }) {
  const isSame = (answer) => Math.abs(answer - latencySeconds) <= AGREEMENT * latencySeconds;
  const isOptimum = ([name, { answer }]) => (/limit$/.test(name) ? isSame(answer) || answer > latencySeconds : isSame(answer));
  const named = (side, group) => Object.entries(group ?? {}).map(([name, measured]) => [`${side} ${name}`, measured]);
  const all = [...named('native', native), ...named('wasm', wasm), ['graphology', graphology ?? {}]];
  const wrong = all.filter(([, { answer }]) => typeof answer === 'number').filter((one) => !isOptimum(one));
  return wrong.map(([name, { answer }]) => `${kind} ${nodes} × ${layers}: ${name} says ${answer} s, splitway ${latencySeconds} s`);
}

async function bench() {
  const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, native: { type: 'boolean' }, json: { type: 'string', default: 'target/bench.json' }, help: { type: 'boolean' } } });
  if (values.help) {
    console.log(HELP);
    return;
  }
  checkNode();
  await setUpPackages();
  const contests = { native: startNative(await buildNative()), rows: [] };
  const instances = await contests.native.instances();
  const isWanted = ({ kind, nodes, layers }) => `${kind} ${nodes} × ${layers}`.includes(values.only);
  const hasJobs = 'many jobs'.includes(values.only);
  const hasInstances = instances.some(isWanted);
  if (!values.native && (hasJobs || hasInstances)) {
    contests.module = await buildWasm();
    contests.wasm = await startWasm(contests.module);
    await contests.wasm.warmUp(instances.findIndex(({ nodes }) => nodes === 1000));
  }
  const began = performance.now();
  const table = hasInstances ? startTable({ hasWasm: contests.wasm !== undefined }) : undefined;
  for (const [place, instance] of instances.entries()) {
    if (!isWanted(instance)) continue;
    const row = await measureRow(instance, place, contests);
    contests.rows.push(row);
    table.add(row);
  }
  const workloads = hasJobs ? await measureWorkloads(contests) : [];
  const models = 'ONNX models'.includes(values.only) ? await measureModels(contests.native, { isAlone: values.native }) : [];
  const graphs = 'graphs'.includes(values.only) ? await measureGraphs(contests.native, { isAlone: values.native }) : [];
  contests.native.end();
  console.log(`\n${NOTES}`);
  const file = resolve(ROOT, values.json);
  mkdirSync(dirname(file), { recursive: true });
  const machine = { processor: cpus()[0]?.model, node: process.version };
  writeFileSync(file, `${JSON.stringify({ machine, aims: { ...AIMS, ...WORK_AIMS }, rows: contests.rows, workloads, models, graphs }, null, 2)}\n`);
  if (workloads.length > 0) {
    const plot = file.replace(/(\.json)?$/, '.svg');
    writeFileSync(plot, plotGrowth(workloads));
    console.log(`how the time grows with the jobs: ${relative(ROOT, plot)}`);
  }
  console.log(`\nmeasured in ${seconds(began)}; figures in ${values.json}`);
  const wrong = [...contests.rows.flatMap(disagreements), ...differences(workloads)];
  if (wrong.length > 0) throw new Stop(`NOT ALL AGREE ON THE OPTIMUM:\n  ${wrong.join('\n  ')}`);
}

bench().catch(fail);

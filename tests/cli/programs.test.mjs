// formulate and compare, as a user runs them.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkAgreement, disagreements } from '../../js/cli/comparison/compare.js';
import { installPackage, runNode } from '../package/installed.mjs';
import { scenarioOf } from '../programs/scenarios.mjs';
import { bash, splitway, start } from './command.mjs';
import { PHONE, directoryWith, phone } from './phone.mjs';

const ROUTER_SECONDS = JSON.parse(splitway(['route', '-', '--wait', 'additive', '--json'], { input: PHONE }).stdout).latencySeconds;

/** A program that keeps the solver busy for long. */
function hard() {
  const scenario = scenarioOf(1, { nodes: 2, layers: 1 });
  const place = (index) => ({ id: `n${index}`, flopPerSecond: 1e10 * (1 + (index % 7)), memoryBytes: 3e6, backlogFlop: 1e7 * (index % 5) });
  const nodes = Array.from({ length: 24 }, (_, index) => place(index));
  const ring = nodes.map(({ id }, index) => ({ from: id, to: nodes[(index + 1) % 24].id, bitsPerSecond: 1e8, delaySeconds: 1e-4 * (1 + (index % 3)), bothWays: true }));
  const layer = (_, index) => ({ name: `l${index}`, flop: 1e8 * (1 + (index % 4)), outputBytes: 1e4 * (1 + (index % 6)), weightBytes: 1e6 + 1e5 * (index % 9) });
  return {
    ...scenario,
    network: { nodes, links: ring },
    models: [{ id: 'm0', inputBytes: 1e5, layers: Array.from({ length: 30 }, layer) }],
    jobs: [{ id: 'j0', model: 'm0', source: 'n0', destination: 'n12' }],
  };
}

const directory = directoryWith({
  'hard.json': hard(),
  'memory.json': { ...phone(), network: { ...phone().network, nodes: phone().network.nodes.map((node) => ({ ...node, memoryBytes: 2.5e7 })) } },
});

const compared = (...words) => {
  const { status, stdout, stderr } = splitway(['compare', '-', '--json', ...words], { input: PHONE });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  return JSON.parse(stdout);
};

test('formulate writes LP and MPS to standard output, and says the unit in the first line', () => {
  for (const [to, first, last] of [['lp', '\\ splitway: ', 'End'], ['mps', '* splitway: ', 'ENDATA']]) {
    const { status, stdout, stderr } = splitway(['formulate', '-', '--to', to], { input: PHONE });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    assert.ok(lines[0].startsWith(first) && lines[0].endsWith('in microseconds'), lines[0]);
    assert.equal(lines.at(-1), last);
  }
  const { stdout } = splitway(['formulate', '-'], { input: PHONE });
  assert.match(stdout, /^ idle_input_phone: /m);
  assert.match(stdout, /^ run_stem_phone$/m);
  assert.doesNotMatch(splitway(['formulate', '-', '--relax'], { input: PHONE }).stdout, /Binaries/);
});

test('formulate --json tells the sizes of the text', () => {
  const words = ['formulate', '-', '--form', 'placement', '--transfers', 'flows'];
  const sizes = JSON.parse(splitway([...words, '--json'], { input: PHONE }).stdout);
  const { stdout } = splitway(words, { input: PHONE });
  const binaries = stdout.slice(stdout.indexOf('Binaries\n')).split('\n').length - 3;
  assert.equal(sizes.binaries, binaries);
  assert.equal(stdout.match(/^ [a-z]+_\S+: /gm).length, sizes.rows);
});

test('formulate refuses what does not go together, and blames the file for what is wrong in it', () => {
  const refused = (words, input = PHONE) => {
    const { status, stdout, stderr } = splitway(['formulate', '-', ...words], { input });
    assert.equal(stdout, '');
    return [status, stderr.trim()];
  };
  assert.deepEqual(refused(['--transfers', 'paths']), [2, 'splitway: invalid-option: `transfers` is `flows` in the routing program; `paths` goes with the placement program (at /transfers)']);
  assert.deepEqual(refused(['--form', 'flow']), [2, 'splitway: invalid-option: --form is routing or placement, not flow']);
  const [status, line] = refused([], JSON.stringify({ ...phone(), jobs: [] }));
  assert.equal(status, 2);
  assert.equal(line, 'splitway: unknown-job: there is no job to route (at /jobs in standard input)');
});

test('compare finds the same optimum five times, with the bounds of the relaxations', () => {
  const { runs, disagreements: wrong, jobs } = compared();
  assert.deepEqual(wrong, []);
  assert.deepEqual(jobs, ['photo']);
  assert.deepEqual(runs.map(({ name, status }) => [name, status]), ['placement LP', 'placement', 'routing LP', 'routing', 'router'].map((name) => [name, 'optimal']));
  for (const { name, relaxed, optimumSeconds } of runs) {
    if (name === 'placement LP') assert.ok(optimumSeconds < ROUTER_SECONDS);
    else assert.ok(Math.abs(optimumSeconds / ROUTER_SECONDS - 1) < 1e-6, `${name} ${relaxed} ${optimumSeconds}`);
  }
  const [placementLp, placement, , routing] = runs;
  assert.equal(placement.rootBoundSeconds, placementLp.optimumSeconds);
  assert.ok(placement.integralityGap > 0.3 && routing.integralityGap < 1e-6);
  assert.equal(runs.at(-1).timeRatio, 1);
  assert.equal(typeof placement.nodes, 'number');
  assert.ok(placementLp.iterations > 0 && placementLp.nodes === null);
});

test('compare --transfers flows closes the gap of the placement', () => {
  const placement = compared('--transfers', 'flows').runs.find(({ name }) => name === 'placement');
  assert.ok(placement.integralityGap < 1e-6);
});

test('compare tells people what it found', () => {
  const { status, stdout, stderr } = bash('splitway compare phone.json', directory);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  assert.match(stdout, /^All that ended agree on the least latency: /);
  for (const name of ['placement, relaxed', 'placement', 'routing, relaxed', 'routing', 'splitway\'s router']) {
    assert.match(stdout, new RegExp(`^ {2}${name} {2,}`, 'm'));
  }
});

test('compare leaves the router out where memory is limited, and finds the plan within it', () => {
  const { status, stdout } = bash('splitway compare memory.json --json', directory);
  assert.equal(status, 0);
  const { runs } = JSON.parse(stdout);
  assert.deepEqual(runs.map(({ name }) => name), ['placement LP', 'placement', 'routing LP', 'routing']);
  assert.ok(Math.abs(runs[1].optimumSeconds / runs[3].optimumSeconds - 1) < 1e-6);
});

test('compare shows a program that reaches the limit as "at least"', () => {
  const { status, stdout, stderr } = bash('splitway compare hard.json --time-limit 0.5', directory);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  assert.match(stdout, /^ {2}placement {2,}.* at least /m);
});

test('Ctrl-C ends the solver at once, and what is known is printed, with exit code 4', async () => {
  const child = start(['compare', join(directory, 'hard.json'), '--time-limit', '600', '--json']);
  let told = '';
  child.stdout.on('data', (text) => { told += text; });
  await new Promise((resolve) => { setTimeout(resolve, 3000); });
  const began = performance.now();
  child.kill('SIGINT');
  const [status] = await once(child, 'close');
  assert.ok(performance.now() - began < 2000);
  assert.equal(status, 4);
  assert.equal(child.told, 'splitway: cancelled: interrupted; this is what is known so far\n');
  assert.ok(JSON.parse(told).runs.some((run) => run.status === 'stopped'));
});

test('optima that differ are an error, whoever is wrong', () => {
  const run = (name, optimumSeconds, more) => ({ name, status: 'optimal', relaxed: name.endsWith('LP'), optimumSeconds, boundSeconds: optimumSeconds, ...more });
  const found = (...runs) => disagreements(runs);
  assert.deepEqual(found(run('placement', 1), run('routing', 1 + 1e-8), run('placement LP', 0.5), run('router', 1)), []);
  assert.equal(found(run('placement', 1), run('router', 1 + 1e-5)).length, 1);
  assert.equal(found(run('routing', 1), run('routing LP', 1 + 1e-5)).length, 1);
  assert.equal(found(run('routing', 1, { planSeconds: 1 + 1e-5 })).length, 1);
  assert.equal(found(run('routing', 1), run('placement', null, { status: 'infeasible' })).length, 1);
  assert.equal(found(run('routing', 1), run('placement', null, { status: 'limit', boundSeconds: 1.1 })).length, 1);
  assert.throws(() => checkAgreement({ runs: [], disagreements: ['one finds 1 s, another 2 s'] }), { message: 'THE OPTIMA DIFFER: one finds 1 s, another 2 s' });
});

test('without the solver compare says how to install it', () => {
  const project = installPackage();
  const script = `
    const { spawnSync } = require('node:child_process');
    const { status, stdout, stderr } = spawnSync('node_modules/.bin/splitway', ['compare', '-'], { input: ${JSON.stringify(PHONE)}, encoding: 'utf8' });
    console.log(JSON.stringify({ status, stdout, stderr }));`;
  const { status, stdout, stderr } = JSON.parse(runNode(project, script, '--input-type=commonjs').stdout);
  assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
  assert.match(stderr, /^splitway: missing-package: .* npm install highs\n$/);
});

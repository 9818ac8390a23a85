// formulate and compare, as a user runs them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { installPackage, runNode } from '../package/installed.mjs';
import { hardScenario } from '../programs/hard.mjs';
import { bash, splitway } from './command.mjs';
import { onTerminal } from './on-terminal.mjs';
import { PHONE, directoryWith, phone } from './phone.mjs';

const ROUTER_SECONDS = JSON.parse(splitway(['route', '-', '--wait', 'additive', '--json'], { input: PHONE }).stdout).latencySeconds;

const directory = directoryWith({
  'hard.json': hardScenario(),
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
  assert.deepEqual(refused(['--transfers', 'paths']), [2, 'splitway: invalid-option: --transfers goes with --form placement: the routing program chooses links anyway']);
  assert.deepEqual(refused(['--form', 'placement', '--capacity-seconds', '1']), [2, 'splitway: invalid-option: tensors on fixed shortest paths cannot make way for each other: --capacity-seconds needs --transfers to be `flows`, or the routing program (at --capacity-seconds)']);
  assert.deepEqual(refused(['--json', '--to', 'lp']), [2, 'splitway: invalid-option: --json and --to exclude each other: the sizes are those of any format']);
  assert.deepEqual(refused(['--form', 'flow']), [2, 'splitway: invalid-option: --form is routing or placement, not flow']);
  const [status, line] = refused([], JSON.stringify({ ...phone(), jobs: [] }));
  assert.equal(status, 2);
  assert.equal(line, 'splitway: unknown-job: there is no job to route (at /jobs in standard input)');
});

test('compare finds the same optimum five times, with the bounds of the relaxations', () => {
  const { runs, jobs, optimumSeconds, leftOut } = compared();
  assert.deepEqual({ jobs, leftOut }, { jobs: ['photo'], leftOut: [] });
  assert.ok(Math.abs(optimumSeconds / ROUTER_SECONDS - 1) < 1e-6);
  assert.deepEqual(runs.map(({ name, status }) => [name, status]), ['placement-lp', 'placement', 'routing-lp', 'routing', 'router'].map((name) => [name, 'optimal']));
});

test('compare --transfers flows closes the gap of the placement', () => {
  const placement = compared('--transfers', 'flows').runs.find(({ name }) => name === 'placement-flows');
  assert.ok(placement.integralityGap < 1e-6);
});

test('compare tells people what it found, the sizes of the numbers too', () => {
  const { status, stdout, stderr } = bash('splitway compare phone.json', directory);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  assert.match(stdout, /^All that ended agree on the least latency: /);
  for (const name of ['placement, relaxed', 'placement', 'routing, relaxed', 'routing', 'splitway\'s router']) {
    assert.match(stdout, new RegExp(`^ {2}${name} {2,}`, 'm'));
  }
  assert.match(stdout, /^ {2}Sizes in routing: coefficients 1, costs 0\.08 to 245\u202f000 µs, right sides 1\.$/m);
});

test('compare leaves the router out where its plan does not fit the memory, and finds one within it', () => {
  const { status, stdout } = bash('splitway compare memory.json --json', directory);
  assert.equal(status, 0);
  const { runs, leftOut } = JSON.parse(stdout);
  assert.deepEqual(runs.map(({ name }) => name), ['placement-lp', 'placement', 'routing-lp', 'routing']);
  assert.deepEqual(leftOut, [{ name: 'router', reason: 'the router does not search within the memory of nodes' }]);
  assert.ok(Math.abs(runs[1].optimumSeconds / runs[3].optimumSeconds - 1) < 1e-6);
});

test('compare --capacity-seconds lets jobs share resources, by flows, and leaves the router out', () => {
  const jobs = splitway(['help', 'jobs']).stdout;
  const { status, stdout } = splitway(['compare', '-', '--capacity-seconds', '0.5', '--json'], { input: jobs });
  assert.equal(status, 0);
  const { runs, leftOut } = JSON.parse(stdout);
  assert.deepEqual(runs.map(({ name }) => name), ['placement-flows-lp', 'placement-flows', 'routing-lp', 'routing']);
  assert.match(leftOut[0].reason, /capacity/);
  const refused = splitway(['compare', '-', '--capacity-seconds', '0.5', '--transfers', 'paths'], { input: jobs });
  assert.deepEqual([refused.status, refused.stdout], [2, '']);
  assert.match(refused.stderr, /^splitway: invalid-option: --capacity-seconds needs --transfers flows: /);
});

test('compare shows a program that reaches the limit as "at least"; relaxations that end are no answer', () => {
  const { status, stdout, stderr } = bash('splitway compare hard.json --time-limit 3', directory);
  assert.equal(status, 4);
  assert.equal(stderr, 'splitway: limit-exceeded: no program was solved within 3 s; give more with --time-limit\n');
  assert.match(stdout, /^No optimum was found\.\n/);
  assert.match(stdout, /^ {2}placement {2,}.* at least /m);
});

test('where no program is solved within the limit the table is shown, with exit code 4', () => {
  const { status, stdout, stderr } = bash('splitway compare hard.json --time-limit 0.001', directory);
  assert.equal(status, 4);
  assert.equal(stderr, 'splitway: limit-exceeded: no program was solved within 0.001 s; give more with --time-limit\n');
  assert.match(stdout, /^No optimum was found\.\n/);
});

test('Ctrl-C ends the solver at once, and what is known is printed, with exit code 4', async () => {
  const line = 'splitway compare hard.json --time-limit 600 --json > stopped.json';
  const { status, screen } = await onTerminal(line, { cwd: directory, typed: '\u0003', when: /routing/ });
  assert.equal(status, 4);
  assert.match(screen, /splitway: cancelled: interrupted; this is what is known so far\r\n$/);
  const { runs } = JSON.parse(readFileSync(join(directory, 'stopped.json'), 'utf8'));
  assert.ok(runs.some((run) => run.status === 'cancelled'));
});

test('without the solver compare says how to install it', () => {
  const project = installPackage();
  const script = `
    const { spawnSync } = require('node:child_process');
    const { status, stdout, stderr } = spawnSync('node_modules/.bin/splitway', ['compare', '-'], { input: ${JSON.stringify(PHONE)}, encoding: 'utf8' });
    console.log(JSON.stringify({ status, stdout, stderr }));`;
  const { status, stdout, stderr } = JSON.parse(runNode(project, script, '--input-type=commonjs').stdout);
  assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
  assert.match(stderr, /^splitway: missing-solver: .*\(npm install highs\).*\n$/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bash, splitway } from './command.mjs';
import { PHONE, directoryWith, phone } from './phone.mjs';

function ok(words, options) {
  const { status, stdout, stderr } = splitway(words, options);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  return stdout;
}

const withoutSolveTime = (text) => text.replace(/ in [\d.]+ [mµn]?s$/m, ' in …');

// Worked out by hand: 8.4e8/2e10 = 42 ms; 8·200704/2e7 = 80.3 ms; 8·200704/1e9 = 1.6 ms; 3.604e9/4e12 = 0.9 ms;
// 8·4000/1e9 = 32 µs; 8·4000/2e7 = 1.6 ms; delays 4 + 1 + 1 + 4 ms; the edge's backlog of 25 ms is over by then.
const TABLE = `Run stem–stage1 on the phone, send 201 kB via the tower, finish on the edge, return the result to the phone: 136 ms.

  what                            where           start     end  duration   bytes
  run layers 1–2, stem to stage1  phone             0 s   42 ms     42 ms
  send the output of stage1       phone → tower   42 ms  126 ms   84.3 ms  201 kB
  send the output of stage1       tower → edge   126 ms  129 ms   2.61 ms  201 kB
  run layers 3–5, stage2 to head  edge           129 ms  130 ms    901 µs
  send the output of head         edge → tower   130 ms  131 ms   1.03 ms    4 kB
  send the output of head         tower → phone  131 ms  136 ms    5.6 ms    4 kB

  compute       42.9 ms   31 %  █████████
  transmission  83.5 ms   61 %  ██████████████████
  propagation     10 ms  7.3 %  ██
  waiting           0 s    0 %

  energy 318 mJ, one inference every 80.3 ms in a pipeline
  the optimum with draining waits; explored 20 of 24 layered vertices in …
  1.6× sooner than all on the phone (222 ms)
`;

test('route tells the answer, its steps, its breakdown and its cost', () => {
  const directory = directoryWith();
  assert.equal(withoutSolveTime(ok(['route', 'phone.json'], { cwd: directory })), TABLE);
});

test('route reads - from standard input', () => {
  assert.equal(withoutSolveTime(ok(['route', '-'], { input: PHONE })), TABLE);
});

test('a byte-order mark and a pipe as a file are taken', () => {
  assert.equal(withoutSolveTime(ok(['route', '-'], { input: `\ufeff${PHONE}` })), TABLE);
  assert.equal(withoutSolveTime(bash('splitway route <(splitway help scenario)').stdout), TABLE);
});

test('route --wait additive shows the wait as a step and in the breakdown', () => {
  const table = ok(['route', '-', '--wait', 'additive'], { input: PHONE });
  assert.match(table, /^ {2}wait +edge +129 ms +154 ms +25 ms$/m);
  assert.match(table, /^ {2}waiting +25 ms +15 % {2}█+$/m);
  assert.match(table, /^ {2}the optimum with additive waits; /m);
});

test('route --certificate says in the table that the proof holds', () => {
  assert.match(ok(['route', '-', '--certificate'], { input: PHONE }), /^ {2}its certificate holds on all \d+ layered arcs$/m);
});

test('route --json gives the plan', () => {
  const plan = JSON.parse(ok(['route', '-', '--json'], { input: PHONE }));
  assert.equal(plan.format, 'splitway/plan@1');
  assert.deepEqual(plan.placement, ['phone', 'phone', 'edge', 'edge', 'edge']);
  const seconds = 0.042 + 8 * 200704 / 2e7 + 8 * 200704 / 1e9 + 3.604e9 / 4e12 + 8 * 4000 / 1e9 + 8 * 4000 / 2e7 + 0.01;
  assert.ok(Math.abs(plan.latencySeconds - seconds) < 1e-12);
  assert.equal(plan.certificate, undefined);
  const proven = JSON.parse(ok(['route', '-', '--json', '--certificate'], { input: PHONE }));
  assert.equal(proven.certificate.potentialSeconds.length, 6);
});

test('route --dot gives the layered graph', () => {
  const graph = ok(['route', '-', '--dot'], { input: PHONE });
  assert.match(graph, /^digraph/);
  assert.match(graph, /\}\n$/);
});

test('route --job picks one of several jobs', () => {
  const scenario = phone();
  scenario.jobs.push({ id: 'upload', model: 'classifier', source: 'phone', destination: 'cloud' });
  const plan = JSON.parse(ok(['route', '-', '--json', '--job', 'upload'], { input: JSON.stringify(scenario) }));
  assert.equal(plan.job, 'upload');
});

test('names that would move the cursor or break a line are shown, not sent', () => {
  const text = PHONE.replaceAll('"edge"', '"ed\\u001b[31mge\\n\\u202e"');
  const table = ok(['route', '-'], { input: text });
  assert.ok(table.includes('ed\\u001b[31mge\\u000a\\u202e'));
  assert.doesNotMatch(table, /[\u001b\u202e]/u);
});

test('validate says what the scenario holds', () => {
  const directory = directoryWith();
  assert.equal(ok(['validate', 'phone.json'], { cwd: directory }), `phone.json is a valid splitway/scenario@1.

  nodes            4
  directed links   6
  models           1
  layers           5
  jobs             1
`.replace(/ {2}(\d)$/gm, ' $1'));
  assert.deepEqual(JSON.parse(ok(['validate', '-', '--json'], { input: PHONE })), {
    format: 'splitway/scenario@1', nodes: 4, links: 6, models: 1, layers: 5, jobs: 1,
  });
});

test('verify tells a proven optimum from a feasible plan', () => {
  const directory = directoryWith({
    'proven.json': ok(['route', '-', '--json', '--certificate'], { input: PHONE }),
    'feasible.json': ok(['route', '-', '--json'], { input: PHONE }),
  });
  const verify = (...words) => ok(['verify', 'phone.json', ...words], { cwd: directory });
  assert.match(verify('proven.json'), /^proven\.json is a feasible plan of 136 ms, and no plan is sooner\.\n {2}Its certificate holds on all \d+ layered arcs\.\n$/);
  assert.equal(verify('feasible.json'), 'feasible.json is a feasible plan of 136 ms.\n'
    + '  Whether it is the optimum is open: it carries no certificate (splitway route --certificate makes one).\n');
  assert.equal(JSON.parse(verify('proven.json', '--json')).optimal, true);
  assert.equal(JSON.parse(verify('feasible.json', '--json')).optimal, false);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { importFrom, installPackage } from './installed.mjs';
import { twoJobs } from './many-jobs.mjs';

const project = installPackage();
const { load } = await importFrom(project);
const { simulate, schedule, background } = await load();

const close = (actual, expected) => assert.ok(Math.abs(actual - expected) <= 1e-12 * expected, `${actual} is not ${expected}`);

/** More arrivals than anybody has the time to wait for. */
const ENDLESS = { jobsPerSecond: 0.5, jobs: 1e7 };

test('simulate(scenario) sends each job once, which is what the schedule predicts', async () => {
  const simulation = await simulate(twoJobs());
  close(simulation.latency.meanSeconds, 1.501);
  close(simulation.latency.maxSeconds, 2.001);
  close(simulation.latency.meanSeconds, (await schedule(twoJobs())).value);
  assert.deepEqual([simulation.format, simulation.arrivals, simulation.finished], ['splitway/simulation@1', 'given', 2]);
  const server = simulation.utilisation.find(({ node }) => node === 'server');
  close(server.busyShare, 2 / 2.001);
  assert.equal(simulation.trace, undefined);
});

test('simulate(scenario, { jobsPerSecond }) waits as queueing theory says', async () => {
  // One server, constant service of 1 s, half busy: M/D/1 waits ρ/(2(1 − ρ)) = 0.5 s.
  const { latency, stable, measured } = await simulate(twoJobs(), { jobsPerSecond: 0.5, jobs: 20_000 });
  assert.equal(stable, true);
  assert.equal(measured, 18_000);
  assert.ok(Math.abs(latency.meanSeconds - 1.501) < 2 * latency.meanHalfWidthSeconds, `${latency.meanSeconds} ± ${latency.meanHalfWidthSeconds}`);
});

test('a network that does not keep up is called so', async () => {
  const { stable, warning } = await simulate(twoJobs(), { jobsPerSecond: 2, jobs: 1000 });
  assert.equal(stable, false);
  assert.equal(typeof warning, 'string');
});

test('the same seed gives the same answer, another one another', async () => {
  const options = { jobsPerSecond: 0.5, jobs: 500, policy: 'all-at-node', node: 'server', discipline: 'priority', warmUpShare: 0.2 };
  const [one, same, other] = await Promise.all([5, 5, 6].map((seed) => simulate(twoJobs(), { ...options, seed })));
  assert.deepEqual(one, same);
  assert.notEqual(one.latency.meanSeconds, other.latency.meanSeconds);
  assert.deepEqual([one.policy, one.node, one.discipline, one.measured], ['all-at-node', 'server', 'priority', 400]);
});

test('trace: true gives the series as typed arrays', async () => {
  const { trace } = await simulate(twoJobs(), { trace: true });
  assert.deepEqual(trace.jobs, new Uint32Array([0, 1]));
  assert.deepEqual(trace.arrivalSeconds, new Float64Array([0, 0]));
  assert.ok(trace.completionSeconds instanceof Float64Array);
  close(trace.completionSeconds[1], 2.001);
});

test('the answer and its progress are as the schemas say', async () => {
  const validator = (name) => new Ajv({ strict: false, validateFormats: false })
    .compile(JSON.parse(readFileSync(join(project, `node_modules/splitway/dist/schema/${name}.schema.json`))));
  const [isSimulation, isProgress] = [validator('simulation'), validator('simulation-progress')];
  const told = [];
  const simulation = await simulate(twoJobs(), { jobsPerSecond: 0.5, onProgress: (so) => told.push(so) });
  assert.ok(isSimulation(simulation), JSON.stringify(isSimulation.errors));
  assert.ok(told.every(isProgress));
  assert.deepEqual(told.at(-1), { share: 1, events: simulation.events, jobs: 2000 });
});

test('signal cancels, stop gives what has happened so far', async () => {
  await assert.rejects(simulate(twoJobs(), { ...ENDLESS, signal: AbortSignal.timeout(100) }), { name: 'SplitwayError', code: 'cancelled' });
  const { arrived, finished, latency } = await simulate(twoJobs(), { ...ENDLESS, warmUpShare: 0, stop: AbortSignal.timeout(300) });
  assert.ok(finished > 0 && finished <= arrived && arrived < ENDLESS.jobs);
  assert.ok(latency.meanSeconds > 1);
});

test('background(): a newer call of either kind wins', async () => {
  const handle = background();
  const simulation = handle.simulate(twoJobs(), ENDLESS);
  const plan = handle.schedule(twoJobs());
  await assert.rejects(simulation, { code: 'cancelled' });
  close((await plan).value, 1.501);
  close((await handle.simulate(twoJobs())).latency.meanSeconds, 1.501);
  handle.dispose();
});

const refused = {
  'an unknown option': [{ rate: 1 }, { code: 'invalid-option', path: '/rate', message: /^unknown field `rate`, expected one of / }],
  'an unknown policy': [{ policy: 'random' }, { code: 'invalid-option', path: '/policy' }],
  'an unknown node': [{ policy: 'all-at-node', node: 'moon' }, { code: 'invalid-option', path: '/node' }],
  'a rate of 0': [{ jobsPerSecond: 0 }, { code: 'invalid-option', path: '/jobsPerSecond' }],
  'more jobs than 10 million': [{ jobsPerSecond: 1, jobs: 1e8 }, { code: 'limit-exceeded', path: '/jobs' }],
};

for (const [what, [options, expected]] of Object.entries(refused)) {
  test(`simulate refuses ${what}`, async () => {
    await assert.rejects(simulate(twoJobs(), options), { name: 'SplitwayError', ...expected });
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importFrom, installPackage, runNode } from './installed.mjs';
import { ENDLESS, manyJobs, twoJobs } from './many-jobs.mjs';
import { SECONDS, twoNodes } from './two-nodes.mjs';

const project = installPackage();
const { SplitwayError, load } = await importFrom(project);
const splitway = await load();

const close = (actual, expected) => assert.ok(Math.abs(actual - expected) <= 1e-12 * expected, `${actual} is not ${expected}`);
const soon = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;

/** A signal that fires once a call has told of its progress. */
function onceUnderWay() {
  const controller = new AbortController();
  return { signal: controller.signal, onProgress: () => controller.abort() };
}

test('schedule(scenario) lets one of two jobs wait for the other, as calculated by hand', async () => {
  const schedule = await splitway.schedule(twoJobs());
  close(schedule.value, 1.501);
  assert.ok(schedule.lowerBound > 1.001 && schedule.lowerBound <= schedule.value);
  assert.deepEqual(schedule.order, ['first', 'second']);
  assert.deepEqual([schedule.format, schedule.method, schedule.mode, schedule.objective], ['splitway/schedule@1', 'greedy', 'exact', 'mean']);
  const [, waiting] = schedule.plans;
  close(waiting.latencySeconds, 2.001);
  close(waiting.breakdown.waitingSeconds, 1);
  const server = schedule.resources.find(({ node }) => node === 'server');
  assert.deepEqual(server.busy.map(([, , job]) => job), ['first', 'second']);
  assert.deepEqual(JSON.parse(JSON.stringify(schedule)), schedule);
});

test('schedule(scenario, options) passes every option on', async () => {
  const given = await splitway.schedule(twoJobs(), { order: ['second', 'first'], objective: 'max', baselines: true });
  assert.deepEqual(given.order, ['second', 'first']);
  assert.equal(given.method, null);
  close(given.value, 2.001);
  assert.equal(given.baselines.find(({ policy }) => policy === 'all-at-best-node').node, 'server');
  const annealed = await splitway.schedule(JSON.stringify(manyJobs(8)), { method: 'anneal', moves: 50, seed: 3 });
  const again = await splitway.schedule(manyJobs(8), { method: 'anneal', moves: 50, seed: 3 });
  assert.deepEqual({ ...annealed, statistics: undefined }, { ...again, statistics: undefined });
  assert.equal(annealed.statistics.moves, 50);
});

test('schedule(scenario) with one job is its route', async () => {
  const { value, plans } = await splitway.schedule(twoNodes());
  close(value, SECONDS);
  assert.deepEqual(plans[0].placement, splitway.route(twoNodes()).placement);
});

test('onProgress is told of a share that grows to 1, of ever better values, and not too often', async () => {
  const told = [];
  const began = performance.now();
  const { value, lowerBound } = await splitway.schedule(manyJobs(), { method: 'anneal', moves: 5000, onProgress: (so) => told.push(so) });
  const seconds = (performance.now() - began) / 1000;
  assert.ok(told.length >= 2 && told.length <= 1 + 20 * seconds, `${told.length} in ${seconds} s`);
  assert.deepEqual(told.at(-1), { share: 1, value, lowerBound, moves: 5000 });
  for (const [at, { share, value: sofar }] of told.entries()) {
    const before = told[at - 1];
    if (before === undefined) continue;
    assert.ok(share >= before.share);
    if (before.value !== null) assert.ok(sofar <= before.value);
  }
});

test('a call that is short tells its end alone', async () => {
  const told = [];
  await splitway.schedule(twoJobs(), { onProgress: (so) => told.push(so.share) });
  assert.deepEqual(told, [1]);
});

test('what onProgress throws ends the call', async () => {
  const onProgress = () => { throw new RangeError('enough'); };
  await assert.rejects(splitway.schedule(manyJobs(), { ...ENDLESS, onProgress }), { name: 'RangeError', message: 'enough' });
});

test('the calling thread stays free', async () => {
  let ticks = 0;
  const timer = setInterval(() => { ticks += 1; }, 1);
  await splitway.schedule(manyJobs(), { ...ENDLESS, stop: AbortSignal.timeout(500) });
  clearInterval(timer);
  assert.ok(ticks >= 20, `${ticks} ticks`);
});

test('signal cancels with the reason as the cause, and leaves no thread', async () => {
  const { signal, onProgress } = onceUnderWay();
  await assert.rejects(splitway.schedule(manyJobs(), { ...ENDLESS, signal, onProgress }), (error) => {
    assert.ok(error instanceof SplitwayError);
    assert.deepEqual([error.code, error.path, error.message], ['cancelled', '', 'the call was cancelled']);
    assert.equal(error.cause, signal.reason);
    return true;
  });
  for (let tries = 0; threads() > 0 && tries < 100; tries += 1) await soon(20);
  assert.equal(threads(), 0);
});

test('a signal that has fired already starts nothing', async () => {
  await assert.rejects(splitway.schedule(manyJobs(), { ...ENDLESS, signal: AbortSignal.abort() }), { code: 'cancelled' });
  assert.equal(threads(), 0);
});

test('stop gives the best schedule so far, which is a whole one', async () => {
  const greedy = await splitway.schedule(manyJobs());
  const { signal, onProgress } = onceUnderWay();
  const schedule = await splitway.schedule(manyJobs(), { ...ENDLESS, stop: signal, onProgress });
  assert.equal(schedule.plans.length, 40);
  assert.ok(schedule.value <= greedy.value && schedule.value >= schedule.lowerBound);
  assert.ok(schedule.statistics.moves > 0 && schedule.statistics.moves < ENDLESS.moves);
});

test('stop before the start gives the first schedule that is found', async () => {
  const schedule = await splitway.schedule(manyJobs(), { ...ENDLESS, stop: AbortSignal.abort() });
  assert.equal(schedule.plans.length, 40);
  assert.ok(schedule.value <= (await splitway.schedule(manyJobs())).value);
});

test('signals keep nothing of the calls that they were given to', async () => {
  const { signal } = new AbortController();
  let listening = 0;
  for (const [name, change] of [['addEventListener', 1], ['removeEventListener', -1]]) {
    const own = signal[name].bind(signal);
    signal[name] = (...given) => { listening += change; own(...given); };
  }
  await splitway.schedule(twoJobs(), { signal, stop: signal });
  assert.equal(listening, 0);
});

test('a process ends by itself after calls, cancelled calls and handles that nobody disposed of', () => {
  const script = `
    import { load } from 'splitway';
    const { schedule, background } = await load();
    const scenario = ${JSON.stringify(manyJobs())};
    await schedule(scenario);
    await schedule(scenario, { method: 'anneal', moves: 1e9, signal: AbortSignal.timeout(100) }).catch(() => {});
    await background().schedule(scenario);
    console.log('last line');`;
  const began = performance.now();
  assert.deepEqual(runNode(project, script, '--input-type=module'), { status: 0, stdout: 'last line', stderr: '' });
  assert.ok(performance.now() - began < 5000);
});

test('a process waits for the answers that it asked for', () => {
  const script = `
    import { load } from 'splitway';
    const handle = (await load()).background();
    await handle.schedule(${JSON.stringify(twoJobs())});
    handle.schedule(${JSON.stringify(manyJobs())}, { method: 'anneal', moves: 3000 }).then(() => console.log('answered'));`;
  assert.deepEqual(runNode(project, script, '--input-type=module'), { status: 0, stdout: 'answered', stderr: '' });
});

test('calls at the same time each get their own answer', async () => {
  const counts = [1, 5, 9, 13];
  const schedules = await Promise.all(counts.map((count) => splitway.schedule(manyJobs(count))));
  assert.deepEqual(schedules.map(({ plans }) => plans.length), counts);
});

test('background(): the newest call wins', async () => {
  const background = splitway.background();
  const older = background.schedule(manyJobs(), ENDLESS);
  const newer = background.schedule(manyJobs(), ENDLESS);
  const newest = background.schedule(twoJobs());
  const cancelled = { name: 'SplitwayError', code: 'cancelled', message: 'a newer call took its place' };
  await Promise.all([assert.rejects(older, cancelled), assert.rejects(newer, cancelled)]);
  close((await newest).value, 1.501);
  const { onProgress, signal } = onceUnderWay();
  const running = background.schedule(manyJobs(), { ...ENDLESS, onProgress });
  await new Promise((resolve) => { signal.addEventListener('abort', resolve); });
  const began = performance.now();
  const next = background.schedule(twoJobs());
  await assert.rejects(running, cancelled);
  close((await next).value, 1.501);
  assert.ok(performance.now() - began < 1000);
  background.dispose();
});

test('background(): calls after one that was cancelled, stopped or refused are answered', async () => {
  const background = splitway.background();
  const answers = async () => close((await background.schedule(twoJobs())).value, 1.501);
  await assert.rejects(background.schedule(manyJobs(), { ...ENDLESS, signal: AbortSignal.timeout(50) }), { code: 'cancelled' });
  await answers();
  await background.schedule(manyJobs(), { ...ENDLESS, stop: AbortSignal.timeout(50) });
  await answers();
  await assert.rejects(background.schedule({}), { code: 'invalid-scenario' });
  await answers();
  background.dispose();
});

test('background(): dispose cancels what is running, and nothing is answered after it', async () => {
  const background = splitway.background();
  const running = background.schedule(manyJobs(), ENDLESS);
  background.dispose();
  background.dispose();
  await assert.rejects(running, { code: 'cancelled', message: 'the handle was disposed' });
  await assert.rejects(background.schedule(twoJobs()), { code: 'disposed' });
});

const refused = {
  'no scenario': [[undefined], { code: 'invalid-scenario', path: '', message: 'undefined cannot be written as JSON' }],
  'a scenario with NaN': [[{ ...twoJobs(), jobs: [NaN] }], { code: 'invalid-scenario', path: '/jobs/0', message: 'NaN is not a finite number' }],
  'text that is no JSON': [['{'], { code: 'invalid-json', path: '', message: 'EOF while parsing an object at line 1 column 1' }],
  'an unknown option': [[twoJobs(), { methd: 'anneal' }], { code: 'invalid-option', path: '/methd', message: /^unknown field `methd`, expected one of / }],
  'options that are none': [[twoJobs(), null], { code: 'invalid-option', path: '' }],
  'an order that lacks a job': [[twoJobs(), { order: ['first'] }], { code: 'invalid-option', path: '/order' }],
  'onProgress that is no function': [[twoJobs(), { onProgress: 1 }], { code: 'invalid-option', path: '/onProgress', message: 'onProgress must be a function' }],
  'a signal that is none': [[twoJobs(), { signal: {} }], { code: 'invalid-option', path: '/signal', message: 'signal must be an AbortSignal' }],
  'a stop that is none': [[twoJobs(), { stop: true }], { code: 'invalid-option', path: '/stop', message: 'stop must be an AbortSignal' }],
  'nine jobs with exhaustive': [[manyJobs(9), { method: 'exhaustive' }], { code: 'limit-exceeded', path: '/jobs' }],
};

for (const [what, [given, expected]] of Object.entries(refused)) {
  test(`schedule refuses ${what}`, async () => {
    await assert.rejects(splitway.schedule(...given), { name: 'SplitwayError', ...expected });
  });
}

test('a job that cannot reach its destination has the code of its route, or is left out on request', async () => {
  const scenario = twoJobs();
  scenario.network.links.pop();
  await assert.rejects(splitway.schedule(scenario), { name: 'SplitwayError', code: 'unreachable', path: '/jobs/1/destination' });
  const { order, skipped } = await splitway.schedule(scenario, { skipUnroutable: true });
  assert.deepEqual(order, ['first']);
  assert.deepEqual(skipped.map(({ job, code }) => [job, code]), [['second', 'unreachable']]);
});

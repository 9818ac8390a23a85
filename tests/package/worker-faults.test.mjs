// Long calls whose worker fails or cannot be started, and calls on the calling thread.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { importFrom, installPackage, REPOSITORY } from './installed.mjs';
import { ENDLESS, manyJobs, twoJobs } from './many-jobs.mjs';
import { twoNodes } from './two-nodes.mjs';

const close = (actual, expected) => assert.ok(Math.abs(actual - expected) <= 1e-12 * expected, `${actual} is not ${expected}`);

const instances = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = function RecordedInstance(module, imports) {
  const instance = new Instance(module, imports);
  instances.push(instance);
  return instance;
};

/** The API of the inline package in a host that has no workers, as workerd. */
async function withoutWorkers() {
  const { getBuiltinModule } = process;
  process.getBuiltinModule = undefined;
  after(() => { process.getBuiltinModule = getBuiltinModule; });
  return (await importFrom(installPackage(), 'splitway/inline')).load();
}

/** The API of a package whose worker's script begins with something of ours. */
async function withWorker(prefix) {
  const project = installPackage();
  const file = join(project, 'node_modules/splitway/dist/schedule-worker.js');
  writeFileSync(file, `${prefix}\n${readFileSync(file, 'utf8')}`);
  return (await importFrom(project)).load();
}

const SPOIL_MEMORY = `
  if (process.env.SPOILS_MEMORY) {
    const { Instance } = WebAssembly;
    WebAssembly.Instance = function SpoiltInstance(module, imports) {
      const instance = new Instance(module, imports);
      setTimeout(() => new Uint8Array(instance.exports.memory.buffer).fill(0xff), 100);
      return instance;
    };
  }`;

test('after a trap the worker is dropped and the next call has a fresh one', async () => {
  const background = (await withWorker(SPOIL_MEMORY)).background();
  process.env.SPOILS_MEMORY = 'yes';
  const running = background.schedule(manyJobs(), ENDLESS);
  const expected = { name: 'SplitwayError', code: 'internal', message: /^a fault inside splitway: .*; the next call starts afresh$/ };
  await assert.rejects(running, expected);
  delete process.env.SPOILS_MEMORY;
  close((await background.schedule(twoJobs())).value, 1.501);
  background.dispose();
});

test('a worker that ends in the middle is an error, and the next call has a fresh one', async () => {
  const background = (await withWorker('if (process.env.ENDS) setTimeout(() => process.exit(3), 200);')).background();
  process.env.ENDS = 'yes';
  const expected = { code: 'internal', message: 'the worker failed: it ended with exit code 3' };
  await assert.rejects(background.schedule(manyJobs(), ENDLESS), expected);
  delete process.env.ENDS;
  close((await background.schedule(twoJobs())).value, 1.501);
  background.dispose();
});

test('where a worker cannot be started the call is answered on the calling thread, which the console tells once', async (t) => {
  const { warn } = console;
  const warnings = [];
  console.warn = (text) => warnings.push(text);
  t.after(() => { console.warn = warn; });
  const { schedule } = await withWorker('throw new Error("no luck");');
  close((await schedule(twoJobs())).value, 1.501);
  // The thread's end comes while this one runs.
  assert.equal((await schedule(manyJobs(), { ...ENDLESS, stop: AbortSignal.timeout(500) })).plans.length, 40);
  assert.deepEqual(warnings, ['splitway: no worker could be started (no luck); long calls run on this thread, in slices']);
});

test('where no worker can be started compare says so, and the router alone is compared all the same', async (t) => {
  const { warn } = console;
  console.warn = () => {};
  t.after(() => { console.warn = warn; });
  const highs = { script: pathToFileURL(join(REPOSITORY, 'node_modules/highs/build/highs.mjs')), wasm: readFileSync(join(REPOSITORY, 'node_modules/highs/build/highs.wasm')) };
  const expected = { name: 'SplitwayError', code: 'missing-solver', message: 'HiGHS runs in a worker of its own, and none can be started here' };
  for (const { compare } of [await withWorker('throw new Error("no luck");'), await withoutWorkers()]) {
    await assert.rejects(compare(twoNodes(), { forms: ['routing'], highs }), expected);
    assert.equal((await compare(twoNodes(), { forms: ['router'] })).runs[0].status, 'optimal');
  }
});

test('without workers calls run side by side, tell progress, stop and are cancelled, while timers go on', async () => {
  const { schedule } = await withoutWorkers();
  let ticks = 0;
  const timer = setInterval(() => { ticks += 1; }, 5);
  const enough = new AbortController();
  let told = 0;
  const onProgress = () => {
    told += 1;
    if (told === 5) enough.abort();
  };
  const searches = [
    schedule(manyJobs(), { ...ENDLESS, stop: enough.signal, onProgress }),
    schedule(manyJobs(), { ...ENDLESS, signal: enough.signal }),
    schedule(twoJobs()),
  ];
  const [stopped, cancelled, short] = await Promise.allSettled(searches);
  clearInterval(timer);
  assert.equal(stopped.value.plans.length, 40);
  assert.equal(cancelled.reason.code, 'cancelled');
  close(short.value.value, 1.501);
  assert.ok(ticks >= 5, `${ticks} ticks`);
});

test('without workers a trap ends the calls that it meets, and the next ones are answered', async () => {
  const { schedule } = await withoutWorkers();
  await schedule(twoJobs());
  const running = [schedule(manyJobs(), ENDLESS), schedule(manyJobs(), ENDLESS)];
  setTimeout(() => new Uint8Array(instances.at(-1).exports.memory.buffer).fill(0xff), 100);
  for (const { reason } of await Promise.allSettled(running)) {
    assert.equal(reason.code, 'internal');
    assert.match(reason.message, /^a fault in/);
  }
  close((await schedule(twoJobs())).value, 1.501);
});

test('the text of a program is never whole in the memory of the module', async () => {
  const { formulate } = await withoutWorkers();
  await formulate(twoNodes(), { to: 'lp' });
  const memoryBytes = () => instances.at(-1).exports.memory.buffer.byteLength;
  const scenario = manyJobs(8000);
  const { sizes } = await formulate(scenario);
  const built = memoryBytes();
  const { text } = await formulate(scenario, { to: 'lp' });
  assert.ok(text.length > 1e7 && text.endsWith('End\n'), `${text.length} characters of ${sizes.nonzeros} non-zeros`);
  assert.ok(memoryBytes() - built < text.length / 2, `${memoryBytes() - built} bytes more`);
});

test('300 schedules, half of them refused or cancelled, take no more memory than the first hundred', async () => {
  const { schedule } = await withoutWorkers();
  const memoryBytes = () => instances.at(-1).exports.memory.buffer.byteLength;
  const once = async (round) => {
    const cancelled = { name: 'SplitwayError' };
    if (round % 4 === 0) await assert.rejects(schedule({ ...twoJobs(), surprise: true }), cancelled);
    else if (round % 4 === 2) await assert.rejects(schedule(manyJobs(), { ...ENDLESS, signal: AbortSignal.timeout(1) }), cancelled);
    else assert.equal((await schedule(manyJobs(20), { method: 'anneal', moves: 20, baselines: true })).plans.length, 20);
  };
  for (let round = 0; round < 100; round += 1) await once(round);
  const warm = memoryBytes();
  for (let round = 0; round < 300; round += 1) await once(round);
  assert.equal(memoryBytes(), warm);
});

// compare and decode of the packed package, with HiGHS installed beside it as its users install it.
import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { importFrom, installPackage, REPOSITORY, runNode } from './installed.mjs';
import { manyJobs } from './many-jobs.mjs';
import { twoNodes } from './two-nodes.mjs';
import { hardScenario } from '../programs/hard.mjs';
import { scenarioOf } from '../programs/scenarios.mjs';

const HIGHS = join(REPOSITORY, 'node_modules/highs');
const project = installPackage();
cpSync(HIGHS, join(project, 'node_modules/highs'), { recursive: true });
const { SplitwayError, load } = await importFrom(project);
const { compare, decode, formulate, route, verify } = await load();

const near = (one, other) => Math.abs(one - other) <= 1e-6 * Math.abs(other);
const named = ({ runs }) => Object.fromEntries(runs.map((run) => [run.name, run]));
const RANDOM = JSON.parse(JSON.stringify(scenarioOf(10_003, { layers: 6, links: 12 })));

test('compare(scenario) solves five ways, which agree, and tells how', async () => {
  const { jobs, optimumSeconds, runs, leftOut, timeLimitSeconds, solver } = await compare(RANDOM);
  const { latencySeconds } = route(RANDOM, { wait: 'additive' });
  assert.deepEqual({ jobs, leftOut, timeLimitSeconds }, { jobs: ['j0'], leftOut: [], timeLimitSeconds: 60 });
  assert.match(solver, /^HiGHS \d+\.\d+\.\d+$/);
  assert.deepEqual(runs.map(({ name }) => name), ['placement', 'placement-lp', 'routing', 'routing-lp', 'router']);
  for (const { name, status, seconds, timeRatio, isIntegral, planSeconds, optimumSeconds: found, relaxed } of runs) {
    assert.equal(status, 'optimal', name);
    assert.ok(seconds > 0 && timeRatio >= 1, `${name} ${seconds} ${timeRatio}`);
    if (!relaxed) assert.ok(near(found, latencySeconds) && isIntegral, name);
    if (name !== 'router') assert.equal(planSeconds !== null, isIntegral, name);
    if (planSeconds !== null) assert.ok(near(planSeconds, latencySeconds), name);
  }
  assert.ok(near(optimumSeconds, latencySeconds));
  const { router, placement, routing, 'placement-lp': placementLp, 'routing-lp': routingLp } = named({ runs });
  assert.equal(router.timeRatio, 1);
  assert.ok(router.measurements >= 5 && router.variables === null && router.nodes === null);
  assert.equal(placement.rootBoundSeconds, placementLp.optimumSeconds);
  assert.equal(placement.integralityGap, Math.max(0, 1 - placementLp.optimumSeconds / placement.optimumSeconds));
  assert.ok(routingLp.isIntegral && routing.integralityGap < 1e-6);
  assert.ok(placement.nodes >= 0 && placementLp.nodes === null && placementLp.iterations >= 0 && placementLp.binaries === 0);
  assert.ok(routing.measurements > 1 && routing.buildSeconds > 0);
});

test('the sizes of a run are those that formulate tells', async () => {
  const { routing } = named(await compare(RANDOM, { forms: ['routing'] }));
  const { sizes } = await formulate(RANDOM, { form: 'routing' });
  const told = Object.fromEntries(Object.keys(sizes).map((name) => [name, routing[name]]));
  assert.deepEqual(told, sizes);
  assert.deepEqual(sizes.rightSides, { smallest: 1, largest: 1 });
});

test('forms decides what is solved and in which order it is told; progress tells of each', async () => {
  const told = [];
  const forms = ['placement-flows', 'router', 'placement-flows-lp'];
  const { runs } = await compare(JSON.stringify(RANDOM), { forms, seed: 3, onProgress: (so) => told.push(so) });
  assert.deepEqual(runs.map(({ name }) => name), forms);
  assert.deepEqual(told.map(({ name, phase }) => `${name} ${phase}`), ['router', 'placement-flows-lp', 'placement-flows'].flatMap(
    (name) => ['building', ...(name === 'router' ? [] : ['reading']), 'solving', 'done'].map((phase) => `${name} ${phase}`),
  ));
  assert.equal(told.at(-1).share, 1);
  assert.equal(told.at(-1).run.name, 'placement-flows');
  const { runs: alone } = await compare(RANDOM, { forms: ['router'], highs: '/nowhere/highs.mjs' });
  assert.equal(alone[0].timeRatio, 1);
});

test('several jobs: the weighted mean, and a capacity that they share', async () => {
  const scenario = JSON.parse(JSON.stringify(scenarioOf(20_002, { jobs: 2, nodes: 4, layers: 3 })));
  const { jobs, optimumSeconds } = await compare(scenario, { forms: ['routing-lp', 'routing', 'router'] });
  assert.equal(jobs.length, 2);
  const one = await compare(scenario, { job: jobs[1], forms: ['routing', 'router'] });
  assert.deepEqual(one.jobs, [jobs[1]]);
  const limited = await compare(scenario, { capacitySeconds: 1e6 });
  assert.deepEqual(limited.runs.map(({ name }) => name), ['placement-flows', 'placement-flows-lp', 'routing', 'routing-lp']);
  assert.ok(near(limited.optimumSeconds, optimumSeconds));
  for (const capacitySeconds of [0, 1e-300, 1e-14, 1e-9]) {
    const impossible = await compare(scenario, { capacitySeconds, forms: ['placement-flows', 'placement-flows-lp', 'routing', 'routing-lp', 'router'] });
    assert.deepEqual(impossible.leftOut.map(({ name }) => name), ['router']);
    assert.deepEqual(impossible.runs.map(({ status }) => status), Array(4).fill('infeasible'));
  }
});

test('without time nothing runs, however little it takes beside the rest', async () => {
  const scenario = twoNodes();
  // On each node one of the layers takes a hundred-millionth of what the other takes.
  const [phone, server] = scenario.network.nodes;
  const [first, second] = scenario.models[0].layers;
  [phone.device, server.device] = ['phone', 'server'];
  [first.secondsOn, second.secondsOn] = [{ phone: 1e-8, server: 1 }, { phone: 1, server: 1e-8 }];
  first.outputBytes = 0;
  const { runs } = await compare(scenario, { capacitySeconds: 0 });
  assert.deepEqual(runs.map(({ name, status }) => `${name} ${status}`), ['placement-flows', 'placement-flows-lp', 'routing', 'routing-lp'].map((name) => `${name} infeasible`));
});

test('a model that is one byte too large for a node of 24 GB is divided', async () => {
  const scenario = twoNodes();
  scenario.network.nodes.forEach((node) => { node.memoryBytes = 24e9; });
  const [first, second] = scenario.models[0].layers;
  first.weightBytes = 12e9;
  const forms = ['placement', 'placement-flows', 'routing', 'router'];
  const optimumOf = async (weightBytes) => {
    second.weightBytes = weightBytes;
    const { runs, optimumSeconds } = await compare(scenario, { forms });
    assert.ok(runs.every(({ status }) => status === 'optimal'));
    return optimumSeconds;
  };
  // Alone the server is best.
  scenario.network.links[0].bitsPerSecond = 8e12;
  const whole = await optimumOf(12e9);
  assert.ok(await optimumOf(12e9 + 1) > 1.5 * whole);
});

test('a model whose layers have several orders has no placement program, and the others answer', async () => {
  const [model] = twoNodes().models;
  const layer = (name, inputs) => ({ name, flop: 1e8, outputBytes: 1e3, inputs });
  const layers = [layer('stem', ['input']), layer('left', ['stem']), layer('right', ['stem']), layer('join', ['left', 'right'])];
  const { runs, leftOut } = await compare({ ...twoNodes(), models: [{ ...model, layers }] });
  assert.deepEqual(runs.map(({ name, status }) => `${name} ${status}`), ['routing optimal', 'routing-lp optimal', 'router optimal']);
  const reason = 'its layers must have one order, and those of the model can run in several';
  assert.deepEqual(leftOut.toSorted((one, other) => (one.name < other.name ? -1 : 1)), ['placement', 'placement-lp'].map((name) => ({ name, reason })));
});

test('the router takes part where its plan fits the memory, and is left out where not', async () => {
  const withMemory = (memoryBytes) => ({ ...RANDOM, network: { ...RANDOM.network, nodes: RANDOM.network.nodes.map((node) => ({ ...node, memoryBytes })) } });
  const { leftOut } = await compare(withMemory(1e12), { forms: ['routing', 'router'] });
  assert.deepEqual(leftOut, []);
  const twice = { ...withMemory(1e12), jobs: [RANDOM.jobs[0], { ...RANDOM.jobs[0], id: 'twin' }] };
  const { optimumSeconds, runs } = await compare(twice, { forms: ['routing', 'router'] });
  assert.ok(runs.length === 2 && near(optimumSeconds, route(RANDOM, { wait: 'additive' }).latencySeconds));
  const layerBytes = Math.max(...RANDOM.models[0].layers.map(({ weightBytes }) => weightBytes));
  const tight = await compare(withMemory(layerBytes), { forms: ['routing', 'router'] });
  assert.deepEqual(tight.leftOut, [{ name: 'router', reason: 'the router does not search within the memory of nodes' }]);
});

test('a time limit ends a program, which is then told as lasting at least so long, with a bound', async () => {
  const began = performance.now();
  const { runs: [placement] } = await compare(hardScenario(), { forms: ['placement'], timeLimitSeconds: 1 });
  assert.equal(placement.status, 'time-limit');
  assert.ok(placement.seconds >= 0.99 && placement.seconds < 5, `${placement.seconds}`);
  assert.ok(placement.variables > 0 && placement.optimumSeconds === null && placement.planSeconds === null);
  assert.ok(performance.now() - began < 20_000);
});

test('a bound is in seconds at nanoseconds too', async () => {
  const { network: { nodes, links }, ...rest } = hardScenario();
  const network = {
    nodes: nodes.map((node) => ({ ...node, flopPerSecond: 1e7 * node.flopPerSecond })),
    links: links.map((link) => ({ ...link, bitsPerSecond: 1e7 * link.bitsPerSecond, delaySeconds: link.delaySeconds / 1e7 })),
  };
  const { runs: [relaxed, routing] } = await compare({ ...rest, network }, { forms: ['routing-lp', 'routing'], timeLimitSeconds: 2 });
  assert.equal(routing.status, 'time-limit');
  assert.ok(routing.boundSeconds < 2 * relaxed.optimumSeconds, `${routing.boundSeconds} s, relaxed ${relaxed.optimumSeconds} s`);
});

test('small programs share a worker; one that takes too long to be built, written and read is ended before it is solved', async () => {
  const inPackage = (path) => pathToFileURL(join(project, 'node_modules/splitway/dist', path));
  const { Programs } = await import(inPackage('compare/programs.js'));
  const { startThread } = await import(inPackage('background/thread.js'));
  let workers = 0;
  const programs = new Programs({
    module: await WebAssembly.compile(readFileSync(inPackage('schedule_bg.wasm'))),
    startWorker(handlers) {
      workers += 1;
      return startThread(Worker, inPackage('schedule-worker.js'), handlers);
    },
  });
  const highs = { script: pathToFileURL(join(HIGHS, 'build/highs.mjs')).href, module: await WebAssembly.compile(readFileSync(join(HIGHS, 'build/highs.wasm'))) };
  const how = { options: { form: 'routing', relax: true, to: 'lp' }, highs, seed: 0, onReading() {}, onSolving() {} };
  for (let round = 0; round < 3; round += 1) {
    const { outcome: { status } } = await programs.run({ ...how, scenario: JSON.stringify(twoNodes()), timeLimitSeconds: 60 });
    assert.deepEqual([status, workers], ['optimal', 1]);
  }
  const began = performance.now();
  const { outcome, sizes, buildSeconds } = await programs.run({
    ...how, scenario: JSON.stringify(longRouting(40)), timeLimitSeconds: 0.9, handingOverSeconds: 0.1,
    onSolving: () => assert.fail('it is solved'),
  });
  assert.deepEqual([outcome.status, outcome.seconds], ['too-large', null]);
  assert.equal(outcome.message, 'building it, writing its text and reading that into HiGHS takes more than 1 s');
  assert.ok(performance.now() - began < 3000);
  // Where it came so far.
  if (sizes) assert.ok(sizes.nonzeros > 1e6 && buildSeconds > 0);
  await programs.run({ ...how, scenario: JSON.stringify(twoNodes()), timeLimitSeconds: 60 });
  assert.equal(workers, 2);
  programs.end();
});

test('signal ends the solver and rejects; stop ends it and gives what is known', async () => {
  const controller = new AbortController();
  const onProgress = ({ name, phase }) => name === 'placement' && phase === 'solving' && setTimeout(() => controller.abort('enough'), 200);
  const forms = ['routing-lp', 'placement'];
  let began;
  const running = compare(hardScenario(), { forms, signal: controller.signal, onProgress });
  controller.signal.addEventListener('abort', () => { began = performance.now(); });
  await assert.rejects(running, (error) => error instanceof SplitwayError && error.code === 'cancelled' && error.cause === 'enough');
  assert.ok(performance.now() - began < 1000);
  const stopping = new AbortController();
  const { runs: [placement], optimumSeconds, solver } = await compare(hardScenario(), {
    forms: ['placement'], stop: stopping.signal, onProgress: ({ phase }) => phase === 'solving' && setTimeout(() => stopping.abort(), 1500),
  });
  assert.equal(optimumSeconds, null);
  assert.match(solver, /^HiGHS \d/);
  assert.deepEqual([placement.status, placement.seconds > 0, placement.buildSeconds > 0, placement.variables > 0], ['cancelled', true, true, true]);
});

/** So many jobs on a ring that is long enough for each route to take its time. */
function longRouting(jobs) {
  const nodes = Array.from({ length: 300 }, (_, at) => ({ id: `n${at}`, flopPerSecond: 1e10 * (1 + (at % 7)) }));
  const links = nodes.map(({ id }, at) => ({ from: id, to: nodes[(at + 1) % nodes.length].id, bitsPerSecond: 1e8, delaySeconds: 1e-4 * (1 + (at % 3)), bothWays: true }));
  const layers = Array.from({ length: 60 }, (_, at) => ({ name: `l${at}`, flop: 1e8 * (1 + (at % 4)), outputBytes: 1e4 * (1 + (at % 6)) }));
  const job = (at) => ({ id: `j${at}`, model: 'm0', source: `n${at % 300}`, destination: `n${(7 * at) % 300}` });
  return { ...twoNodes(), network: { nodes, links }, models: [{ id: 'm0', inputBytes: 1e5, layers }], jobs: Array.from({ length: jobs }, (_, at) => job(at)) };
}

test('stop and signal end the router too, job by job, and many jobs are measured once each', async () => {
  const scenario = longRouting(2000);
  const ended = async (control) => {
    const controller = new AbortController();
    let began;
    const onProgress = ({ phase }) => phase === 'solving' && setTimeout(() => {
      began = performance.now();
      controller.abort();
    }, 100);
    const answer = await compare(scenario, { forms: ['router'], [control]: controller.signal, onProgress }).catch((error) => error);
    const waited = performance.now() - began;
    assert.ok(waited < 1000, `${control}: ${waited} ms`);
    return answer;
  };
  const { runs: [stopped], optimumSeconds } = await ended('stop');
  assert.deepEqual([stopped.status, stopped.optimumSeconds, stopped.seconds, optimumSeconds], ['cancelled', null, null, null]);
  assert.equal((await ended('signal')).code, 'cancelled');
  const { runs: [router] } = await compare(longRouting(20), { forms: ['router'] });
  assert.deepEqual([router.status, router.measurements >= 1, router.seconds > 0], ['optimal', true, true]);
});

test('a release changes nothing, not even as late as the time of the day', async () => {
  // Their differences have no digits for 0.13 ms.
  const { network: { nodes, links: [link] }, ...rest } = twoNodes();
  const fast = { ...rest, network: { nodes: nodes.map((node) => ({ ...node, flopPerSecond: 1000 * node.flopPerSecond })), links: [{ ...link, bitsPerSecond: 8e9, delaySeconds: 1e-5 }] } };
  const { latencySeconds } = route(fast, { wait: 'additive' });
  const released = { ...fast, jobs: fast.jobs.map((job) => ({ ...job, releaseSeconds: 1.764e9 })) };
  const { optimumSeconds, runs } = await compare(released);
  assert.ok(near(optimumSeconds, latencySeconds) && runs.every(({ status }) => status === 'optimal'));
});

/** Every time of the two nodes so many times as long. */
const slower = (times) => {
  const { network: { nodes, links: [link] }, ...rest } = twoNodes();
  const slow = { ...link, bitsPerSecond: link.bitsPerSecond / times, delaySeconds: link.delaySeconds * times };
  return { ...rest, network: { nodes: nodes.map((node) => ({ ...node, flopPerSecond: node.flopPerSecond / times })), links: [slow] } };
};

test('latencies from nanoseconds to decades agree to a millionth; longer ones are too large for HiGHS', async () => {
  for (const times of [1e-7, 1e-4, 1e10]) {
    const { optimumSeconds, runs } = await compare(slower(times));
    assert.ok(near(optimumSeconds, 0.13 * times), `${optimumSeconds}`);
    for (const { name, status, relaxed, optimumSeconds: found } of runs) {
      assert.equal(status, 'optimal', name);
      if (!relaxed) assert.ok(near(found, optimumSeconds), `${name} ${found}`);
    }
  }
  const { optimumSeconds, runs } = await compare(slower(1e15), { forms: ['routing', 'routing-lp', 'router'] });
  assert.ok(near(optimumSeconds, 1.3e14));
  for (const { form, status, message } of runs) {
    if (form !== 'router') assert.deepEqual([status, message.replace(/[\d.]+e\+\d+ s;/, 'X;')], ['too-large', 'a single choice takes X; HiGHS, for which large numbers are infinite, is given at most 1.0e+12 s']);
  }
});

test('what is wrong is refused with its place, before anything is loaded', async () => {
  const refused = async (options, path, scenario = twoNodes()) => {
    await assert.rejects(compare(scenario, { highs: '/nowhere/highs.mjs', ...options }), (error) => {
      assert.ok(error instanceof SplitwayError);
      assert.deepEqual([error.code, error.path], ['invalid-option', path]);
      return true;
    });
  };
  await refused({ forms: [] }, '/forms');
  await refused({ forms: ['router', 'simplex'] }, '/forms/1');
  await refused({ forms: ['router', 'router'] }, '/forms/1');
  await refused({ timeLimitSeconds: 0 }, '/timeLimitSeconds');
  await refused({ timeLimitSeconds: '9' }, '/timeLimitSeconds');
  await refused({ seed: -1 }, '/seed');
  await refused({ capacitySeconds: NaN }, '/capacitySeconds');
  await refused({ timeLimit: 5 }, '/timeLimit');
  await refused({ signal: 5 }, '/signal');
  await refused({ highs: 7 }, '/highs');
  await assert.rejects(compare({ ...twoNodes(), surprise: 1 }), { code: 'invalid-scenario', path: '/surprise' });
  for (const forms of [['router'], ['routing']]) {
    await assert.rejects(compare(twoNodes(), { forms, job: 'nobody' }), { code: 'unknown-job' });
    await assert.rejects(compare({ ...twoNodes(), jobs: [] }, { forms }), { code: 'unknown-job', path: '/jobs' });
    const weightless = twoNodes().jobs.map((job) => ({ ...job, weight: 0 }));
    await assert.rejects(compare({ ...twoNodes(), jobs: weightless }, { forms }), { code: 'invalid-scenario', path: '/jobs' });
    const [job] = twoNodes().jobs;
    const tooHeavy = [{ ...job, weight: 1e308 }, { ...job, id: 'twin', weight: 1e308 }];
    await assert.rejects(compare({ ...twoNodes(), jobs: tooHeavy }, { forms }), { code: 'invalid-scenario', path: '/jobs' });
  }
  await assert.rejects(compare(manyJobs(3), { forms: ['placement'], capacitySeconds: 1 }), { code: 'invalid-option', path: '/capacitySeconds' });
});

test('HiGHS that is not there, or something else, is one clear error', async () => {
  const missing = { name: 'SplitwayError', code: 'missing-solver', path: '/highs' };
  await assert.rejects(compare(twoNodes(), { highs: '/nowhere/highs.mjs' }), { ...missing, message: /^HiGHS cannot be loaded: cannot read .*highs\.wasm/ });
  const wasm = readFileSync(join(HIGHS, 'build/highs.wasm'));
  await assert.rejects(compare(twoNodes(), { highs: { script: '/nowhere/highs.mjs', wasm } }), { ...missing, message: /^HiGHS cannot be loaded from file:\/\/\/nowhere/ });
  const without = installPackage();
  const script = `
    import { load } from 'splitway';
    const { compare, route } = await load();
    const scenario = ${JSON.stringify(twoNodes())};
    route(scenario);
    console.log(await compare(scenario).catch(({ code, message }) => code + ': ' + message));`;
  const { stdout, stderr } = runNode(without, script, '--input-type=module');
  assert.equal(stderr, '');
  assert.match(stdout, /^missing-solver: the package `highs` is not installed: install it \(npm install highs\)/);
});

test('HiGHS is taken from where the caller says it is', async () => {
  const address = pathToFileURL(join(HIGHS, 'build/highs.mjs'));
  for (const highs of [address, address.href, join(HIGHS, 'build/highs.mjs'), { script: address, wasm: readFileSync(join(HIGHS, 'build/highs.wasm')) }]) {
    const { runs: [run] } = await compare(twoNodes(), { forms: ['routing-lp'], highs });
    assert.equal(run.status, 'optimal');
  }
});

test('the inline package compares too', async () => {
  const { load: loadInline } = await importFrom(project, 'splitway/inline');
  const { compare: compareInline } = await loadInline();
  const { runs } = await compareInline(twoNodes(), { forms: ['routing', 'router'], highs: join(HIGHS, 'build/highs.mjs') });
  assert.ok(near(runs[0].optimumSeconds, runs[1].optimumSeconds));
});

test('decode reads the variables of an answer back into plans that hold', async () => {
  const scenario = twoNodes();
  const values = Object.fromEntries(scenario.models[0].layers.map(({ name }) => [`run_${name}_${scenario.network.nodes[0].id}`, 1]));
  const plans = await decode(scenario, values, { form: 'placement' });
  assert.equal(plans.length, 1);
  assert.ok(verify(scenario, plans[0]).valid);
  await assert.rejects(decode(scenario, { run_nothing: 1 }), { code: 'invalid-plan', path: '/run_nothing' });
  await assert.rejects(decode(scenario, { run_nothing: NaN }), { code: 'invalid-option' });
  await assert.rejects(decode(scenario, { ...values, ...Object.fromEntries(Object.keys(values).map((name) => [name, 0.5])) }), { code: 'invalid-plan' });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importFrom, installPackage } from './installed.mjs';
import { SECONDS, twoNodes } from './two-nodes.mjs';

const { load } = await importFrom(installPackage());
const splitway = await load();

const close = (actual, expected) => assert.ok(Math.abs(actual - expected) <= 1e-12 * expected, `${actual} is not ${expected}`);

function using(use) {
  const router = splitway.router(twoNodes());
  try {
    return use(router);
  } finally {
    router.dispose();
  }
}

test('route() of a router is route(scenario)', () => using((router) => {
  const expected = splitway.route(twoNodes(), { certificate: true });
  assert.deepEqual({ ...router.route({ certificate: true }), statistics: 0 }, { ...expected, statistics: 0 });
}));

test('changes can be chained, and factors count from the scenario as given', () => using((router) => {
  assert.equal(router.scaleLinks(2).scaleCompute(2).scaleBacklog(1), router);
  close(router.route().latencySeconds, 0.05 + 0.005 + 0.01 + 0.005);
  close(router.scaleLinks(2).scaleCompute(2).route().latencySeconds, 0.07);
  close(router.scaleLinks(1).scaleCompute(1).route().latencySeconds, SECONDS);
}));

test('setNode, setLink and setJob change single fields', () => using((router) => {
  close(router.setNode('server', { flopPerSecond: 1e13 }).route().latencySeconds, 0.121);
  close(router.setLink(0, { delaySeconds: 0 }).route().latencySeconds, 0.111);
  assert.equal(router.setJob('job', { destination: 'phone' }).route().steps.at(-1).to, 'phone');
}));

test('scenario() has the changes, routes the same, and is written without bothWays', () => using((router) => {
  router.scaleLinks(4).setNode('phone', { flopPerSecond: 2e9 });
  const scenario = router.scenario();
  assert.deepEqual(scenario.network.links.map(({ from, bitsPerSecond }) => [from, bitsPerSecond]), [['phone', 32e6], ['server', 32e6]]);
  assert.equal(scenario.network.nodes[0].flopPerSecond, 2e9);
  assert.equal(splitway.route(scenario).latencySeconds, router.route().latencySeconds);
}));

test('a change that is refused changes nothing', () => using((router) => {
  const refused = [
    [() => router.scaleLinks(0), 'invalid-option'],
    [() => router.scaleCompute(NaN), 'invalid-option'],
    [() => router.scaleBacklog('2'), 'invalid-option'],
    [() => router.setNode('moon', {}), 'invalid-option'],
    [() => router.setNode(7, {}), 'invalid-option'],
    [() => router.setNode('server', { flops: 1 }), 'invalid-option'],
    [() => router.setNode('server', { flopPerSecond: NaN }), 'invalid-option'],
    [() => router.setNode('server', { flopPerSecond: -1 }), 'invalid-scenario'],
    [() => router.setLink(2, {}), 'invalid-option'],
    [() => router.setLink(-1, {}), 'invalid-option'],
    [() => router.setLink(0.5, {}), 'invalid-option'],
    [() => router.setLink(0, { bitsPerSecond: 0 }), 'invalid-scenario'],
    [() => router.setJob('job', { source: 'moon' }), 'invalid-scenario'],
    [() => router.setJob('job'), 'invalid-option'],
  ];
  for (const [change, code] of refused) assert.throws(change, { name: 'SplitwayError', code }, String(change));
  close(router.route().latencySeconds, SECONDS);
}));

test('a fault in route() leaves the router usable', () => using((router) => {
  assert.throws(() => router.route({ job: 'other' }), { code: 'unknown-job' });
  close(router.route().latencySeconds, SECONDS);
}));

test('two routers do not disturb each other', () => using((one) => using((other) => {
  one.scaleCompute(10);
  close(other.route().latencySeconds, SECONDS);
})));

test('after dispose() every call says so, and dispose() again does nothing', () => {
  const router = splitway.router(twoNodes());
  router.dispose();
  router.dispose();
  const calls = [
    () => router.route(),
    () => router.scaleLinks(1),
    () => router.scaleCompute(1),
    () => router.scaleBacklog(1),
    () => router.setNode('server', {}),
    () => router.setLink(0, {}),
    () => router.setJob('job', {}),
    () => router.scenario(),
  ];
  for (const call of calls) {
    assert.throws(call, { name: 'SplitwayError', code: 'disposed', path: '', message: 'this router was disposed' });
  }
});

test('Symbol.dispose disposes', () => {
  const router = splitway.router(twoNodes());
  router[Symbol.dispose]();
  assert.throws(() => router.route(), { code: 'disposed' });
});

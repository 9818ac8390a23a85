import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { importFrom, installPackage } from './installed.mjs';
import { SECONDS, twoNodes } from './two-nodes.mjs';

// Every instance that is started, so that a test can spoil its memory: a fault as real as any.
const instances = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = function RecordedInstance(module, imports) {
  const instance = new Instance(module, imports);
  instances.push(instance);
  return instance;
};

const { SplitwayError, load } = await importFrom(installPackage());
const splitway = await load();
const close = (actual, expected) => assert.ok(Math.abs(actual - expected) <= 1e-12, `${actual} is not ${expected}`);

const spoil = () => new Uint8Array(instances.at(-1).exports.memory.buffer).fill(0xff);

function trap(call) {
  spoil();
  assert.throws(call, (error) => {
    assert.ok(error instanceof SplitwayError);
    assert.equal(error.code, 'internal');
    assert.match(error.message, /^a fault inside splitway: .*; the next call starts afresh$/);
    assert.ok(error.cause instanceof Error);
    return true;
  });
}

test('after a trap the next call has a fresh instance', () => {
  const before = instances.length;
  trap(() => splitway.route(twoNodes()));
  close(splitway.route(twoNodes()).latencySeconds, SECONDS);
  assert.equal(instances.length, before + 1);
  close(splitway.route(twoNodes()).latencySeconds, SECONDS);
  assert.equal(instances.length, before + 1);
});

test('a router outlives a trap with the changes made to it', () => {
  const router = splitway.router(twoNodes());
  router.scaleLinks(3).scaleLinks(2).setNode('phone', { flopPerSecond: 2e9 }).setNode('phone', { label: 'Phone' });
  const expected = router.route().latencySeconds;
  const scenario = router.scenario();
  trap(() => router.route());
  close(router.route().latencySeconds, expected);
  assert.deepEqual(router.scenario(), scenario);
  router.dispose();
});

test('a router that a trap has orphaned is disposed without touching the new instance', () => {
  const router = splitway.router(twoNodes());
  trap(() => splitway.route(twoNodes()));
  const other = splitway.router(twoNodes());
  router.dispose();
  close(other.route().latencySeconds, SECONDS);
  assert.throws(() => router.route(), { code: 'disposed' });
  other.dispose();
});

test('a router is disposed in silence right after a trap, and again', () => {
  const router = splitway.router(twoNodes());
  const other = splitway.router(twoNodes());
  trap(() => router.route());
  for (const orphan of [router, other, router, other]) assert.equal(orphan.dispose(), undefined);
  assert.throws(() => router.route(), { code: 'disposed' });
  close(splitway.route(twoNodes()).latencySeconds, SECONDS);
});

test('a router is disposed in silence where disposing traps, and the next call has a fresh instance', () => {
  const router = splitway.router(twoNodes());
  spoil();
  assert.equal(router.dispose(), undefined);
  close(splitway.route(twoNodes()).latencySeconds, SECONDS);
});

test('routers that nobody disposed of are collected without harm after a trap', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  let collected = 0;
  const registry = new FinalizationRegistry(() => { collected += 1; });
  const forget = () => registry.register(splitway.router(twoNodes()));
  const waitFor = async (count) => {
    while (collected < count) {
      collect();
      await new Promise((resolve) => { setTimeout(resolve, 1); });
    }
  };
  forget();
  trap(() => splitway.route(twoNodes()));
  await waitFor(1);
  const router = splitway.router(twoNodes());
  forget();
  trap(() => splitway.route(twoNodes()));
  close(router.route().latencySeconds, SECONDS);
  await waitFor(2);
  close(router.route().latencySeconds, SECONDS);
  router.dispose();
});

test('many traps in a row are survived', () => {
  for (let round = 0; round < 20; round += 1) {
    trap(() => splitway.route(twoNodes()));
    close(splitway.route(twoNodes()).latencySeconds, SECONDS);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
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

function trap(call) {
  new Uint8Array(instances.at(-1).exports.memory.buffer).fill(0xff);
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

test('many traps in a row are survived', () => {
  for (let round = 0; round < 20; round += 1) {
    trap(() => splitway.route(twoNodes()));
    close(splitway.route(twoNodes()).latencySeconds, SECONDS);
  }
});

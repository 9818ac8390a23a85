import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importFrom, installPackage } from './installed.mjs';
import { SECONDS, twoNodes } from './two-nodes.mjs';

const instances = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = function RecordedInstance(module, imports) {
  const instance = new Instance(module, imports);
  instances.push(instance);
  return instance;
};

const { load } = await importFrom(installPackage());
const splitway = await load();
const memoryBytes = () => instances[0].exports.memory.buffer.byteLength;

const bad = [
  '{"format": "splitway/scenario@1"',
  { ...twoNodes(), jobs: [{ id: 'job', model: 'none', source: 'phone', destination: 'server' }] },
  { ...twoNodes(), surprise: true },
  { ...twoNodes(), network: { nodes: twoNodes().network.nodes, links: [] } },
];

function useOnce(round) {
  if (round % 2 === 0) {
    assert.throws(() => splitway.route(bad[(round / 2) % bad.length]), { name: 'SplitwayError' });
  } else {
    assert.ok(Math.abs(splitway.route(twoNodes(), { certificate: true }).latencySeconds - SECONDS) < 1e-12);
  }
}

test('10,000 solves, half of them of bad input, take no more memory than the first thousand', () => {
  for (let round = 0; round < 1000; round += 1) useOnce(round);
  const warm = memoryBytes();
  for (let round = 0; round < 10_000; round += 1) useOnce(round);
  assert.equal(memoryBytes(), warm);
});

test('1,000 routers, each disposed of, and refused ones take no more memory', () => {
  const once = () => {
    const router = splitway.router(twoNodes());
    router.scaleLinks(2).route();
    assert.throws(() => router.setNode('server', { flops: 1 }), { code: 'invalid-option' });
    router.dispose();
    assert.throws(() => splitway.router(bad[1]), { name: 'SplitwayError' });
  };
  for (let round = 0; round < 100; round += 1) once();
  const warm = memoryBytes();
  for (let round = 0; round < 1000; round += 1) once();
  assert.equal(memoryBytes(), warm);
});

test('10,000 solves by one router take no more memory', () => {
  const router = splitway.router(twoNodes());
  const solve = (round) => router.scaleLinks(1 + (round % 7)).scaleCompute(1 + (round % 5)).route();
  for (let round = 0; round < 100; round += 1) solve(round);
  const warm = memoryBytes();
  for (let round = 0; round < 10_000; round += 1) solve(round);
  assert.equal(memoryBytes(), warm);
  router.dispose();
});

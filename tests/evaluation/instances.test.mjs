import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { load } from '../../dist/node.js';
import { readData } from '../../tools/evaluate/context.mjs';
import { EXPERIMENTS } from '../../www/evaluation/experiments/index.js';
import { baseScenario } from '../../www/evaluation/experiments/adaptivity.js';
import { scenarioOf as manyJobsScenario } from '../../www/evaluation/experiments/many-jobs.js';
import { scenarioOf as solveTimeScenario } from '../../www/evaluation/experiments/solve-time.js';
import { scenarioOf as tightnessScenario } from '../../www/evaluation/experiments/tightness.js';
import { chain } from '../../www/evaluation/instances/chains.js';
import { equipped } from '../../www/evaluation/instances/equipped.js';
import { graphOf, graphOfPlaces, randomGraph } from '../../www/evaluation/instances/graphs.js';
import { oneJob } from '../../www/evaluation/instances/scenarios.js';

const data = readData();
const api = await load();
const mark = (value) => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
const WHOLE = { quick: false, seed: 1 };
const named = (name) => EXPERIMENTS.find((one) => one.name === name);

test('the same seed gives the same network and the same model, on this machine and on any other', () => {
  const instance = (nodes, layers, seed) => oneJob(equipped(randomGraph(nodes, seed), seed), chain(layers, seed), 'n0');
  assert.deepEqual(instance(20, 12, 'a'), instance(20, 12, 'a'));
  assert.notDeepEqual(instance(20, 12, 'a').network, instance(20, 12, 'b').network);
  assert.equal(mark(instance(20, 12, 'a')), 'e0f1b3bbc2f1');
  assert.equal(mark(instance(200, 100, '1/x')), '5cd651c5d1e9');
});

test('random networks are connected, with two links to the nodes before, and of all sizes', () => {
  for (const nodes of [1, 2, 3, 50, 1000]) {
    const { edges } = randomGraph(nodes, 'size');
    assert.equal(edges.length, nodes < 2 ? 0 : 2 * nodes - 3);
    assert.ok(edges.every(([from, to, km]) => from < to && to < nodes && km >= 0));
  }
});

test('real graphs keep their nodes and join each pair once', () => {
  const nsfnet = graphOf(data.networks.get('nsfnet').network);
  assert.equal(nsfnet.nodes, 15);
  assert.equal(nsfnet.edges.length, 23);
  const uninett = graphOfPlaces(data.graphs.get('uninett'));
  assert.equal(uninett.nodes, 74);
  assert.equal(new Set(uninett.edges.map(([from, to]) => `${from} ${to}`)).size, uninett.edges.length);
});

test('every point of every experiment has a key of its own, and the seed decides what is drawn', () => {
  for (const { points } of EXPERIMENTS) {
    for (const quick of [true, false]) {
      const keys = points({ quick, seed: 1 }).map(({ key }) => key);
      assert.equal(new Set(keys).size, keys.length);
    }
    assert.deepEqual(points(WHOLE), points(WHOLE));
  }
  const seeds = (seed) => named('tightness').points({ quick: true, seed }).map(({ drawSeed }) => drawSeed);
  assert.notDeepEqual(seeds(1), seeds(2));
});

test('every scenario is lawful', () => {
  for (const point of named('adaptivity').points(WHOLE)) api.validate(baseScenario(point, data));
  for (const point of named('many-jobs').points(WHOLE)) assert.equal(api.validate(manyJobsScenario(point, data)).jobs, point.jobs);
  for (const point of named('solve-time').points(WHOLE)) assert.equal(api.validate(solveTimeScenario(point, data)).jobs, 1);
  for (const point of named('tightness').points(WHOLE)) assert.ok(api.validate(tightnessScenario(point)).jobs >= 2);
});

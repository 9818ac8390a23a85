import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { REPOSITORY, importFrom, installPackage } from './installed.mjs';
import { SECONDS, twoNodes } from './two-nodes.mjs';

const project = installPackage();
const { load } = await importFrom(project);
const splitway = await load();

const close = (actual, expected) => assert.ok(Math.abs(actual - expected) <= 1e-12 * expected, `${actual} is not ${expected}`);

test('version is the version of the package', () => {
  const manifest = JSON.parse(readFileSync(join(project, 'node_modules/splitway/package.json'), 'utf8'));
  assert.equal(splitway.version, manifest.version);
});

test('route(scenario) splits where the hand calculation splits', () => {
  const plan = splitway.route(twoNodes());
  close(plan.latencySeconds, SECONDS);
  assert.equal(plan.format, 'splitway/plan@1');
  assert.equal(plan.job, 'job');
  assert.equal(plan.exact, true);
  assert.deepEqual(plan.placement, ['phone', 'server']);
  assert.deepEqual(plan.steps.map(({ kind }) => kind), ['compute', 'transfer', 'compute']);
  const { from, to, link, afterLayer, bytes } = plan.steps[1];
  assert.deepEqual({ from, to, link, afterLayer, bytes }, { from: 'phone', to: 'server', link: 0, afterLayer: 1, bytes: 1e4 });
});

test('route(scenario) has a breakdown that adds up to the latency', () => {
  const { breakdown, latencySeconds } = splitway.route(twoNodes());
  close(breakdown.computeSeconds, 0.11);
  close(breakdown.transmissionSeconds, 0.01);
  close(breakdown.propagationSeconds, 0.01);
  assert.equal(breakdown.waitingSeconds, 0);
  close(Object.values(breakdown).reduce((sum, seconds) => sum + seconds), latencySeconds);
});

test('route(scenario) answers with plain data only', () => {
  const { statistics, ...plan } = splitway.route(twoNodes(), { certificate: true });
  assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
  assert.equal(plan.energyJoules, null);
  assert.equal(plan.price, null);
  assert.ok(statistics.solveMicroseconds > 0);
});

test('route(text) is route(object)', () => {
  const fromText = splitway.route(JSON.stringify(twoNodes()));
  const fromObject = splitway.route(twoNodes());
  assert.deepEqual({ ...fromText, statistics: undefined }, { ...fromObject, statistics: undefined });
});

test('route(scenario, options) takes pins in place of the job\'s', () => {
  const pins = [{ firstLayer: 1, lastLayer: 2, nodes: ['server'] }];
  const plan = splitway.route(twoNodes(), { pins });
  assert.deepEqual(plan.placement, ['server', 'server']);
  close(plan.latencySeconds, 1 + 0.01 + 1e-4 + 0.01);
});

test('route(scenario, options) takes each wait, and an undefined option for an absent one', () => {
  const scenario = twoNodes();
  scenario.network.nodes[1].backlogFlop = 5e11;
  close(splitway.route(scenario, { wait: undefined }).latencySeconds, 0.5 + 0.01);
  close(splitway.route(scenario, { wait: 'draining' }).latencySeconds, 0.5 + 0.01);
  close(splitway.route(scenario, { wait: 'additive' }).latencySeconds, SECONDS + 0.5);
});

test('route(scenario, { measure: true }) gives a mean solve time', () => {
  const { solveMicroseconds } = splitway.route(twoNodes(), { measure: true }).statistics;
  assert.ok(solveMicroseconds > 0 && solveMicroseconds < 1000, `${solveMicroseconds} µs`);
});

test('validate(scenario) counts what there is', () => {
  assert.deepEqual(splitway.validate(twoNodes()), {
    format: 'splitway/scenario@1', nodes: 2, links: 2, models: 1, layers: 2, jobs: 1,
  });
});

test('verify(scenario, plan) proves the optimum by the certificate', () => {
  const plan = splitway.route(twoNodes(), { certificate: true });
  const verdict = splitway.verify(twoNodes(), plan);
  close(verdict.latencySeconds, SECONDS);
  assert.equal(verdict.valid, true);
  assert.equal(verdict.optimal, true);
  assert.ok(verdict.arcsChecked > 0);
  assert.deepEqual(splitway.verify(JSON.stringify(twoNodes()), JSON.stringify(plan)), verdict);
});

test('verify(scenario, plan) without a certificate claims no optimum', () => {
  const { valid, optimal } = splitway.verify(twoNodes(), splitway.route(twoNodes()));
  assert.deepEqual({ valid, optimal }, { valid: true, optimal: false });
});

test('layeredGraph(scenario) holds one entry per arc in typed arrays', () => {
  const { arcs, ...size } = splitway.layeredGraph(twoNodes());
  assert.deepEqual(size, { copies: 3, nodes: 2, states: 1, vertexCount: 6 });
  // Two links in each of three copies, and two layers on each of two nodes.
  const types = { from: Uint32Array, to: Uint32Array, seconds: Float64Array, readySeconds: Float64Array, kind: Uint8Array, index: Uint32Array };
  for (const [name, type] of Object.entries(types)) {
    assert.ok(arcs[name] instanceof type, name);
    assert.equal(arcs[name].length, 10, name);
  }
  assert.equal(arcs.kind.filter((kind) => kind === 1).length, 4);
});

test('layeredGraph(scenario) has two states where additive waits meet node backlogs', () => {
  const scenario = twoNodes();
  scenario.network.nodes[1].backlogFlop = 1;
  const { states, vertexCount, arcs } = splitway.layeredGraph(scenario, { wait: 'additive' });
  assert.equal(states, 2);
  assert.equal(vertexCount, 12);
  assert.deepEqual([...new Set(arcs.kind)].sort(), [0, 1, 2, 3]);
});

test('dot(scenario) writes a graph for Graphviz', () => {
  const text = splitway.dot(twoNodes());
  assert.match(text, /^digraph \{/);
  assert.match(text, /\}\s*$/);
});

test('functions work without their object', () => {
  const { route } = splitway;
  close(route(twoNodes()).latencySeconds, SECONDS);
});

test('a scenario is not changed by being routed', () => {
  const scenario = twoNodes();
  splitway.route(scenario);
  assert.deepEqual(scenario, twoNodes());
});

test('the example scenario of the formats is routed', () => {
  const text = readFileSync(join(REPOSITORY, 'tests/scenarios/triangle.json'), 'utf8');
  close(splitway.route(text).latencySeconds, 0.0086);
});

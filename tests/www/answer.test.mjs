import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load } from 'splitway';
import { createAnswerer } from '../../www/answer/answer.js';
import { coloursOf } from '../../www/answer/palette.js';
import { cutBetween } from '../../www/answer/reachability.js';
import { troubleOf } from '../../www/answer/trouble.js';
import { initialState, withEdit, withOpened } from '../../www/state/page-state.js';
import { bothWayLinks, oneWayLinks, scenarioToSave } from '../../www/state/scenario.js';

const json = (path) => JSON.parse(readFileSync(new URL(`../../data/${path}`, import.meta.url)));
const index = json('index.json');
const data = {
  networks: new Map(index.networks.map(({ id }) => [id, json(`networks/${id}.json`)])),
  models: new Map(index.models.map(({ id }) => [id, json(`models/${id}.json`)])),
};
const splitway = await load();
const close = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

test('every built-in network answers for every built-in model, with a proof', () => {
  const { answer } = createAnswerer(splitway, data);
  for (const network of data.networks.keys()) {
    for (const model of data.models.keys()) {
      const found = answer(initialState(network, model));
      assert.equal(found.error, null, `${network} ${model}`);
      assert.equal(found.layers.length, found.plan.placement.length);
      assert.equal(found.proof().optimal, true);
      const parts = Object.values(found.plan.breakdown).reduce((sum, part) => sum + part, 0);
      assert.ok(close(parts, found.plan.latencySeconds));
      for (const baseline of [found.baselines.device, found.baselines.cloud]) {
        if (baseline) assert.ok(baseline.latencySeconds >= found.plan.latencySeconds * (1 - 1e-9));
      }
    }
  }
});

test('sliders give what the same numbers in the file give', () => {
  const { answer } = createAnswerer(splitway, data);
  const factors = { links: 0.1, compute: 7, backlog: 3 };
  const slid = answer({ ...initialState('nsfnet', 'vgg19'), factors });
  const fresh = splitway.route(slid.current());
  assert.ok(close(fresh.latencySeconds, slid.plan.latencySeconds));
  assert.equal(slid.nodes[0].flopPerSecond, slid.current().network.nodes[0].flopPerSecond);
});

test('a pin is kept and costs what the two latencies say', () => {
  const { answer } = createAnswerer(splitway, data);
  const state = initialState('nsfnet', 'vgg19');
  const free = answer(state);
  const pins = [{ firstLayer: 3, lastLayer: 4, nodes: ['chicago'] }];
  const pinned = answer({ ...state, pins });
  assert.deepEqual(pinned.plan.placement.slice(2, 4), ['chicago', 'chicago']);
  assert.ok(close(pinned.optimum.latencySeconds, free.plan.latencySeconds));
  assert.ok(close(free.latencyWith(pins), pinned.plan.latencySeconds));
  assert.ok(pinned.plan.latencySeconds > pinned.optimum.latencySeconds);
});

test('an edit that is refused keeps the last good answer, marked stale, with the pointer', () => {
  const { answer } = createAnswerer(splitway, data);
  const state = initialState('nsfnet', 'vgg19');
  const good = answer(state);
  const bad = answer({ ...state, edits: withEdit(state.edits, 'nodes', 'denver', { flopPerSecond: -3 }) });
  assert.equal(bad.stale, true);
  assert.equal(bad.plan, good.plan);
  assert.equal(bad.error.path, '/network/nodes/5/flopPerSecond');
  assert.equal(bad.wanted.network.nodes[5].flopPerSecond, -3);
  assert.equal(answer(state).stale, false);
});

test('an edit to nothing removes the field', () => {
  const { answer } = createAnswerer(splitway, data);
  const state = initialState('nsfnet', 'vgg19');
  const found = answer({ ...state, edits: withEdit(state.edits, 'nodes', 'seattle', { backlogFlop: null }) });
  assert.equal(found.error, null);
  assert.ok(!('backlogFlop' in found.scenario.network.nodes.find(({ id }) => id === 'seattle')));
});

const islands = {
  format: 'splitway/scenario@1',
  network: {
    nodes: ['phone', 'tower', 'gate', 'cloud'].map((id) => ({ id, flopPerSecond: id === 'tower' ? 0 : 1e9 })),
    links: [{ from: 'phone', to: 'tower', bitsPerSecond: 1e6, bothWays: true }, { from: 'gate', to: 'cloud', bitsPerSecond: 1e6 }],
  },
  models: [{ id: 'm', inputBytes: 10, layers: [{ name: 'l', flop: 1, outputBytes: 1 }] }],
  jobs: [{ id: 'j', model: 'm', source: 'phone', destination: 'cloud' }],
};

test('an unreachable destination says what can be reached and which cut separates', () => {
  const { answer } = createAnswerer(splitway, data);
  const lost = answer({ ...initialState('nsfnet', 'vgg19'), ...withOpened({ scenario: islands, name: 'islands', packed: '' }) });
  assert.equal(lost.error.code, 'unreachable');
  assert.equal(lost.plan, null);
  assert.equal(lost.nodes.length, 4);
  const { title, details } = troubleOf(lost);
  assert.equal(title, 'No route leads from the phone to the cloud.');
  assert.match(details[0], /reach only: the tower\./);
  assert.match(details[1], /only from: the gate\./);
  assert.deepEqual(cutBetween(islands.network.nodes, oneWayLinks(islands.network.links), 'phone', 'cloud'), { reached: ['phone', 'tower'], towards: ['gate', 'cloud'] });
});

test('what is saved opens again with the same answer', () => {
  const { answer } = createAnswerer(splitway, data);
  const state = { ...initialState('nsfnet', 'vgg19'), wait: 'additive', factors: { links: 2, compute: 0.5, backlog: 10 }, pins: [{ firstLayer: 1, lastLayer: 1, nodes: ['seattle'] }] };
  const found = answer(state);
  const saved = JSON.parse(JSON.stringify(scenarioToSave(found.current(), state, found.job.id)));
  assert.ok(close(splitway.route(saved).latencySeconds, found.plan.latencySeconds));
  assert.ok(saved.network.links.length < found.links.length);
});

test('links that go both ways survive being taken apart', () => {
  const links = [{ from: 'a', to: 'b', bitsPerSecond: 1, bothWays: true }, { from: 'b', to: 'c', bitsPerSecond: 2 }, { from: 'c', to: 'b', bitsPerSecond: 3 }];
  assert.deepEqual(bothWayLinks(oneWayLinks(links)), links);
});

test('machines in use never share a colour while there are enough', () => {
  const nodes = Array.from({ length: 30 }, (_, at) => ({ id: `n${at}`, flopPerSecond: at % 3 === 0 ? 0 : 1e9 }));
  const colours = coloursOf(nodes, ['n1', 'n13', 'n25', 'n28']);
  const used = ['n1', 'n13', 'n25', 'n28'].map((id) => colours[nodes.findIndex((node) => node.id === id)]);
  assert.equal(new Set(used).size, 4);
  assert.equal(colours[0], -1);
  assert.deepEqual(coloursOf(nodes.slice(0, 4), []), [-1, 0, 1, -1]);
});

test('the page opens on the default scenario', () => {
  const scenario = json('scenarios/default.json');
  const found = createAnswerer(splitway, data).answer(initialState(index.networks[0].id, index.models[0].id));
  assert.ok(close(found.plan.latencySeconds, splitway.route(scenario).latencySeconds));
  assert.equal(found.plan.wait, splitway.route(scenario).wait);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateFromLink, stateToLink } from '../../www/state/link.js';
import { LONGEST_IN_LINK, isKept, packScenario, unpackScenario } from '../../www/state/packed-scenario.js';
import { OPENED, initialState, withOpened } from '../../www/state/page-state.js';

const defaults = { network: 'nsfnet', model: 'vgg19', networks: ['nsfnet', 'tree'], models: ['vgg19', 'llama'] };
const initial = initialState('nsfnet', 'vgg19');
const there = (state, openPacked) => stateFromLink(stateToLink(state, defaults), defaults, openPacked);

test('what is as usual takes no room in the link', () => {
  assert.equal(stateToLink(initial, defaults), '');
  assert.deepEqual(stateFromLink('', defaults), { state: initial, problems: [] });
});

test('everything comes back from the link', () => {
  const state = {
    ...initial, network: 'tree', model: 'llama', wait: 'additive', source: 'a b&c=d;~#', destination: 'é~x',
    factors: { links: 0.01, compute: 3.162, backlog: 100 },
    pins: [{ firstLayer: 1, lastLayer: 4, nodes: ['phone,1', '~odd'] }, { firstLayer: 5, lastLayer: 5, nodes: ['x'], tags: ['trusted', '@;'] }],
    edits: { nodes: { 'wörld': { flopPerSecond: 2e10, memoryBytes: null } }, links: { 3: { delaySeconds: 0.004 } } },
  };
  assert.deepEqual(there(state), { state, problems: [] });
});

test('a broken link keeps the defaults and says which parts', () => {
  const { state, problems } = stateFromLink('n=nowhere&w=%%%&l=-1&c=abc&s=%E0%A4%A&e=!!&zzz&=&p=x', defaults);
  assert.deepEqual({ ...state, pins: [] }, { ...initial, pins: [] });
  assert.deepEqual(new Set(problems), new Set(['n', 'w', 'l', 'c', 's', 'e']));
});

test('factors beyond the sliders are brought to their ends', () => {
  const { state } = stateFromLink('l=1e9&c=0.0001', defaults);
  assert.deepEqual(state.factors, { links: 100, compute: 0.01, backlog: 1 });
});

const scenario = {
  format: 'splitway/scenario@1',
  network: { name: 'pair', nodes: [{ id: 'a', flopPerSecond: 1e9 }, { id: 'b', flopPerSecond: 1e12 }], links: [{ from: 'a', to: 'b', bitsPerSecond: 1e8, bothWays: true }] },
  models: [{ id: 'm', inputBytes: 1000, layers: [{ name: 'l1', flop: 1e9, outputBytes: 100 }] }],
  jobs: [{ id: 'j1', model: 'm', source: 'a', destination: 'a', pins: [{ firstLayer: 1, lastLayer: 1, nodes: ['b'] }] }, { id: 'j2', model: 'm', source: 'b', destination: 'a' }],
  options: { wait: 'additive' },
};

test('an opened scenario travels inside the link', async () => {
  const packed = await packScenario(scenario, null);
  assert.ok(!isKept(packed));
  assert.match(packed, /^[\w-]+$/);
  assert.deepEqual(await unpackScenario(packed, null), scenario);
  const opened = { scenario, name: 'pair', packed };
  const state = { ...initial, ...withOpened(opened, 'j2') };
  assert.deepEqual(there(state, () => opened), { state, problems: [] });
});

test('its own pins can be taken away, and its model replaced', async () => {
  const opened = { scenario, name: 'pair', packed: 'xyz' };
  const unpinned = { ...initial, ...withOpened(opened), pins: [] };
  assert.deepEqual(there(unpinned, () => opened).state.pins, []);
  const other = { ...initial, ...withOpened(opened), model: 'vgg19', pins: [] };
  const back = there(other, () => opened).state;
  assert.equal(back.network, OPENED);
  assert.equal(back.model, 'vgg19');
});

test('a scenario too long for a link is kept in the tab', async () => {
  const kept = new Map();
  const storage = { setItem: (key, value) => kept.set(key, value), getItem: (key) => kept.get(key) ?? null };
  const nodes = Array.from({ length: 3000 }, (_, index) => ({ id: `n${index}`, flopPerSecond: Math.sin(index) ** 2 * 1e12 }));
  const large = { ...scenario, network: { ...scenario.network, nodes } };
  const packed = await packScenario(large, storage);
  assert.ok(isKept(packed) && packed.length < LONGEST_IN_LINK);
  assert.deepEqual(await unpackScenario(packed, storage), large);
  await assert.rejects(unpackScenario(packed, { getItem: () => null }), /another browser tab/);
});

test('rubbish in place of a scenario is refused', async () => {
  await assert.rejects(unpackScenario('not-deflated', null));
});

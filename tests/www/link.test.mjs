import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textToBase64Url } from '../../www/state/base64url.js';
import { damageText, strangersIn } from '../../www/state/link-damage.js';
import { isOfTabOnly, stateFromLink, stateToLink } from '../../www/state/link.js';
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

test('a link is shown whole or not at all, and says which parts are broken', () => {
  const { state, problems } = stateFromLink('n=nowhere&w=%%%&l=-1&c=abc&s=%E0%A4%A&e=!!&zzz&=&p=x&b=3', defaults);
  assert.deepEqual(state, initial);
  assert.deepEqual(new Set(problems), new Set(['n', 'w', 'l', 'c', 's', 'e', 'zzz', '', 'p']));
  assert.equal(stateFromLink('n=tree&b=3', defaults).state.network, 'tree');
});

test('every cut through a link leaves a state that can be shown', () => {
  const whole = stateToLink({ ...initial, network: 'tree', wait: 'additive', source: 'é', pins: [{ firstLayer: 1, lastLayer: 12, nodes: ['a'] }], edits: { nodes: { a: { label: 'b' } }, links: {} } }, defaults);
  for (let end = 0; end < whole.length; end += 1) {
    const { state, problems } = stateFromLink(whole.slice(0, end), defaults);
    if (problems.length > 0) assert.deepEqual(state, initial, whole.slice(0, end));
  }
});

test('edits that are no numbers of nodes and links are refused', () => {
  for (const edits of [null, 3, [], { nodes: 3 }, { nodes: { a: 3 } }, { links: { 0: { delaySeconds: {} } } }]) {
    assert.deepEqual(stateFromLink(`e=${textToBase64Url(JSON.stringify(edits))}`, defaults).problems, ['e'], JSON.stringify(edits));
  }
});

test('a link of another version says so', () => {
  assert.deepEqual(stateFromLink('v=1&n=tree', defaults).problems, []);
  const { state, problems } = stateFromLink('v=2&n=tree&x=5', defaults);
  assert.deepEqual(state, initial);
  assert.equal(damageText(problems), 'It comes from another version of this page.');
});

test('damage is told by the parts it is in', () => {
  assert.equal(damageText(['p']), 'What it says of the pins is cut short, damaged or unknown here.');
  assert.equal(damageText(['l', 'e', 's', 'zzz']), 'What it says of the link rates, the changed numbers and the start is cut short, damaged or unknown here.');
  assert.equal(damageText(['answer', '']), 'It is damaged, or not a link of this page.');
});

test('names and numbers of what the scenario does not have are found', () => {
  const network = { nodes: [{ id: 'a', tags: ['edge'] }, { id: 'b' }], links: [{ from: 'a', to: 'b', bothWays: true }] };
  const model = { id: 'vgg19', layers: [{ name: 'l1' }, { name: 'l2' }] };
  const data = { networks: new Map([['nsfnet', { network, sourceNode: 'a', destinationNode: 'b' }]]), models: new Map([['vgg19', { model }]]) };
  const pin = { firstLayer: 1, lastLayer: 2, nodes: ['a'], tags: ['edge'] };
  const found = (changes) => strangersIn({ ...initial, ...changes }, data);
  assert.deepEqual(found({ source: 'b', destination: 'a', pins: [pin], edits: { nodes: { a: {} }, links: { 1: {} } } }), []);
  assert.deepEqual(found({ source: 'c', destination: 'd' }), ['s', 'd']);
  for (const wrong of [{ lastLayer: 3 }, { firstLayer: 0 }, { firstLayer: 2, lastLayer: 1 }, { nodes: ['c'] }, { tags: ['x'] }]) {
    assert.deepEqual(found({ pins: [{ ...pin, ...wrong }] }), ['p'], JSON.stringify(wrong));
  }
  assert.deepEqual(found({ edits: { nodes: { c: {} }, links: {} } }), ['e']);
  assert.deepEqual(found({ edits: { nodes: {}, links: { 2: {} } } }), ['e']);
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
  assert.equal(isOfTabOnly(`n=tree&o=${packed}`), true);
  assert.equal(isOfTabOnly(`s=kept.a&o=${await packScenario(scenario, storage)}`), false);
});

test('rubbish in place of a scenario is refused', async () => {
  await assert.rejects(unpackScenario('not-deflated', null), /cut short or damaged/);
});

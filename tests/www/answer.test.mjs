import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load } from 'splitway';
import { createAnswerer } from '../../www/answer/answer.js';
import { sentenceOf, textOf } from '../../www/answer/sentence.js';
import { comparisonsOf } from '../../www/answer/comparisons.js';
import { coloursOf } from '../../www/answer/palette.js';
import { cutBetween } from '../../www/answer/reachability.js';
import { troubleOf } from '../../www/answer/trouble.js';
import { initialState, withEdit, withOpened } from '../../www/state/page-state.js';
import { bothWayLinks, oneWayLinks, scenarioToSave, withFactors } from '../../www/state/scenario.js';

const json = (path) => JSON.parse(readFileSync(new URL(`../../data/${path}`, import.meta.url)));
const index = json('index.json');
const data = {
  networks: new Map(index.networks.map(({ id }) => [id, json(`networks/${id}.json`)])),
  models: new Map(index.models.map(({ id }) => [id, json(`models/${id}.json`)])),
};
const splitway = await load();
const close = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

test('of a graph, too, all layers on one machine take what they take in the best order', () => {
  const branches = Array.from({ length: 8 }, (_, at) => ({ name: `branch${at}`, flop: 1e8 * (at + 1), outputBytes: 1e5 * (at + 1), inputs: ['stem'] }));
  const model = {
    id: 'wide', inputBytes: 6e5,
    layers: [{ name: 'stem', flop: 1e9, outputBytes: 3e6, inputs: ['input'] }, ...branches, { name: 'join', flop: 1e7, outputBytes: 4000, inputs: branches.map(({ name }) => name) }],
  };
  const { network } = data.networks.get('nsfnet');
  const scenario = { format: 'splitway/scenario@1', network, models: [model], jobs: [{ id: 'j', model: 'wide', source: 'phone', destination: 'denver' }] };
  const { answer } = createAnswerer(splitway, data);
  for (const wait of ['draining', 'additive']) {
    const found = answer({ ...initialState('nsfnet', 'vgg19'), ...withOpened({ scenario, name: 'wide', packed: '' }), wait, factors: { links: 3, compute: 0.5, backlog: 2 } });
    const all = found.nodes.filter(({ flopPerSecond }) => flopPerSecond > 0)
      .map(({ id }) => splitway.route(found.current, { wait, pins: [{ firstLayer: 1, lastLayer: model.layers.length, nodes: [id] }] }).latencySeconds);
    assert.ok(close(found.baselines.single.latencySeconds, Math.min(...all)), wait);
    assert.ok(found.plan.exact);
  }
});

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
      const { device, cloud, single } = found.baselines;
      for (const baseline of [device, cloud, single]) {
        if (baseline) assert.ok(baseline.latencySeconds >= found.plan.latencySeconds * (1 - 1e-9));
      }
    }
  }
});

test('the best single machine is the soonest of all', () => {
  const { answer } = createAnswerer(splitway, data);
  for (const network of data.networks.keys()) {
    const found = answer(initialState(network, 'vgg19'));
    const all = found.nodes.filter(({ flopPerSecond }) => flopPerSecond > 0)
      .map(({ id }) => splitway.route(found.current, { pins: [{ firstLayer: 1, lastLayer: found.layers.length, nodes: [id] }] }).latencySeconds);
    assert.equal(found.baselines.single.latencySeconds, Math.min(...all), network);
    assert.equal(new Set(found.baselines.single.placement).size, 1);
    assert.equal(found.baselines.single.placement[0], found.baselines.singleNode.id);
  }
});

test('in a large network the best single machine is looked for in slices', () => {
  const nodes = Array.from({ length: 40 }, (_, at) => ({ id: `n${at}`, flopPerSecond: 1e9 * (1 + ((at * 7) % 40)) }));
  const links = nodes.slice(1).map(({ id }) => ({ from: 'n0', to: id, bitsPerSecond: 1e6, bothWays: true }));
  const scenario = { ...islands, network: { nodes, links }, jobs: [{ id: 'j', model: 'm', source: 'n0', destination: 'n0' }] };
  const { baselines } = createAnswerer(splitway, data).answer({ ...initialState('nsfnet', 'vgg19'), ...withOpened({ scenario, name: 'star', packed: '' }) });
  assert.equal(baselines.singleNode, null);
  let slices = 0;
  for (let left = 5; !baselines.seekSingle(() => left-- > 0); left = 5) slices += 1;
  assert.equal(slices, 7);
  assert.equal(baselines.singleNode.id, 'n0');
});

test('each machine is compared with once, and it is said what it is', () => {
  const { answer } = createAnswerer(splitway, data);
  const labels = (network, model, changes) => comparisonsOf(answer({ ...initialState(network, model), ...changes })).map(({ label, why }) => (why ? `${label}: ${why}` : label));
  assert.deepEqual(labels('nsfnet', 'vgg19'), ['The best split', 'All on Phone', 'All on Chicago, the fastest machine', 'All on Los Angeles, the best single machine']);
  assert.deepEqual(labels('nsfnet', 'resnet34'), ['The best split', 'All on Phone, the best single machine', 'All on Chicago, the fastest machine']);
  assert.deepEqual(labels('geant', 'resnet34'), ['The best plan: all on Madrid, the best single machine', 'All on Phone', 'All on Amsterdam, the fastest machine']);
  assert.deepEqual(labels('tree', 'llama-7b-decode'), ['The best split', 'All on Phone: does not fit in its memory', 'All on Cloud, the fastest machine and the best single machine']);
  const pins = [{ firstLayer: 1, lastLayer: 1, nodes: ['seattle'] }];
  assert.equal(labels('nsfnet', 'vgg19', { pins })[0], 'The plan as pinned');
});

test('of machines that are as fast, the fastest told is one of the plan, else the source, else the one that answers soonest', () => {
  const { answer } = createAnswerer(splitway, data);
  const link = (from, to, bitsPerSecond) => ({ from, to, bitsPerSecond, delaySeconds: 0.001, bothWays: true });
  const asked = (rates, source) => {
    const network = { nodes: Object.entries(rates).map(([id, flopPerSecond]) => ({ id, flopPerSecond })), links: [link('a', 'b', 1e6), link('b', 'c', 1e9)] };
    const model = { id: 'm', inputBytes: 1e6, layers: [{ name: 'l1', flop: 1e9, outputBytes: 1e6 }, { name: 'l2', flop: 1e9, outputBytes: 4 }] };
    const scenario = { format: 'splitway/scenario@1', network, models: [model], jobs: [{ id: 'j', model: 'm', source, destination: source }] };
    return answer({ ...initialState('nsfnet', 'vgg19'), ...withOpened({ scenario, name: 'm', packed: '' }) });
  };
  // All alike: the plan stays where the input is, and beats no other "fastest machine".
  const alike = asked({ a: 1e12, b: 1e12, c: 1e12 }, 'c');
  assert.deepEqual([...new Set(alike.plan.placement)], ['c']);
  assert.equal(alike.baselines.cloudNode.id, 'c');
  assert.equal(comparisonsOf(alike).length, 1);
  assert.doesNotMatch(textOf(sentenceOf(alike)), /sooner than/);
  // The plan runs on one of two that are alike.
  assert.equal(asked({ a: 1e12, b: 1e9, c: 1e12 }, 'b').baselines.cloudNode.id, 'c');
  // The slow source keeps it all: of those that are alike, the one behind the faster link.
  const far = asked({ a: 2e9, b: 1e9, c: 2e9 }, 'b');
  assert.equal(far.baselines.cloudNode.id, 'c');
});

test('layers that run in another order than the file has are told in that of the run; what is saved is as the file has it', () => {
  const layer = (name, ...inputs) => ({ name, flop: 1e9, outputBytes: 1e6, inputs });
  const pin = (number, node) => ({ firstLayer: number, lastLayer: number, nodes: [node] });
  const scenario = {
    format: 'splitway/scenario@1',
    network: { nodes: [{ id: 'p', flopPerSecond: 1e9 }, { id: 'q', flopPerSecond: 1e9 }], links: [{ from: 'p', to: 'q', bitsPerSecond: 1e6, bothWays: true }] },
    models: [{ id: 'm', inputBytes: 1e6, layers: [layer('a', 'input'), layer('b', 'a'), layer('c', 'a'), layer('d', 'b', 'c')] }],
    jobs: [{ id: 'j', model: 'm', source: 'p', destination: 'q', pins: [pin(1, 'p'), pin(2, 'q'), pin(3, 'p'), pin(4, 'q')] }],
  };
  const found = createAnswerer(splitway, data).answer({ ...initialState('nsfnet', 'vgg19'), ...withOpened({ scenario, name: 'two', packed: '' }) });
  assert.deepEqual(found.layers.map(({ name }) => name), ['a', 'c', 'b', 'd']);
  assert.deepEqual(found.plan.placement, ['p', 'p', 'q', 'q']);
  assert.deepEqual(found.planInFile.placement, ['p', 'q', 'p', 'q']);
  assert.deepEqual(found.planInFile.steps, splitway.route(scenario).steps);
});

test('sliders give what the same numbers in the file give', () => {
  const { answer } = createAnswerer(splitway, data);
  const factors = { links: 0.1, compute: 7, backlog: 3 };
  const slid = answer({ ...initialState('nsfnet', 'vgg19'), factors });
  const fresh = splitway.route(slid.current);
  assert.ok(close(fresh.latencySeconds, slid.plan.latencySeconds));
  assert.equal(slid.nodes[0].flopPerSecond, slid.current.network.nodes[0].flopPerSecond);
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

test('a number that is refused is named as the editor names it, with the way there', () => {
  const { answer } = createAnswerer(splitway, data);
  const state = initialState('nsfnet', 'vgg19');
  const node = troubleOf(answer({ ...state, edits: withEdit(state.edits, 'nodes', 'denver', { flopPerSecond: -3 }) }));
  assert.equal(node.title, 'This cannot be solved: mend the compute rate of Denver.');
  assert.match(node.details[0], /-3/);
  assert.deepEqual(node.remedy, { words: 'Change the compute rate of Denver', ref: { kind: 'node', node: 5, field: 'flopPerSecond' } });
  const link = troubleOf(answer({ ...state, edits: withEdit(state.edits, 'links', 0, { delaySeconds: -1 }) }));
  assert.match(link.title, /mend the propagation delay from .+ to .+\./);
  assert.deepEqual(link.remedy.ref, { kind: 'link', link: 0, field: 'delaySeconds' });
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
  const saved = JSON.parse(JSON.stringify(scenarioToSave(found.current, state, found.job.id)));
  assert.ok(close(splitway.route(saved).latencySeconds, found.plan.latencySeconds));
  assert.ok(saved.network.links.length < found.links.length);
});

test('the plan that is saved proves itself on the scenario that is saved', () => {
  const { answer } = createAnswerer(splitway, data);
  const plain = { ...initialState('nsfnet', 'vgg19'), wait: 'additive', factors: { links: 2, compute: 0.5, backlog: 1 } };
  for (const state of [plain, { ...plain, pins: [{ firstLayer: 1, lastLayer: 2, nodes: ['denver'] }] }]) {
    const found = answer(state);
    const saved = JSON.parse(JSON.stringify([scenarioToSave(found.current, state, found.job.id), found.planToSave()]));
    assert.equal(splitway.verify(...saved).optimal, true);
  }
});

test('sliders fold into a file as the solver folds them', () => {
  const measured = { device: 'cpu', flopPerSecond: 2e9, memoryBytesPerSecond: 1e10, backlogFlop: 5 };
  const model = { id: 'm', inputBytes: 10, layers: [{ name: 'l', flop: 1, outputBytes: 1, secondsOn: { cpu: 0.25 } }] };
  const nodes = islands.network.nodes.map((node) => ({ ...node, ...(node.id === 'cloud' && measured) }));
  const links = oneWayLinks(islands.network.links).map((link, at) => ({ ...link, ...(at === 0 && { backlogBits: 3 }) }));
  const scenario = { ...islands, network: { nodes, links }, models: [model] };
  const factors = { links: 0.3, compute: 7, backlog: 11 };
  const router = splitway.router(scenario);
  router.scaleLinks(factors.links).scaleCompute(factors.compute).scaleBacklog(factors.backlog);
  const folded = withFactors(scenario, factors);
  assert.deepEqual(splitway.router(folded).scenario(), router.scenario());
  assert.equal(folded.network.nodes[3].backlogFlop, 55);
  assert.equal(withFactors(scenario, { links: 1, compute: 1, backlog: 1 }), scenario);
});

test('what is saved while an error shows is what was wanted, not the last good answer', () => {
  const factors = { links: 2, compute: 0.5, backlog: 1 };
  const good = { ...initialState('nsfnet', 'vgg19'), factors };
  const denver = (scenario) => scenario.network.nodes.find(({ id }) => id === 'denver');
  const saved = (found, state) => JSON.parse(JSON.stringify(scenarioToSave(found.current, state, found.job.id)));

  const refused = { ...good, wait: 'additive', edits: withEdit(withEdit(good.edits, 'nodes', 'denver', { flopPerSecond: -3 }), 'nodes', 'denver', { label: 'D' }) };
  const pinned = { ...good, pins: [{ firstLayer: 2, lastLayer: 3, nodes: ['omaha'] }] };
  for (const seenBefore of [true, false]) {
    const { answer } = createAnswerer(splitway, data);
    if (seenBefore) answer(good);
    const first = saved(answer(refused), refused);
    assert.equal(denver(first).flopPerSecond, -1.5);
    assert.equal(denver(first).label, 'D');
    assert.equal(first.options.wait, 'additive');
    assert.equal(first.network.links[0].bitsPerSecond, 2 * data.networks.get('nsfnet').network.links[0].bitsPerSecond);
    assert.throws(() => splitway.validate(first), { path: '/network/nodes/5/flopPerSecond' });

    const second = saved(answer(pinned), pinned);
    assert.deepEqual(second.jobs[0].pins, pinned.pins);
    assert.throws(() => splitway.route(second), { code: 'no-feasible-placement' });
    assert.ok(denver(second).flopPerSecond > 0);
  }
});

test('no number is lost in what is saved, however far the sliders go', () => {
  const huge = { ...islands, network: { ...islands.network, nodes: [{ id: 'phone', flopPerSecond: 1e308 }] } };
  assert.equal(withFactors(huge, { links: 1, compute: 100, backlog: 1 }).network.nodes[0].flopPerSecond, Number.MAX_VALUE);
});

test('a plan that no memory holds says where, how much it needs and how much there is', () => {
  const { answer } = createAnswerer(splitway, data);
  const state = initialState('nsfnet', 'vgg19');
  const good = answer(state);
  const index = good.nodes.findIndex(({ id }) => id === good.plan.placement.at(-1));
  const node = good.nodes[index];
  const small = answer({ ...state, edits: withEdit(state.edits, 'nodes', node.id, { memoryBytes: 64e6 }) });
  assert.equal(small.error.code, 'memory-exceeded');
  assert.equal(small.plan, good.plan);
  const needBytes = good.layers.reduce((sum, layer) => sum + (layer.node === index ? layer.weightBytes ?? 0 : 0), 0);
  assert.deepEqual(small.overfull, { index, needBytes, memoryBytes: 64e6 });
  const { title, details, remedy } = troubleOf(small);
  assert.equal(title, `The fastest plan does not fit in the memory of ${node.label}.`);
  assert.match(details[0], /^It would hold [\d.]+ MB of weights there, and there is room for 64 MB\.$/);
  assert.deepEqual(remedy.ref, { kind: 'node', node: index, field: 'memoryBytes' });
  const enough = answer({ ...state, edits: withEdit(state.edits, 'nodes', node.id, { memoryBytes: needBytes }) });
  assert.equal(enough.error, null);
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

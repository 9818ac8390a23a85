import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importFrom, installPackage } from './installed.mjs';
import { twoNodes } from './two-nodes.mjs';

const { SplitwayError, load } = await importFrom(installPackage());
const splitway = await load();

/** Asserts that a call throws a SplitwayError with exactly these fields. */
function refuses(call, { code, path, message }) {
  assert.throws(call, (error) => {
    assert.ok(error instanceof SplitwayError && error instanceof Error);
    assert.deepEqual(
      { name: error.name, code: error.code, path: error.path, message: error.message },
      { name: 'SplitwayError', code, path, message },
    );
    assert.match(error.stack, /errors\.test\.mjs/);
    return true;
  });
}

/** The scenario with one value replaced. */
function changed(change) {
  const scenario = twoNodes();
  change(scenario);
  return scenario;
}

const scenarioErrors = [
  ['text that is no JSON', '{', { code: 'invalid-json', path: '', message: 'EOF while parsing an object at line 1 column 1' }],
  ['another format', { format: 'splitway/scenario@2' }, {
    code: 'unsupported-format', path: '/format', message: 'the format is `splitway/scenario@2`, this reader knows `splitway/scenario@1`',
  }],
  ['an unknown field', changed((scenario) => { scenario.network.nodes[1].flops = 3; }), {
    code: 'invalid-scenario',
    path: '/network/nodes/1/flops',
    message: /^unknown field `flops`, expected one of `id`, `label`, `flopPerSecond`, /,
  }],
  ['a link to nowhere', changed((scenario) => { scenario.network.links[0].to = 'moon'; }), {
    code: 'invalid-scenario', path: '/network/links/0/to', message: 'there is no node `moon`',
  }],
  ['a negative rate', changed((scenario) => { scenario.network.nodes[0].flopPerSecond = -1; }), {
    code: 'invalid-scenario', path: '/network/nodes/0/flopPerSecond', message: '`flopPerSecond` is a finite number of at least 0, not -1',
  }],
  ['NaN', changed((scenario) => { scenario.network.nodes[0].flopPerSecond = NaN; }), {
    code: 'invalid-scenario', path: '/network/nodes/0/flopPerSecond', message: 'NaN is not a finite number',
  }],
  ['Infinity', changed((scenario) => { scenario.network.links[0].bitsPerSecond = Infinity; }), {
    code: 'invalid-scenario', path: '/network/links/0/bitsPerSecond', message: 'Infinity is not a finite number',
  }],
  ['a BigInt', changed((scenario) => { scenario.jobs[0].weight = 1n; }), {
    code: 'invalid-scenario', path: '/jobs/0/weight', message: 'a bigint cannot be written as JSON',
  }],
  ['a function', changed((scenario) => { scenario.network.name = () => 'x'; }), {
    code: 'invalid-scenario', path: '/network/name', message: 'a function cannot be written as JSON',
  }],
  ['a hole in an array', changed((scenario) => { scenario.models[0].layers[2] = undefined; }), {
    code: 'invalid-scenario', path: '/models/0/layers/2', message: 'undefined cannot be written as JSON',
  }],
  ['a Map', changed((scenario) => { scenario.models[0].layers[0].secondsOn = new Map(); }), {
    code: 'invalid-scenario', path: '/models/0/layers/0/secondsOn', message: 'a plain value is needed here, not Map',
  }],
  ['a cycle, under a key that a pointer must escape', changed((scenario) => { scenario.network['a/b~c'] = scenario; }), {
    code: 'invalid-scenario', path: '/network/a~1b~0c', message: 'the value contains itself',
  }],
  ['nothing', undefined, { code: 'invalid-scenario', path: '', message: 'undefined cannot be written as JSON' }],
  ['a layer that reads of itself', changed((scenario) => { scenario.models[0].layers[1].inputs = ['gemm']; }), {
    code: 'invalid-scenario',
    path: '/models/0/layers/1/inputs/0',
    message: 'layer 2 (`gemm`) reads `gemm`, which layer 2 makes; layers stand after those that they read from',
  }],
  ['unknown work', changed((scenario) => { scenario.models[0].layers[1].flop = null; }), {
    code: 'unknown-work',
    path: '/models/0/layers/1/flop',
    message: 'the work of layer 2 (`gemm`) is unknown; give its `flop` a number to route the model',
  }],
];

for (const [what, scenario, { message, ...where }] of scenarioErrors) {
  test(`route refuses ${what}`, () => {
    const exact = typeof message === 'string' ? message : undefined;
    if (exact !== undefined) return refuses(() => splitway.route(scenario), { ...where, message });
    return assert.throws(() => splitway.route(scenario), { name: 'SplitwayError', message, ...where });
  });
}

test('the scenario is checked the same way by every function that takes one', () => {
  const bad = changed((scenario) => { scenario.network.links[0].to = 'moon'; });
  const expected = { code: 'invalid-scenario', path: '/network/links/0/to', message: 'there is no node `moon`' };
  const plan = splitway.route(twoNodes());
  for (const call of ['route', 'validate', 'layeredGraph', 'dot', 'router']) refuses(() => splitway[call](bad), expected);
  refuses(() => splitway.verify(bad, plan), expected);
});

test('deep nesting is refused, as an object and as text', () => {
  let deep = [];
  for (let depth = 0; depth < 200; depth += 1) deep = [deep];
  assert.throws(() => splitway.route({ format: deep }), { code: 'invalid-scenario', message: 'nested more than 100 levels deep' });
  const text = `{"format":${'['.repeat(1e6)}`;
  assert.throws(() => splitway.route(text), { name: 'SplitwayError' });
});

test('options are refused with their place', () => {
  const route = (options) => () => splitway.route(twoNodes(), options);
  assert.throws(route({ certificat: true }), { code: 'invalid-option', path: '/certificat', message: /^unknown field `certificat`, expected one of / });
  assert.throws(route({ wait: 'patient' }), { code: 'invalid-option', path: '/wait', message: /^expected `draining` or `additive`, found the text `patient`/ });
  refuses(route({ pins: [{ firstLayer: NaN }] }), { code: 'invalid-option', path: '/pins/0/firstLayer', message: 'NaN is not a finite number' });
  refuses(route({ job: 'other' }), { code: 'unknown-job', path: '/jobs', message: 'there is no job `other`, there is `job`' });
  assert.throws(route(null), { code: 'invalid-option', path: '' });
  assert.throws(route('additive'), { code: 'invalid-option', path: '' });
});

test('what has no answer has its own codes', () => {
  const cut = changed((scenario) => { scenario.network.links = []; });
  assert.throws(() => splitway.route(cut), { name: 'SplitwayError', code: 'unreachable', path: '/jobs/0/destination' });
  const relays = changed((scenario) => scenario.network.nodes.forEach((node) => { node.flopPerSecond = 0; }));
  assert.throws(() => splitway.route(relays), { name: 'SplitwayError', code: 'no-feasible-placement' });
  const small = changed((scenario) => {
    scenario.models[0].layers[1].weightBytes = 1e9;
    scenario.network.nodes[1].memoryBytes = 1e6;
  });
  assert.throws(() => splitway.route(small), { name: 'SplitwayError', code: 'memory-exceeded', path: '/network/nodes/1/memoryBytes' });
});

test('verify refuses a plan that does not hold, with the place', () => {
  const plan = splitway.route(twoNodes(), { certificate: true });
  const tampered = (change) => {
    const copy = structuredClone(plan);
    change(copy);
    return () => splitway.verify(twoNodes(), copy);
  };
  assert.throws(tampered((copy) => { copy.steps[0].endSeconds += 0.01; }), { code: 'invalid-plan', path: /^\/steps\/0/ });
  assert.throws(tampered((copy) => { copy.latencySeconds = 0.1; }), { code: 'invalid-plan', path: '/latencySeconds' });
  assert.throws(tampered((copy) => { copy.certificate.potentialSeconds[1][0] += 0.05; }), { code: 'invalid-plan', path: /^\/certificate/ });
  assert.throws(() => splitway.verify(twoNodes(), {}), { code: 'invalid-plan', path: '', message: /^missing field `format`/ });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certaintyWords } from '../../www/answer/certainty.js';
import { comparison, sentenceOf, textOf } from '../../www/answer/sentence.js';

const nodes = [{ id: 'p', label: 'phone', index: 0 }, { id: 's', label: 'Seattle', index: 1 }, { id: 'd', label: 'data centre', index: 2 }, { id: 'x', label: 'X', index: 3 }];
const layers = ['conv1', 'conv2', 'fc'].map((name) => ({ name }));
const compute = (node, layer) => ({ kind: 'compute', node, layer, startSeconds: 0, endSeconds: 0 });
const transfer = (from, to, afterLayer, bytes = 803e3) => ({ kind: 'transfer', from, to, link: 0, afterLayer, bytes, startSeconds: 0, endSeconds: 0, arriveSeconds: 0 });

function answerWith(steps, { latency = 0.041, device = 0.25, cloud = 0.053, optimum = latency, pins = [], source = 'p', deviceError = null, single = null, singleAt = null } = {}) {
  const plan = { steps, latencySeconds: latency };
  const baseline = (seconds) => (seconds === null ? null : { latencySeconds: seconds });
  return {
    plan, optimum: { latencySeconds: optimum }, pins, nodes, layers, job: { source }, sourceIndex: 0,
    baselines: { device: baseline(device), cloud: baseline(cloud), cloudNode: nodes[2], deviceError, single: baseline(single), singleNode: nodes[singleAt] ?? null },
  };
}
const sentence = (...given) => textOf(sentenceOf(answerWith(...given)));

test('a split tells what runs where, what is sent, and how much sooner it is', () => {
  const steps = [compute('p', 1), compute('p', 2), transfer('p', 's', 2), transfer('s', 'd', 2), compute('d', 3), transfer('d', 'p', 3, 4)];
  assert.equal(sentence(steps), 'Run conv1–conv2 on the phone, send 803 kB via Seattle, finish on the data centre, return the result to the phone: '
    + '41 ms, 6.1× sooner than all on the phone (250 ms) and 1.3× sooner than all on the data centre (53 ms).');
});

test('the data centre is named only when it is the closer one', () => {
  const steps = [compute('p', 1), compute('p', 2), compute('p', 3)];
  assert.equal(sentence(steps, { latency: 0.25, cloud: 0.5 }), 'Run all 3 layers on the phone: 250 ms, 2× sooner than all on the data centre (500 ms). No split is sooner.');
});

test('the best single machine is named as such, where it is also the device or the data centre too', () => {
  const steps = [compute('p', 1), transfer('p', 's', 1), compute('s', 2), compute('s', 3)];
  const ends = (given) => sentence(steps, given).split('41 ms, ')[1];
  assert.equal(ends({ single: 0.045, singleAt: 1 }), '6.1× sooner than all on the phone (250 ms) and 8.9 % sooner than all on Seattle, the best single machine (45 ms).');
  assert.equal(ends({ single: 0.053, singleAt: 2 }), '6.1× sooner than all on the phone (250 ms) and 1.3× sooner than all on the data centre, the best single machine (53 ms).');
  assert.equal(ends({ device: 0.05, single: 0.05, singleAt: 0 }), '1.2× sooner than all on the phone, the best single machine (50 ms).');
  assert.equal(ends({ device: null, single: 0.045, singleAt: 1 }), '8.9 % sooner than all on Seattle, the best single machine (45 ms).');
  assert.equal(ends({ single: 0.041, singleAt: 1 }), '6.1× sooner than all on the phone (250 ms) and 1.3× sooner than all on the data centre (53 ms). No split is sooner.');
});

test('everything on the device and nothing to compare with', () => {
  const steps = [compute('p', 1), compute('p', 2), compute('p', 3)];
  assert.equal(sentence(steps, { latency: 0.25, cloud: null }), 'Run all 3 layers on the phone: 250 ms. No split is sooner.');
});

test('everything in the data centre sends the input', () => {
  const steps = [transfer('p', 's', 0, 602112), transfer('s', 'd', 0, 602112), compute('d', 1), compute('d', 2), compute('d', 3), transfer('d', 'x', 3, 4)];
  assert.equal(sentence(steps, { latency: 0.053 }), 'Send the input (602 kB) via Seattle, run all 3 layers on the data centre, send the result to X: '
    + '53 ms, 4.7× sooner than all on the phone (250 ms). No split is sooner.');
});

test('long ways count hops', () => {
  const steps = [compute('p', 1), transfer('p', 's', 1), transfer('s', 'x', 1), transfer('x', 's', 1), transfer('s', 'd', 1), compute('d', 2), compute('d', 3)];
  assert.match(sentence(steps), /^Run conv1 on the phone, send 803 kB over 4 hops, finish on the data centre: /);
});

test('pins say what they cost', () => {
  const steps = [compute('s', 1), compute('s', 2), compute('s', 3)];
  const pins = [{ firstLayer: 1, lastLayer: 1, nodes: ['s'] }];
  assert.match(sentence(steps, { latency: 0.0533, optimum: 0.041, pins }), /The pins cost \+12\.3 ms \(\+30 %\) against the optimum\.$/);
  assert.match(sentence(steps, { pins }), /The pins cost nothing\.$/);
  assert.match(sentence(steps, { latency: 0.5, optimum: 0.041, pins }), /2× slower than all on the phone/);
});

test('a model that the device cannot hold is said so', () => {
  const steps = [compute('d', 1), compute('d', 2), compute('d', 3)];
  assert.match(sentence(steps, { device: null, deviceError: { code: 'memory-exceeded' } }), / The whole model does not fit in the memory of the phone\.$/);
});

test('a plan over many machines is told in short', () => {
  const chain = ['p', 's', 'd', 'x', 'p'];
  const steps = chain.flatMap((node, at) => [...(at > 0 ? [transfer(chain[at - 1], node, at, 1e3)] : []), compute(node, at + 1)]);
  const answer = answerWith(steps);
  answer.layers = chain.map((_, at) => ({ name: `l${at}` }));
  assert.match(textOf(sentenceOf(answer)), /^Run the layers in turn on the phone, Seattle, the data centre, X and the phone, sending 4 kB in all: /);
});

test('comparisons are factors, or per cent when they are small', () => {
  assert.equal(comparison(1, 6.12), '6.1× sooner than');
  assert.equal(comparison(1, 1.08), '7.4 % sooner than');
  assert.equal(comparison(1, 1.001), 'as fast as');
  assert.equal(comparison(1.05, 1), '5 % slower than');
  assert.equal(comparison(2, 1), '2× slower than');
  assert.deepEqual([comparison(0, 0), comparison(0, 1), comparison(1, 0)], ['as fast as', 'infinitely sooner than', 'infinitely slower than']);
});

test('the sentence can leave the latency to the figure beside it', () => {
  const text = textOf(sentenceOf(answerWith([compute('p', 1), compute('p', 2), compute('p', 3)]), { withLatency: false }));
  assert.match(text, /^Run all 3 layers on the phone: 6\.1× sooner than/);
});

test('an answer that is not proven does not claim to be the optimum', () => {
  assert.equal(certaintyWords({ exact: true }, false), 'Exact optimum');
  assert.equal(certaintyWords({ exact: true }, true), 'Exact, given the pins');
  const orderedBlocks = [{ firstLayer: 12, lastLayer: 136 }];
  assert.equal(certaintyWords({ exact: false, orderedBlocks }, false), 'Not proven the optimum: layers 12–136 have too many orders to search, and run in the file’s');
  const four = Array.from({ length: 4 }, (_, at) => ({ firstLayer: at * 10 + 1, lastLayer: at * 10 + 9 }));
  assert.match(certaintyWords({ exact: false, orderedBlocks: four }, true), /layers 1–9, 11–19, 21–29 and 1 more have/);
  const answer = answerWith([compute('p', 1), compute('p', 2), compute('p', 3)], { latency: 0.25 });
  answer.plan.exact = false;
  assert.match(textOf(sentenceOf(answer)), /No split that was searched is sooner\.$/);
});

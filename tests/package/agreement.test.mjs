// When a comparison says that its solvers cannot all be right.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { disagreements } from '../../js/compare/agreement.js';

const run = (name, optimumSeconds, more) => ({
  name, status: 'optimal', relaxed: name.endsWith('-lp'), optimumSeconds, boundSeconds: optimumSeconds, planSeconds: null, isIntegral: null, ...more,
});
const ofRuns = (...runs) => disagreements(runs);

test('nothing is said of optima within a millionth, and of bounds below them', () => {
  assert.deepEqual(ofRuns(), []);
  assert.deepEqual(ofRuns(run('placement', 1), run('routing', 1 + 1e-8), run('placement-lp', 0.5), run('router', 1)), []);
  assert.deepEqual(ofRuns(run('placement', 0), run('routing', 1e-16)), []);
  assert.deepEqual(ofRuns(run('routing', 1, { planSeconds: 1 + 1e-8 }), run('placement', null, { status: 'time-limit', boundSeconds: 0.5 })), []);
  assert.deepEqual(ofRuns(run('routing', null, { status: 'infeasible' }), run('routing-lp', 1)), []);
});

test('what differs is said, whoever is wrong', () => {
  assert.deepEqual(ofRuns(run('placement', 1), run('router', 1 + 1e-5)), ['placement finds 1 s, router 1.00001 s']);
  assert.deepEqual(ofRuns(run('routing', 1), run('routing-lp', 1 + 1e-5)), ['the relaxation routing-lp has 1.00001 s, above: routing finds 1 s']);
  assert.deepEqual(ofRuns(run('routing', 1), run('routing-lp', 0.9, { isIntegral: true })), ['routing-lp has a whole solution of 0.9 s, routing finds 1 s']);
  assert.deepEqual(ofRuns(run('routing', 1, { planSeconds: 1 + 1e-5 })), ['the plan of routing takes 1.00001 s, its optimum is 1 s']);
  assert.deepEqual(ofRuns(run('routing', 1), run('placement', null, { status: 'infeasible' })), ['placement has no answer, routing finds 1 s']);
  assert.deepEqual(ofRuns(run('routing', 1), run('placement-lp', null, { status: 'infeasible' })), ['placement-lp has no answer, routing finds 1 s']);
  assert.deepEqual(ofRuns(run('routing', 1), run('placement', null, { status: 'time-limit', boundSeconds: 1.1 })), ['placement has at least 1.1 s, routing finds 1 s']);
});

test('each pair of optima that differ is said once', () => {
  assert.equal(ofRuns(run('placement', 1), run('routing', 2), run('router', 3)).length, 3);
});

test('a whole solution that is no plan is said, with the reason', () => {
  const broken = run('routing', 1, { message: 'the plan puts too much on a node' });
  assert.deepEqual(ofRuns(broken, run('router', 1)), ['the solution of routing is no plan: the plan puts too much on a node']);
});

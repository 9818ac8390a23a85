// What a comparison comes to: the line above its table, and the exit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSolved } from '../../dist/cli/commands/compare.js';
import { comparisonTable } from '../../dist/cli/tables/comparison-table.js';

const UNKNOWN = Object.fromEntries(['message', 'variables', 'rows', 'nonzeros', 'coefficients', 'costs', 'rightSides', 'optimumSeconds', 'boundSeconds',
  'rootBoundSeconds', 'integralityGap', 'isIntegral', 'planSeconds', 'nodes', 'iterations', 'buildSeconds', 'seconds', 'timeRatio'].map((name) => [name, null]));

function comparison(statuses) {
  const runs = Object.entries(statuses).map(([name, status]) => (
    { ...UNKNOWN, name, form: name.split('-')[0], relaxed: name.endsWith('-lp'), status, ...(status === 'optimal' && { optimumSeconds: 1 }) }));
  const optimumSeconds = runs.some(({ status, relaxed }) => status === 'optimal' && !relaxed) ? 1 : null;
  return { jobs: ['j'], optimumSeconds, runs, leftOut: [], timeLimitSeconds: 1, solver: null };
}
const headline = (statuses) => comparisonTable(comparison(statuses)).split('\n')[0];

test('where relaxations alone end, no optimum was found, and the exit says so', () => {
  const alone = { 'placement-lp': 'optimal', placement: 'time-limit', 'routing-lp': 'optimal', routing: 'time-limit' };
  assert.equal(headline(alone), 'No optimum was found.');
  assert.throws(() => checkSolved(comparison(alone)), { code: 'limit-exceeded', message: 'no program was solved within 1 s; give more with --time-limit' });
  checkSolved(comparison({ ...alone, routing: 'optimal' }));
});

test('where nothing is feasible, no answer exists', () => {
  for (const statuses of [{ 'routing-lp': 'infeasible', routing: 'infeasible' }, { 'routing-lp': 'infeasible', routing: 'time-limit' }]) {
    assert.equal(headline(statuses), 'No answer exists.');
    assert.throws(() => checkSolved(comparison(statuses)), { code: 'no-feasible-placement' });
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { solve, solveTime } from '../../www/evaluation/experiments/solve-time.js';
import { csvOf } from '../../www/format/csv.js';
import { busyFindings, growthFindings, sizeFindings, structureFindings } from '../../www/evaluation/findings/solve-time.js';

const plain = (text) => text.replaceAll('\u202f', ' ');

/** A run of a form; `limit` that it was stopped. */
const run = (seconds, more = {}) => ({ status: 'optimal', seconds, optimumSeconds: 0.1, variables: 10, rows: 10, nonzeros: 100, coefficients: [1, 1], costs: [1, 1e5], ...more });
const limit = { status: 'time-limit', seconds: 10, optimumSeconds: null, variables: 40, rows: 40, nonzeros: 400, coefficients: [1, 1], costs: [10, 1e6] };
const timesAt = (nodes, runs) => ({ key: `nodes/${nodes}/1`, series: 'nodes', nodes, instance: 1, limitSeconds: 10, size: { nodes, layers: 24 }, runs });
const growing = [
  timesAt(5, {
    placement: run(0.1, { rootBoundSeconds: 0.08 }), 'placement-lp': run(0.01), 'placement-flows': run(0.4), routing: run(0.2, { rootBoundSeconds: 0.1 }),
    'routing-lp': run(0.05), router: run(1e-5),
  }),
  timesAt(10, { placement: limit, 'placement-lp': run(5), 'placement-flows': run(1), routing: run(0.5, { nonzeros: 200 }), 'routing-lp': run(0.1), router: run(2e-5) }),
  timesAt(20, { 'placement-lp': limit, 'placement-flows': run(2, { nonzeros: 400 }), routing: run(1, { nonzeros: 400 }), 'routing-lp': run(0.4), router: run(4e-5) }),
];
const NODES = { sizeOf: ({ size }) => size.nodes, noun: 'node' };

test('solve times: ratios where all end, who reaches the limit where, and that the claim fails where it does', () => {
  assert.deepEqual(growthFindings(growing, NODES).map(plain), [
    'At 5 nodes, the most at which every form ends with the optimum, the existing program by paths takes 100 ms (median of 1 instance), the existing program by flows 400 ms (4× as long), '
      + 'the routing program 200 ms (2× as long), its relaxation 50 ms (2× as fast) and splitway’s router 10 µs (10 000× as fast).',
    'At 10 nodes the existing program by paths reaches its limit of 10 s (in 1 of 1 instance) and at 20 nodes the relaxed existing program by paths reaches its limit of 10 s (in 1 of 1 instance).',
    'At 20 nodes the existing program by flows takes 2 s, the routing program 1 s, the relaxed routing program 400 ms and splitway’s router 40 µs.',
    'At 5 nodes the routing program takes longer than the existing program by paths, up to 2× as long: there the claim that it is faster does not hold.',
    'The routing program is faster than the existing program by flows at every size at which both end.',
  ]);
  const large = [...growing, timesAt(40, { ...growing[2].runs, routing: { status: 'too-large', seconds: null, nonzeros: 2e6 } })];
  assert.match(plain(growthFindings(large, NODES)[1]), / and at 40 nodes the routing program is too large to be tried \(in 1 of 1 instance, with 2 000 000 non-zeros or more\)\.$/);
  const lateAt = (nodes, seconds) => timesAt(nodes, { ...growing[2].runs, 'placement-flows': run(seconds) });
  assert.equal(plain(growthFindings([...growing, lateAt(40, 10.6), lateAt(80, 11)], NODES)[3]),
    'The existing program by flows found the optimum only after its limit of 10 s in 2 runs, the last after 11 s: HiGHS looks at the clock between its steps, some of which are long.');
  const faster = [timesAt(5, { ...growing[0].runs, placement: run(1, { rootBoundSeconds: 0.1 }) })];
  assert.deepEqual(growthFindings(faster, NODES).slice(-2), [
    'The routing program is faster than the existing program by paths at every size at which both end.',
    'The routing program is faster than the existing program by flows at every size at which both end.',
  ]);
  const slower = growing.map((point) => ({ ...point, runs: { ...point.runs, 'placement-flows': run(0.1) } }));
  const mixed = growing.map((point, at) => ({ ...point, runs: { ...point.runs, 'placement-flows': run(at === 0 ? 0.1 : 3) } }));
  assert.equal(growthFindings(mixed, NODES).at(-1), 'At 5 nodes the routing program takes longer than the existing program by flows, up to 2× as long: there the claim that it is faster does not hold; at the other sizes it is faster, up to 6× as fast.');
  assert.equal(growthFindings(slower, NODES).at(-1), 'At every size at which both end the routing program takes longer than the existing program by flows, up to 10× as long: there the claim that it is faster does not hold.');
});

test('solve times: growth, gaps, agreement and ranges', () => {
  assert.equal(plain(sizeFindings(growing)[0]), 'Non-zeros grow as N to the power of 1.00 (100 at 5 nodes, 400 at 20) in the existing program by paths, '
    + 'as N to the power of 1.00 (100 at 5 nodes, 400 at 20) by flows, and as N to the power of 1.00 (100 at 5 nodes, 400 at 20) in the routing program.');
  assert.deepEqual(structureFindings(growing).map(plain), [
    'The relaxation of the existing program by paths is 20 % below the optimum (median of 1 run, at most 20 %); that of the routing program has no gap in any of 1.',
    'All 10 optima agree with the router’s to a millionth.',
    'In the rows of all programs every coefficient is −1 or 1; the costs of one program span 5.0 decades in the existing program by paths and 5.0 in the routing program (medians of the 2 instances that have both; at most 5.0 and 5.0; zeros apart).',
  ]);
  const wrong = [{ ...growing[0], runs: { ...growing[0].runs, routing: run(1, { optimumSeconds: 0.2, rootBoundSeconds: 0.1 }) } }];
  const [gap, optima] = structureFindings(wrong);
  assert.match(gap, /that of the routing program has a gap in 1 of 1/);
  assert.match(optima, /^1 of 4 optima differ/);
});

test('solve times: what a busy machine does to them is said', () => {
  assert.deepEqual(busyFindings({ cores: 2, load: { mean: 1.9, most: 8 } }), []);
  assert.match(busyFindings({ cores: 2, load: { mean: 6, most: 8 } })[0], /^6\.0 processes wanted 2 cores meanwhile, so solvers may have taken up to 3× as long/);
});

test('solve times: a wrong optimum is told, and is none', () => {
  const wrong = [timesAt(5, { ...growing[0].runs, placement: { ...run(0.3), status: 'wrong', optimumSeconds: 0.5 } })];
  assert.match(growthFindings(wrong, NODES)[1], /^At 5 nodes the existing program by paths ends with a wrong optimum \(in 1 of 1 instance\)/);
  const told = structureFindings([...growing, ...wrong]);
  assert.ok(told.includes('In 1 run of the existing program by paths HiGHS calls a wrong value optimal, 5× the optimum that the other forms agree on.'));
  assert.ok(told.some((sentence) => /^All other 13 optima agree/.test(sentence)));
});

test('solve times: decades of costs are those of one program, not of all together', () => {
  const costly = (...costs) => timesAt(5, { ...growing[0].runs, placement: run(1, { costs: costs[0], rootBoundSeconds: 0.1 }), routing: run(1, { costs: costs[1], rootBoundSeconds: 0.1 }) });
  const told = structureFindings([costly([1, 1e3], [1, 10]), costly([1e4, 1e6], [1, 1e3]), costly([1, 1e5], [1e3, 1e5])]).at(-1);
  assert.match(told, /span 3\.0 decades in the existing program by paths and 2\.0 in the routing program \(medians of the 3 instances that have both; at most 5\.0 and 3\.0; zeros apart\)\.$/);
});

test('solve times: nodes of branch and bound are kept with or without a root bound, and are a column', async () => {
  const compareRun = (name, more) => ({ name, relaxed: false, status: 'optimal', seconds: 1, optimumSeconds: 1, boundSeconds: 1, variables: null, rootBoundSeconds: null, nodes: null, ...more });
  const runs = [compareRun('placement-flows', { nodes: 3 }), compareRun('routing', { nodes: 1, rootBoundSeconds: 1 }), compareRun('routing-lp', { relaxed: true }), compareRun('router')];
  const found = await solve({}, ['router'], { api: { compare: async () => ({ runs }) }, limitSeconds: 1 });
  assert.deepEqual(Object.values(found).map(({ nodes }) => nodes), [3, 1, undefined, undefined]);
  const rows = solveTime.rows([{ ...timesAt(5, found), drawSeed: 's' }]);
  assert.deepEqual(rows.map(({ form, branches }) => [form, branches]), [['placement-flows', 3], ['routing', 1], ['routing-lp', undefined], ['router', undefined]]);
  assert.match(csvOf(rows), /^[^\r]*,branches,/);
});

test('solve times: a comparison whose optima differ is recorded as such', async () => {
  const compareRun = (name, more) => ({ name, relaxed: false, status: 'optimal', seconds: 1, optimumSeconds: 1, boundSeconds: 1, variables: null, rootBoundSeconds: null, ...more });
  const runs = [compareRun('placement', { optimumSeconds: 2 }), compareRun('placement-lp', { relaxed: true, optimumSeconds: 0.5 }), compareRun('routing'), compareRun('placement-flows', { message: 'no plan' }), compareRun('router')];
  const compare = async () => { throw Object.assign(new Error('THE OPTIMA DIFFER'), { code: 'optima-differ', cause: { runs } }); };
  const found = await solve({}, ['placement', 'router'], { api: { compare }, limitSeconds: 1 });
  assert.deepEqual(Object.entries(found).map(([form, { status }]) => [form, status]), [['placement', 'wrong'], ['placement-lp', 'optimal'], ['routing', 'optimal'], ['placement-flows', 'wrong'], ['router', 'optimal']]);
  const failing = async () => { throw Object.assign(new Error('no'), { code: 'internal' }); };
  await assert.rejects(solve({}, ['router'], { api: { compare: failing }, limitSeconds: 1 }), { code: 'internal' });
});

// The comparison of formulations: its state, its words, its scale and its table for spreadsheets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparedKey, comparedScenario } from '../../www/formulations/compared-scenario.js';
import { createComparing, formsShown } from '../../www/formulations/comparing.js';
import { comparisonCsv } from '../../www/formulations/csv.js';
import { timeScale } from '../../www/formulations/time-scale.js';
import { comparisonSentences, optimumText, ratioText, timeAndRatioText, timeText } from '../../www/formulations/words.js';

const run = (name, optimumSeconds, seconds, more) => ({
  name, form: name.split('-')[0], relaxed: name.endsWith('-lp'), status: 'optimal', message: null, optimumSeconds, boundSeconds: optimumSeconds,
  integralityGap: null, rootBoundSeconds: null, isIntegral: true, seconds, timeRatio: seconds / 1e-5, ...more,
});
const RUNS = [
  run('placement', 0.05, 2, { rootBoundSeconds: 0.01, integralityGap: 0.8 }), run('placement-lp', 0.01, 0.01, { isIntegral: false }),
  run('routing', 0.05, 0.2, { rootBoundSeconds: 0.05, integralityGap: 0 }), run('routing-lp', 0.05, 0.1), run('router', 0.05, 1e-5),
];
const comparison = (runs = RUNS, more = {}) => ({ jobs: ['a'], optimumSeconds: 0.05, runs, leftOut: [], solver: 'HiGHS 1', ...more });
const replaced = (name, more) => RUNS.map((each) => (each.name === name ? { ...each, ...more } : each));

test('the sentences say the optimum, the times as ratios, and what relaxing does', () => {
  assert.deepEqual(comparisonSentences(comparison()), [
    'Both programs find 50 ms; splitway takes 10 µs, the relaxed routing program 10 000× as long, the routing program 20 000× as long and the existing program 200 000× as long.',
    'Relaxed to fractions, the routing program still gives that optimum, in whole numbers; the existing one gives 10 ms, 80 % too low, a gap that cuts and branching must close.',
  ].map((text) => text.replaceAll(/(\d) (\d{3})×/g, '$1\u202f$2×')));
});

test('the ratios are told from the least on, and an existing program that is solved sooner than the routing one is said to be', () => {
  const flows = run('placement-flows', 0.05, 0.078);
  const [first, second] = comparisonSentences(comparison([...RUNS.slice(0, 2), flows, ...RUNS.slice(2)]));
  assert.match(first, /splitway takes 10 µs, the existing program that chooses links 7.800× as long, the relaxed routing program 10.000× as long, the routing program /);
  assert.equal(second, 'Here the existing program that chooses links (78 ms) is solved sooner than the routing program (200 ms).');
  const late = { status: 'time-limit', optimumSeconds: null, seconds: 10, timeRatio: 1e6 };
  assert.equal(comparisonSentences(comparison(replaced('routing', late)))[1], 'Here the existing program (2 s) is solved sooner than the routing program (at least 10 s).');
  assert.doesNotMatch(comparisonSentences(comparison(replaced('placement', { ...late, seconds: 0.1 }))).join(), /solved sooner/);
});

test('a program that reached the limit is "at least" everywhere, never dropped', () => {
  const late = { status: 'time-limit', optimumSeconds: null, boundSeconds: 0.03, seconds: 10, timeRatio: 1e6, isIntegral: null };
  const [first] = comparisonSentences(comparison(replaced('placement', late)));
  assert.match(first, /^The routing program finds 50 ms; .* and the existing program at least 1\u202f000\u202f000× as long\.$/);
  assert.equal(timeText({ ...RUNS[0], ...late }), 'at least 10 s');
  assert.equal(ratioText({ ...RUNS[0], ...late }), 'at least 1\u202f000\u202f000×');
  assert.equal(optimumText({ ...RUNS[0], ...late }), 'at least 30 ms');
  assert.equal(optimumText({ ...RUNS[0], ...late, boundSeconds: null }), 'not found in time');
  const nothing = comparison([RUNS[4], { ...RUNS[0], ...late }]);
  assert.match(comparisonSentences(nothing)[0], /^splitway finds 50 ms, no program has ended; /);
});

test('without an answer, without the router, and with several jobs it says so', () => {
  const nowhere = (...names) => comparisonSentences(comparison(RUNS.map((each) => ({
    ...each, ...(names.includes(each.name) ? { status: 'infeasible' } : { status: 'time-limit', seconds: 10 }), optimumSeconds: null, integralityGap: null,
  })), { optimumSeconds: null }));
  const none = 'No placement of all layers fits the memory of the machines: ';
  assert.deepEqual(nowhere('placement', 'routing', 'routing-lp'), [`${none}both programs say so.`]);
  assert.deepEqual(nowhere('routing'), [`${none}the routing program says so.`]);
  assert.deepEqual(nowhere('routing-lp'), [`${none}the relaxed routing program says so.`]);
  const alone = comparison([{ ...RUNS[2], status: 'infeasible', optimumSeconds: null }], { optimumSeconds: null });
  assert.deepEqual(comparisonSentences(alone), [`${none}the routing program says so.`]);
  assert.match(comparisonSentences(comparison([], { optimumSeconds: null }))[0], /^No optimum was found within the limit\.$/);
  assert.deepEqual(comparisonSentences(comparison([], { optimumSeconds: null }), { isStopped: true }), ['Stopped before an optimum was found.']);
  assert.equal(comparisonSentences(comparison(), { isStopped: true })[0], 'Stopped before the end.');
  assert.match(comparisonSentences(comparison(RUNS.slice(0, 4)))[0], /^Both programs find 50 ms; the relaxed routing program takes 100 ms, .* and the existing program takes 2 s\.$/);
  assert.match(comparisonSentences(comparison(RUNS, { jobs: ['a', 'b'] }))[0], /^Both programs find the same mean latency of 2 jobs, 50 ms; /);
});

test('a row that says nothing has no time and no ratio', () => {
  const cancelled = { ...RUNS[0], status: 'cancelled', seconds: null, timeRatio: null };
  assert.deepEqual([timeText(cancelled), ratioText(cancelled), optimumText(cancelled)], ['', '', 'stopped']);
  assert.equal(ratioText({ ...cancelled, seconds: 0.1, timeRatio: 0.3 }), '');
  assert.equal(timeAndRatioText({ ...cancelled, seconds: 10, timeRatio: 2e6 }), 'at least 10 s · 2\u202f000\u202f000×');
  assert.equal(optimumText({ ...cancelled, status: 'too-large' }), 'too large to solve');
});

test('the scale is logarithmic, with a mark at each power of ten, fewer where there is no room', () => {
  const bars = [{ seconds: 1e-5 }, { seconds: 1e-2, isAtLeast: true }, { seconds: null }];
  const { ticks, bars: drawn } = timeScale(bars, { left: 100, right: 1000 });
  assert.deepEqual(ticks.map(({ seconds }) => seconds), [1e-5, 1e-4, 1e-3, 1e-2]);
  assert.deepEqual(ticks.map(({ x }) => Math.round(x)), [100, 400, 700, 1000]);
  assert.deepEqual(drawn.map((bar) => bar && Math.round(bar.length)), [3, 900, null]);
  assert.equal(drawn[1].isAtLeast, true);
  assert.equal(timeScale(bars, { left: 0, right: 120 }).ticks.length, 2);
  assert.equal(timeScale([{ seconds: null }], { left: 0, right: 100 }), null);
  assert.ok(timeScale([{ seconds: 5e-6 }], { left: 0, right: 100 }).bars[0].length > 50);
});

test('the table for spreadsheets has a column for every figure, with its unit', () => {
  const [heads, first, ...rest] = comparisonCsv({ runs: [{ ...RUNS[0], costs: { smallest: 0.5, largest: 2 }, status: 'a "b", c' }, RUNS[4]] }).trimEnd().split('\n');
  const columns = heads.split(',');
  assert.ok(columns.includes('costs.smallestMicroseconds') && columns.includes('seconds') && columns.includes('timeRatio'));
  assert.ok(first.startsWith('placement,placement,') && first.includes('"a ""b"", c"') && first.includes(',0.5,2,'));
  assert.equal(rest.length, 1);
  assert.equal(rest[0].split(',').length, columns.length);
});

test('one comparison at a time, which tells how far it is, and is out of date once the scenario is another', async () => {
  let answer;
  let calls = 0;
  const seen = [];
  const compare = (scenario, { forms, onProgress, stop, highs }) => {
    calls += 1;
    assert.deepEqual([scenario, highs], ['scenario', 'solver.mjs']);
    onProgress({ name: forms[0], phase: 'solving' });
    onProgress({ name: forms[0], phase: 'done', run: RUNS[0] });
    return new Promise((resolve) => { answer = () => resolve(comparison(RUNS.slice(0, 3), { stopped: stop.aborted })); });
  };
  const comparing = createComparing(compare, { highs: 'solver.mjs', changed: () => seen.push(comparing.now().rows.map(({ phase }) => phase).join(' ')) });
  const key = [{}, 1];
  const started = { key, scenario: 'scenario', forms: formsShown({ withFlows: false }), timeLimitSeconds: 10 };
  const running = comparing.start(started);
  await comparing.start(started);
  assert.equal(calls, 1);
  comparing.stop();
  answer();
  await running;
  assert.deepEqual(seen.map((phases) => phases.split(' ')[0]), ['waiting', 'solving', 'done', 'done']);
  const { isRunning, isStopped, rows } = comparing.now();
  assert.deepEqual([isRunning, isStopped], [false, true]);
  assert.deepEqual(rows.map(({ phase }) => phase), ['done', 'done', 'done', 'left-out', 'left-out']);
  assert.deepEqual([comparing.isStale([...key]), comparing.isStale([{}, 1]), comparing.isStale([key[0]])], [false, true, true]);
});

test('a comparison that fails keeps its error; optima that differ are shown with their figures', async () => {
  const failing = (error) => createComparing(() => Promise.reject(error), { highs: '', changed() {} });
  const start = { key: [], scenario: {}, forms: ['router'], timeLimitSeconds: 1 };
  const plain = failing(new Error('no'));
  await plain.start(start);
  assert.deepEqual([plain.now().error.message, plain.now().comparison], ['no', null]);
  const differing = failing(Object.assign(new Error('differ'), { code: 'optima-differ', cause: comparison() }));
  await differing.start(start);
  assert.equal(differing.now().rows[0].run.name, 'router');
});

test('what is compared is the one request with its pins, or all jobs', () => {
  const current = { models: [{ id: 'm' }, { id: 'other' }], jobs: [{ id: 'a', model: 'm' }, { id: 'b', model: 'other' }], network: {} };
  const answer = { current, job: { id: 'a' }, pins: [1] };
  assert.deepEqual(comparedScenario(answer), { network: {}, models: [{ id: 'm' }], jobs: [{ id: 'a', model: 'm', pins: [1] }] });
  assert.equal(comparedScenario({ ...answer, wholeScenario: () => 'all' }), 'all');
  const state = { network: 'n', model: 'm', wait: 'draining' };
  assert.deepEqual(comparedKey(answer, state), comparedKey(answer, { ...state, wait: 'additive' }));
  assert.notDeepEqual(comparedKey(answer, state), comparedKey(answer, { ...state, model: 'other' }));
});

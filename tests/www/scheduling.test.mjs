import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callOptions, createScheduling, note } from '../../www/jobs/scheduling.js';
import { scheduleTokens, simpleTokens, wordsOf } from '../../www/jobs/schedule-words.js';
import { comparedValues, comparisonBars } from '../../www/views/comparison-geometry.js';
import { curveGeometry } from '../../www/views/curve-geometry.js';

const jobs = Array.from({ length: 24 }, (_, at) => ({ id: String(at + 1), weight: 1 }));
const search = (method) => ({ method, objective: 'mean', seed: 1 });

/** A scheduler that answers when told to. */
function slowScheduler() {
  const calls = [];
  return {
    calls,
    schedule: (scenario, options) => new Promise((resolve, reject) => {
      calls.push({ scenario, options, resolve: () => resolve({ value: calls.length, plans: [], resources: [] }), reject });
      options.signal.addEventListener('abort', () => reject(Object.assign(new Error('cancelled'), { code: 'cancelled' })));
    }),
  };
}
const settle = () => new Promise((resolve) => { setTimeout(resolve, 5); });
const start = () => {
  const scheduler = slowScheduler();
  const scheduling = createScheduling(scheduler, { changed() {}, progressed() {} });
  const ask = (key, method = 'greedy') => scheduling.ask({ key, scenario: () => key, jobs, search: search(method) });
  return { calls: scheduler.calls, scheduling, ask };
};

test('a quick schedule is let finish, then the newest question is asked, those between never', async () => {
  const { calls, scheduling, ask } = start();
  ['a', 'b', 'c'].forEach((key) => ask(key));
  assert.deepEqual(calls.map(({ scenario }) => scenario), ['a']);
  calls[0].resolve();
  await settle();
  assert.deepEqual(calls.map(({ scenario }) => scenario), ['a', 'c']);
  assert.equal(scheduling.now().isOfTheseJobs, false);
  calls[1].resolve();
  await settle();
  assert.ok(scheduling.now().isCurrent && scheduling.now().isOfTheseJobs);
});

test('a long search starts from what greedy gives, and is given up when its jobs change', async () => {
  const { calls, scheduling, ask } = start();
  ask('a', 'anneal');
  calls[0].resolve();
  await settle();
  assert.deepEqual(calls.map(({ options }) => options.method), ['greedy', 'anneal']);
  assert.ok(scheduling.now().schedule && !scheduling.now().isCurrent);
  ask('b', 'anneal');
  await settle();
  assert.ok(calls[1].options.signal.aborted);
  assert.deepEqual(calls.map(({ scenario }) => scenario), ['a', 'a', 'b']);
  scheduling.ask(null);
  calls[2].resolve();
  await settle();
  assert.equal(scheduling.now().schedule, null);
});

test('what is known is not asked again', async () => {
  const { calls, scheduling, ask } = start();
  ask('a');
  calls[0].resolve();
  await settle();
  ask('a', 'bound');
  calls[1].resolve();
  await settle();
  ask('a');
  await settle();
  assert.equal(calls.length, 2);
  assert.equal(scheduling.now().schedule.value, 1);
});

test('an error is told, and does not come back by itself', async () => {
  const { calls, scheduling, ask } = start();
  ask('a', 'bound');
  calls[0].reject(new Error('no'));
  await settle();
  assert.equal(scheduling.now().error.message, 'no');
  ask('a', 'bound');
  await settle();
  assert.equal(calls.filter(({ options }) => options.mode === 'bound').length, 1);
});

test('each method asks the package for what it means', () => {
  assert.deepEqual(callOptions(search('given'), jobs.slice(0, 2)).order, ['1', '2']);
  assert.deepEqual([callOptions(search('bound'), jobs).mode, callOptions(search('bound'), jobs).method], ['bound', 'greedy']);
  assert.equal(callOptions(search('anneal'), jobs).seed, 1);
  assert.equal(callOptions(search('greedy'), jobs).baselines, true);
});

const words = (schedule, more) => wordsOf(scheduleTokens({ objective: 'mean', mode: 'exact', proven: false, plans: jobs, ...schedule }, more));

test('a schedule says its value, the bound and the gap in words', () => {
  assert.equal(words({ value: 0.312, lowerBound: 0.28 }), '24 jobs finish in 312 ms on average; no schedule can be below 280 ms (gap 11 %).');
  assert.equal(words({ value: 0.28, lowerBound: 0.28, proven: true }), '24 jobs finish in 280 ms on average, and no schedule can be sooner.');
  assert.match(words({ value: 0.3, lowerBound: 0.28, proven: true }), /with each job on its own soonest path no other order is sooner, and no schedule/);
  assert.match(words({ value: 0.3, lowerBound: 0.28, objective: 'max' }), /^The slowest of 24 jobs takes 300 ms;/);
  assert.match(words({ value: 0.3, lowerBound: 0.28, mode: 'bound' }), /finish in at most 300 ms/);
  assert.match(words({ value: 0.3, lowerBound: 0.28 }, { weighted: true }), /on average, by weight/);
  assert.match(words({ value: 0.3, lowerBound: 0.28, plans: [1] }), /^One job finishes in 300 ms;/);
});

test('the best simple policy is named', () => {
  const baselines = [{ policy: 'all-at-source', value: 0.5 }, { policy: 'backlog-blind', value: 0.4 }, { policy: 'bound-greedy', value: 0.1 }, { policy: 'best-single-split', value: null }];
  assert.equal(wordsOf(simpleTokens({ value: 0.2 }, baselines)), ' 2× sooner than splitting each as if it were alone (400 ms).');
  assert.deepEqual(simpleTokens({ value: 1 }, []), []);
});

test('progress keeps the moments at which the value fell, and the last', () => {
  const run = { points: [] };
  [[0, 9], [10, 9], [20, 9], [30, 7], [40, 7], [50, 7]].forEach(([moves, value]) => note(run, { share: 0, value, lowerBound: 1, moves }));
  assert.deepEqual(run.points, [{ moves: 0, value: 9 }, { moves: 20, value: 9 }, { moves: 30, value: 7 }, { moves: 50, value: 7 }]);
});

test('bars share a scale with the bound; one that is too long is broken off', () => {
  const { bound, rows } = comparisonBars([{ value: 1 }, { value: 100 }, { value: 2 }, { value: null }], 0.5);
  assert.equal(bound, 0.5 / 8);
  assert.deepEqual(rows.map(({ share, isBroken, isBest }) => [share, isBroken, isBest]), [[1 / 8, false, true], [1, true, false], [0.25, false, false], [0, false, false]]);
  assert.deepEqual(rows.map(({ text, difference }) => [text, difference]), [['1 s', ''], ['100 s', '+9\u202f900 %'], ['2 s', '+100 %'], ['–', '']]);
});

test('the comparison lists policies, then methods; every order for few jobs alone', () => {
  const found = { schedule: { value: 1, baselines: [{ policy: 'all-at-best-node', value: 2, node: 'n' }] } };
  const shown = (count, method) => comparedValues({ list: jobs.slice(0, count), search: search(method), running: null, of: (name) => (name === 'greedy' ? found : null) }, () => 'Node').map(({ name }) => name);
  assert.deepEqual(shown(24, 'greedy'), ['All on Node', 'Greedy', 'Annealing']);
  assert.deepEqual(shown(8, 'given'), ['All on Node', 'The order given', 'Greedy', 'Annealing', 'Every order']);
});

test('the curve falls within its frame; a far bound is not drawn', () => {
  const points = [{ moves: 0, value: 1 }, { moves: 50, value: 0.9 }, { moves: 100, value: 0.9 }];
  const room = { width: 400, height: 100, share: 0.5 };
  const near = curveGeometry(points, 0.8, room);
  assert.ok(near.bound > Number(near.end.y) && near.bound < 100);
  assert.ok(Number(near.end.x) < 240);
  assert.equal(curveGeometry(points, 0.1, room).bound, null);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOAD_POLICIES, computeCapacity, createLoadSweep, loadRates } from '../../www/jobs/load-sweep.js';
import { loadChart, loadFrame, logMarks } from '../../www/views/load-geometry.js';

const scenario = {
  network: { nodes: [{ flopPerSecond: 3e9 }, { flopPerSecond: 0 }, { flopPerSecond: 1e9 }] },
  models: [{ id: 'a', layers: [{ flop: 1e9 }, { flop: 1e9 }] }, { id: 'b', layers: [{ flop: 4e9 }] }],
  jobs: [{ model: 'a', weight: 3 }, { model: 'b', weight: 1 }, { model: 'b', weight: 0 }],
};

test('rates rise from next to nothing to more than all machines could compute', () => {
  assert.equal(computeCapacity(scenario), 1.6);
  const rates = loadRates(1.6);
  assert.ok(rates[0] < 0.01 && rates.at(-1) >= 1.6 * 1.3 && rates.length < 16);
  assert.ok(rates.every((rate, at) => at === 0 || rate > rates[at - 1]));
  assert.deepEqual(loadRates(0), []);
});

const settle = () => new Promise((resolve) => { setTimeout(resolve, 10); });
const answer = (stable) => ({ latency: { meanSeconds: 1, p95: { seconds: 2 } }, stable });

test('a policy is followed until it no longer keeps up; one that is impossible is told', async () => {
  const asked = [];
  const simulate = async (_, { policy, jobsPerSecond }) => {
    asked.push(policy);
    if (policy === 'all-at-node') throw new Error('does not fit');
    return answer(jobsPerSecond < 0.5);
  };
  const sweep = createLoadSweep(() => ({ simulate }), () => {});
  sweep.start('key', scenario);
  await settle();
  const { series, isOver, share } = sweep.of('key');
  assert.deepEqual(series.map(({ policy }) => policy), LOAD_POLICIES);
  assert.ok(isOver && share === 1);
  for (const { policy, points, problem } of series) {
    if (policy === 'all-at-node') assert.equal(problem, 'does not fit');
    else assert.deepEqual([points.at(-1).isStable, points.at(-2).isStable], [false, true]);
  }
  assert.equal(sweep.of('another key'), null);
});

test('a sweep that is stopped asks no more', async () => {
  let asked = 0;
  const simulate = (_, { signal }) => new Promise((resolve, reject) => {
    asked += 1;
    signal.addEventListener('abort', () => reject(new Error('cancelled')));
  });
  const sweep = createLoadSweep(() => ({ simulate }), () => {});
  sweep.start('key', scenario);
  await settle();
  sweep.cancel();
  await settle();
  assert.equal(asked, 1);
  assert.ok(sweep.of('key').isOver);
});

const point = (jobsPerSecond, mean, isStable = true) => ({ jobsPerSecond, mean, p95: 2 * mean, isStable });
const series = [{ policy: 'x', points: [point(1, 0.1), point(10, 1), point(100, 50, false)] }, { policy: 'y', points: [point(1, 30, false)] }];

test('stable points stand on their line; what grows without end leaves the chart', () => {
  const frame = loadFrame(series);
  assert.ok(frame.low < 0.1 && frame.high > 2 && frame.high < 50);
  const chart = loadChart(series, 'mean', { ...frame, width: 400, height: 200 });
  const [x, y] = chart.lines;
  assert.equal(x.marks.length, 2);
  assert.ok(x.marks[1].y < x.marks[0].y && x.marks[1].x > x.marks[0].x);
  assert.equal(x.lost.y, chart.top);
  assert.deepEqual([y.d, y.lost.d], ['', '']);
  assert.equal(loadFrame([series[1]]), null);
});

test('marks of a logarithmic axis are round', () => {
  assert.deepEqual(logMarks(0.9, 60, 8), [1, 2, 5, 10, 20, 50]);
  assert.deepEqual(logMarks(0.9, 1100, 5), [1, 10, 100, 1000]);
});

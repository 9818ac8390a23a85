import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../../dist/node.js';
import { scenarioOf, tightness } from '../../www/evaluation/experiments/tightness.js';
import { replay } from '../../www/evaluation/replay.js';

const network = {
  nodes: [{ id: 'a', flopPerSecond: 1 }, { id: 'b', flopPerSecond: 2, backlogFlop: 2 }],
  links: [{ from: 'a', to: 'b', bitsPerSecond: 8, backlogBits: 4, bothWays: true }],
};
const run = (node, seconds) => ({ kind: 'compute', node, startSeconds: 0, endSeconds: seconds });
const send = (link, seconds, delay) => ({ kind: 'transfer', link, startSeconds: 0, endSeconds: seconds, arriveSeconds: seconds + delay });

test('waits for what was queued, and for whoever goes first', () => {
  const plans = [
    // The link is free at 0.5, the last bit leaves at 2.5 and arrives at 2.6; b is free since 1.
    { job: 'first', steps: [send(0, 2, 0.1), run('b', 1)] },
    // b is free from 1 to 2.6 and again from 3.6 on.
    { job: 'second', steps: [run('b', 3)] },
    // The way back has a queue of its own.
    { job: 'third', steps: [send(1, 1, 0)] },
  ];
  const done = replay(network, plans, new Map([['first', 0], ['second', 0.5], ['third', 0]]));
  assert.deepEqual(done.map((seconds) => Number(seconds.toFixed(9))), [3.6, 5, 1.5]);
});

test('an answer that is there at once is done at its release', () => {
  assert.deepEqual(replay(network, [{ job: 'j', steps: [] }], new Map([['j', 7]])), [7]);
});

test('exact schedules take as long as the package says', async () => {
  const background = (await load()).background();
  for (const point of tightness.points({ quick: false, seed: 7 }).slice(0, 40)) {
    const scenario = scenarioOf(point);
    const { plans } = await background.schedule(scenario, { method: 'greedy' });
    const done = replay(scenario.network, plans, new Map(scenario.jobs.map(({ id }) => [id, 0])));
    for (const [at, { latencySeconds }] of plans.entries()) {
      assert.ok(Math.abs(done[at] - latencySeconds) <= 1e-9 * latencySeconds, `${point.key}: ${done[at]} ${latencySeconds}`);
    }
  }
  background.dispose();
});

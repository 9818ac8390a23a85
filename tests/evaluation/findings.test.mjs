import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adaptivityFindings, latencyFindings, placesInWords } from '../../www/evaluation/findings/adaptivity.js';
import { manyJobsFindings } from '../../www/evaluation/findings/many-jobs.js';
import { boundFinding, gapFindings } from '../../www/evaluation/findings/tightness.js';
import { machineInWords } from '../../www/evaluation/provenance.js';
import { groupedBy, median, middleBy } from '../../www/evaluation/statistics.js';

const plain = (text) => text.replaceAll('\u202f', ' ');

test('the middle of few numbers', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.deepEqual(middleBy([{ v: 3 }, { v: 1 }, { v: 2 }], ({ v }) => v), { v: 2 });
  assert.deepEqual([...groupedBy([1, 2, 3], (n) => n % 2)], [[1, [1, 3]], [0, [2]]]);
});

test('adaptivity: regions, splits and gains', () => {
  const cells = {
    choice: [0, 0, 1, 2], latencySeconds: [1, 1, 1, 1], 'all-at-source': [1, 2, 3, 4], 'all-at-best-node': [1, 1.02, 2, 4], 'best-single-split': [5, 5, null, 3], 'backlog-blind': [1, 1, 1, 1],
  };
  const point = { network: 'five-nodes', model: 'vgg19', factors: [0.1, 10], choices: ['phone:1-24', '0|cafe:1-4|2|cloud:5-24|3', 'phone:1-2|0|cloud:3-24|3'], cells };
  assert.deepEqual(adaptivityFindings(point).map(plain), [
    '3 plans on 3 sequences of machines are best somewhere on the map; the most frequent: Phone in 50 %; Café → Cloud in 25 %; Phone → Cloud in 25 % of it. More than one machine takes part in 50 %.',
    'Beside the plan, the best of running all on the phone, all on one machine, and one split takes up to 3× as long, in the median 1.5× as long; in 25 % of the map it is as good, to half a percent.',
  ]);
  assert.equal(placesInWords('phone>los-angeles>phone'), 'Phone → Los Angeles → Phone');
});

test('adaptivity: the latency along the links', () => {
  const cells = {
    choice: Array(9).fill(0), latencySeconds: [9, 9, 9, 4, 2, 1, 9, 9, 9], 'all-at-source': [9, 9, 9, 4, 4, 4, 9, 9, 9], 'all-at-best-node': [9, 9, 9, 4, 2.2, 3, 9, 9, 9],
    'best-single-split': Array(9).fill(9), 'backlog-blind': [9, 9, 9, 4, 2, 1.5, 9, 9, 9],
  };
  assert.deepEqual(latencyFindings({ factors: [0.1, 1, 10], choices: ['a:1-2'], cells }).map(plain), [
    'With the computers as given, the latency goes from 4 s with links ×0.1 to 1 s with links ×10. The best of the simpler policies (all on the phone, all on one machine, one split) is furthest behind with links ×10, where it takes 3× as long. The best path that ignores queues takes up to 1.5× as long.',
  ]);
});

test('adaptivity: what takes a little longer, and what takes as long', () => {
  const [first, other] = [[1, 1.04, 1], [1, 1, 1]].map((simple) => {
    const cells = { choice: Array(9).fill(0), latencySeconds: Array(9).fill(1), 'all-at-best-node': Array(9).fill(3), 'best-single-split': [1, 1, 1, ...simple, 1, 1, 1], 'all-at-source': Array(9).fill(4), 'backlog-blind': Array(9).fill(1) };
    return plain(latencyFindings({ factors: [0.1, 1, 10], choices: ['a:1-2'], cells })[0]);
  });
  assert.match(first, /is furthest behind with links ×1, where it takes 4 % longer\. The best path that ignores queues takes as long\.$/);
  assert.match(other, /one split\) takes as long at every link rate\. The best path that ignores queues takes as long\.$/);
});

const figures = (greedy, more) => ({ greedy, anneal: 1, boundPredicted: 3, boundHappened: 2, allAtSource: 8, allAtBestNode: null, bestSingleSplit: 4, backlogBlind: 5, lowerBound: 0.5, ...more });
const workload = (jobs, mean) => ({ key: `${jobs}/1`, jobs, instance: 1, mean, max: mean });

test('many jobs: how good, and where the paper’s greedy does better than exact times', () => {
  const points = [workload(2, figures(2.5)), workload(4, figures(2)), workload(4, figures(1)), workload(4, figures(1.6, { lowerBound: 0.4 }))];
  assert.deepEqual(manyJobsFindings(points, 'mean').map(plain), [
    'With 4 jobs (median of 3 instances), greedy has a mean latency of 1.6 s, annealing 1 s; the best simpler policy, one split each, 4 s, 2.5× as long as greedy. '
      + 'No schedule can be below the lower bound of its instance, 500 ms (median); annealing is at most 2.5× its bound, so at most 2.5× the best.',
    'The paper’s greedy, with waits added up in full, predicts a mean latency 50 % above what then happens (median; at most 50 %); what happens is worse than with exact times in 2 of 4 instances (by up to 100 %), '
      + 'the same in 1, and better in 1 (by up to 20 %), although it knows less.',
  ]);
});

const small = (instance, exhaustive, greedy, anneal, more = {}) => ({ instance, exhaustive, greedy, anneal, boundHappened: greedy, lowerBound: exhaustive * 0.8, predicted: [1, 2], happened: [1, 1.6], ...more });

test('tightness: bounds that hold, that are met and that are broken; gaps to the best order', () => {
  const points = [small(1, 1, 1, 1), small(2, 1, 1.1, 0.9)];
  assert.equal(plain(boundFinding(points)), 'The bound holds for all 4 jobs of 2 instances: for 2 it is exactly what happens; it is 13 % above what happens in the median, and 25 % at most.');
  assert.match(boundFinding([small(1, 1, 1, 1, { happened: [1, 2.1] })]), /^The bound is broken by 1 of 2 jobs of 1 instance: /);
  assert.deepEqual(gapFindings(points).map(plain), [
    'Greedy matches the best of all orders in 1 of 2 instances and is worse in 1, by 10 % on average and 10 % at most.',
    'Annealing matches the best of all orders in 1 of 2 instances and is never worse. It is even sooner in 1, which no order of soonest paths reaches.',
    'The paper’s greedy matches the best of all orders in 1 of 2 instances and is worse in 1, by 10 % on average and 10 % at most.',
    'The lower bound that comes with every schedule is 20 % below the best order (median; at most 20 %).',
  ]);
});

test('the machine in words, without its name', () => {
  const words = machineInWords({ processor: 'AMD EPYC', cores: 2, system: 'linux x64', node: 'v20.20.2', date: '2026-11-05', load: { mean: 1.5, most: 3 } });
  assert.equal(words, '2 cores of AMD EPYC, Node 20.20.2 on Linux, 5 November 2026; meanwhile 1.5 processes wanted a processor on average, 3 at most');
});

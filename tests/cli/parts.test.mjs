// The parts of the command that are plain functions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksOfLines, linesOf } from '../../js/cli/lines.js';
import { columnsOf, oneLine, shortName } from '../../js/cli/plain-text.js';
import { progressText } from '../../js/cli/progress.js';
import { editDistance, nearest } from '../../js/cli/suggestion.js';
import { WorkerPool } from '../../js/cli/worker-pool.js';
import { columns } from '../../js/cli/tables/columns.js';
import { namesOf } from '../../js/cli/tables/labels.js';
import { planSentence, stepRows } from '../../js/cli/tables/plan-table.js';
import { formatBytes, formatFlop, formatPercent, formatSeconds } from '../../js/quantities.js';

async function blocks(chunks, mostBytes) {
  const found = [];
  const stream = async function* stream() { yield* chunks.map((chunk) => Buffer.from(chunk)); };
  for await (const block of blocksOfLines(stream(), mostBytes)) found.push(block && Buffer.from(block).toString());
  return found;
}

const texts = (block) => [...linesOf(new TextEncoder().encode(block))].map((line) => new TextDecoder().decode(line));

test('a block is what one chunk completed', async () => {
  assert.deepEqual(await blocks(['a\nb\nc', 'd', 'e\nf']), ['a\nb\n', 'cde\n', 'f']);
  assert.deepEqual(await blocks(['a\n', 'b\n']), ['a\n', 'b\n']);
  assert.deepEqual(await blocks([]), []);
});

test('any cut of a stream into chunks gives the same lines', async () => {
  const whole = 'one\r\n\ntwo ü\nthree';
  const bytes = Buffer.from(whole);
  for (let size = 1; size <= bytes.length; size += 1) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
    assert.deepEqual((await blocks(chunks)).flatMap(texts), ['one', '', 'two ü', 'three']);
  }
});

test('a line beyond the limit is passed over in its place', async () => {
  assert.deepEqual(await blocks(['a\nbbb', 'bbb', 'bbb', 'b\nc\n', 'd'], 5), ['a\n', null, 'c\n', 'd']);
  assert.deepEqual(await blocks(['bbbbbb', 'b'], 5), [null]);
});

test('a thread that cannot work fails every answer it owes, and those asked of it later', { timeout: 20_000 }, async () => {
  const pool = new WorkerPool({ threads: 1, command: 'no-such-command', options: {} });
  const block = () => new TextEncoder().encode('{}\n');
  const owed = await Promise.allSettled([pool.answer(block()), pool.answer(block())]);
  assert.deepEqual(owed.map(({ status }) => status), ['rejected', 'rejected']);
  await assert.rejects(pool.answer(block()));
  await pool.close();
});

test('the nearest word is suggested, a far one is not', () => {
  assert.equal(nearest('rotue', ['route', 'verify']), 'route');
  assert.equal(nearest('cert', ['certificate', 'json']), 'certificate');
  assert.equal(nearest('JSON', ['certificate', 'json']), 'json');
  assert.equal(nearest('banana', ['route', 'verify']), undefined);
  assert.equal(nearest('x'.repeat(1e6), ['route']), undefined);
  assert.equal(editDistance('ab', 'ba'), 1);
  assert.equal(editDistance('', 'abc'), 3);
});

test('columns are aligned by what a terminal shows', () => {
  assert.equal(columnsOf('東京'), 4);
  assert.equal(columnsOf('é'), 1);
  assert.deepEqual(columns([['東京', '1'], ['a', '100'], ['b', '']], { right: [1] }), ['  東京    1', '  a     100', '  b']);
});

test('a name is shown on one line and not at any length', () => {
  assert.equal(oneLine('a\r\n\u001b[1m\u2028b'), 'a\\u000d\\u000a\\u001b[1m\\u2028b');
  assert.equal(shortName('x'.repeat(100)).length, 60);
});

test('quantities have three digits and a unit', () => {
  assert.equal(formatSeconds(0.0412), '41.2 ms');
  assert.equal(formatBytes(802816), '803 kB');
  assert.equal(formatFlop(2.4e9), '2.4 GFLOP');
  assert.equal(formatSeconds(0.9999), '1 s');
  assert.equal(formatSeconds(0), '0 s');
  assert.equal(formatPercent(0.414), '41 %');
});

test('progress tells counts, and the share where the size is known', () => {
  assert.equal(progressText({ done: 5, answers: 1, errors: 0, seconds: 0 }), '1 answer');
  assert.equal(progressText({ done: 50, bytes: 100, answers: 3000, errors: 1, seconds: 2 }),
    '████████████░░░░░░░░░░░░  50 %  3,000 answers, 1 error, 1,500 lines/s');
});

const LAYERS = [{ name: 'conv' }, { name: 'fc' }];
const compute = (node, layer, startSeconds, endSeconds) => ({ kind: 'compute', node, layer, startSeconds, endSeconds });
const hop = (from, to, link, startSeconds, endSeconds, arriveSeconds) => (
  { kind: 'transfer', from, to, link, afterLayer: 1, bytes: 1e3, startSeconds, endSeconds, arriveSeconds }
);

test('waits are rows of their own, from the release on', () => {
  const plan = { steps: [compute('phone', 1, 2, 3), hop('phone', 'tower', 0, 3.5, 4, 4.25), hop('tower', 'edge', 1, 4.25, 4.5, 5), compute('edge', 2, 5, 6)] };
  const rows = stepRows(plan, LAYERS, 1).map(({ what, where, startSeconds, endSeconds }) => [what, where, startSeconds, endSeconds]);
  assert.deepEqual(rows, [
    ['wait', 'phone', 1, 2],
    ['run layer 1, conv', 'phone', 2, 3],
    ['wait', 'phone → tower', 3, 3.5],
    ['send the output of conv', 'phone → tower', 3.5, 4.25],
    ['send the output of conv', 'tower → edge', 4.25, 5],
    ['run layer 2, fc', 'edge', 5, 6],
  ]);
});

test('the sentence of a plan that stays where it starts', () => {
  const plan = { latencySeconds: 2, steps: [compute('Seattle', 1, 0, 1), compute('Seattle', 2, 1, 2)] };
  assert.equal(planSentence(plan, { layers: LAYERS, source: 'Seattle' }), 'Run all 2 layers on Seattle: 2 s.');
});

test('nodes are called by their labels, and by their ids where labels are missing or shared', () => {
  const name = namesOf([{ id: 'a', label: 'Seattle' }, { id: 'b', label: 'Twin' }, { id: 'c', label: 'Twin' }, { id: 'd' }]);
  assert.deepEqual(['a', 'b', 'c', 'd'].map(name), ['Seattle', 'b', 'c', 'd']);
});

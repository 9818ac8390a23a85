import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  LINKS_SHOWN, ROW, barPaths, boxesOf, firstAfter, hitAt, placed, rowsOf, shifted, threadsOf, timeMarks, unfolded, wayOf, zoomed,
} from '../../www/views/gantt-geometry.js';

const nodes = [{ id: 'a', index: 0, label: 'A' }, { id: 'b', index: 1, label: 'B' }, { id: 'c', index: 2, label: 'C' }];
const links = [{ from: 0, to: 1 }, { from: 1, to: 0 }];
const schedule = {
  resources: [
    { node: 'b', busy: [[0, 1, null], [1, 2, '1'], [2, 3, '1'], [3, 4, '2'], [6, 7, '1']] },
    { node: 'a', busy: [[0, 2, '2']] },
    { node: 'c', busy: [[0, 2, null]] },
    { link: 0, busy: [[2, 3, '2']] },
    { link: 1, busy: [[4, 6, '2']] },
  ],
};
const rows = rowsOf(schedule, nodes, links);
const view = { width: 1000, from: 0, to: 8 };
const ground = placed(rows, view);
const indexOf = new Map(nodes.map(({ id, index }) => [id, index]));

test('a row for each busy node in order, then for each link by use; neighbours of one job are one bar', () => {
  assert.deepEqual(rows.map(({ label, busySeconds }) => [label, busySeconds]), [['A', 2], ['B', 5], ['B → A', 2], ['A → B', 1]]);
  assert.deepEqual(rows[1].bars, [
    { start: 0, end: 1, job: null }, { start: 1, end: 3, job: '1' }, { start: 3, end: 4, job: '2' }, { start: 6, end: 7, job: '1' },
  ]);
});

test('many links are folded, one too many is not', () => {
  const many = (count) => [{ kind: 'node' }, ...Array.from({ length: count }, () => ({ kind: 'link' }))];
  assert.equal(unfolded(many(LINKS_SHOWN + 1), false).folded, 0);
  assert.deepEqual([unfolded(many(30), false).folded, unfolded(many(30), false).rows.length], [24, 1 + LINKS_SHOWN]);
  assert.equal(unfolded(many(30), true).rows.length, 31);
});

test('time goes from the names to the right edge and back', () => {
  assert.equal(ground.x(0), ground.left);
  assert.equal(ground.x(8), ground.left + ground.plot);
  assert.ok(Math.abs(ground.secondsAt(ground.x(3.3)) - 3.3) < 1e-12);
  assert.deepEqual(ground.rows.map(({ top }) => top), [ROW.top, ROW.top + 26, ROW.top + 52 + ROW.gap, ROW.top + 72 + ROW.gap]);
});

test('bars are one path a look; the backlog has its own', () => {
  const { looks, backlog, labels } = barPaths(ground, Number);
  assert.deepEqual([...looks.keys()].sort(), [1, 2]);
  assert.equal(looks.get(2).split('z').length - 1, 4);
  assert.equal(backlog.split('z').length - 1, 1);
  assert.deepEqual(labels.map(({ text }) => text), ['2', '1', '2', '1']);
});

test('what one pixel holds is drawn once', () => {
  const busy = Array.from({ length: 20_000 }, (_, at) => [at / 10_000, (at + 0.5) / 10_000, String(at % 7)]);
  const dense = placed(rowsOf({ resources: [{ node: 'a', busy }] }, nodes, links), { width: 500, from: 0, to: 2 });
  const drawn = [...barPaths(dense, Number).looks.values()].join('').split('z').length - 1;
  assert.ok(drawn > 300 && drawn <= dense.plot / 0.4, String(drawn));
});

test('bars outside of the window are left out, bars across its edge are cut', () => {
  const near = placed(rows, { width: 1000, from: 1.5, to: 2.5 });
  const { looks } = barPaths(near, Number);
  assert.equal(looks.get(1).split('z').length - 1, 1);
  assert.ok(looks.get(1).startsWith(`M${near.left.toFixed(1)} `));
});

test('a point finds its bar, near a thin one too, and its row beside all bars', () => {
  const middle = (row) => ground.rows[row].middle;
  assert.deepEqual(hitAt(ground, ground.x(2.9), middle(1)).bar, { start: 1, end: 3, job: '1' });
  assert.deepEqual(hitAt(ground, ground.x(6) - 2, middle(1)).bar.job, '1');
  assert.equal(hitAt(ground, ground.x(5), middle(1)).bar, null);
  assert.equal(hitAt(ground, 5, middle(0)).row.label, 'A');
  assert.equal(hitAt(ground, 300, 3), null);
  assert.equal(firstAfter(rows[1].bars, 3.5), 2);
  assert.equal(firstAfter(rows[1].bars, 9), 4);
});

test('interrupted steps are joined by a line, and a job’s way leads through its rows', () => {
  const plan = {
    steps: [
      { kind: 'compute', node: 'a', layer: 1, startSeconds: 0, endSeconds: 2 },
      { kind: 'transfer', link: 0, startSeconds: 2, endSeconds: 3, arriveSeconds: 3 },
      { kind: 'compute', node: 'b', layer: 2, startSeconds: 3, endSeconds: 7, pieces: [[3, 4], [6, 7]] },
    ],
  };
  assert.equal(threadsOf(ground, [plan], indexOf), `M${ground.x(4).toFixed(1)} ${ground.rows[1].barTop + ground.rows[1].barHeight}v2H${ground.x(6).toFixed(1)}v-2`);
  assert.equal(wayOf(ground, plan, indexOf).split('L').length, 6);
  assert.equal(boxesOf(ground, '2').split('z').length - 1, 4);
});

test('the window is zoomed about a moment and never leaves the schedule', () => {
  assert.deepEqual(zoomed({ from: 0, to: 8 }, 8, 0.5, 2), { from: 1, to: 5 });
  assert.deepEqual(zoomed({ from: 1, to: 5 }, 8, 10), { from: 0, to: 8 });
  assert.deepEqual(shifted({ from: 1, to: 5 }, 8, 100), { from: 4, to: 8 });
  assert.deepEqual(shifted({ from: 1, to: 5 }, 8, -100), { from: 0, to: 4 });
  const near = zoomed({ from: 0, to: 8 }, 8, 1e-9, 8);
  assert.ok(near.to - near.from > 0 && near.to <= 8);
});

test('marks are round, in one unit, and told apart', () => {
  assert.deepEqual(timeMarks(0, 0.35, 4).map(({ text }) => text), ['0 ms', '100 ms', '200 ms', '300 ms']);
  assert.deepEqual(timeMarks(0.3121, 0.3129, 4).map(({ text }) => text), ['312.2 ms', '312.4 ms', '312.6 ms', '312.8 ms']);
  assert.deepEqual(timeMarks(0, 2, 4).map(({ text }) => text), ['0.0 s', '0.5 s', '1.0 s', '1.5 s', '2.0 s']);
  assert.deepEqual(timeMarks(1, 1, 4), []);
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { adaptivityFigures, choiceInWords } from '../../www/evaluation/figures/adaptivity.js';
import { manyJobsFigures } from '../../www/evaluation/figures/many-jobs.js';
import { solveTimeFigures } from '../../www/evaluation/figures/solve-time.js';
import { tightnessFigures } from '../../www/evaluation/figures/tightness.js';
import { axisGeometry } from '../../www/evaluation/plot/axis.js';
import { nearestMark, neighbour, plotGeometry } from '../../www/evaluation/plot/geometry.js';
import { rowsOfPlot } from '../../www/evaluation/plot/rows.js';
import { bordersOf, regionsOf, runsOf } from '../../www/evaluation/plot/regions.js';

const read = (name) => JSON.parse(readFileSync(new URL(`../../data/evaluation/${name}.json`, import.meta.url), 'utf8'));

const format = String;
const mark = (x, y, more) => ({ x, y, words: '', choice: {}, ...more });
const plot = {
  id: 'p', title: '', about: '',
  x: { label: 'x', scale: 'log', format, marks: [1, 10, 100] },
  y: { label: 'y', scale: 'log', format },
  series: [
    { name: 'a', look: 0, marks: [mark(1, 1), mark(10, 10, { spread: [1, 100] }), mark(100, 100)] },
    { name: 'b', look: 1, marks: [mark(1, 10), mark(100, 1000)], isStepped: true },
  ],
};

test('a logarithmic axis gives equal room to equal factors, and an even one to equal steps', () => {
  const log = axisGeometry({ scale: 'log', format, low: 1, high: 1000 }, [1, 1000], [0, 300], 5);
  assert.deepEqual([1, 10, 100, 1000].map(log.at).map(Math.round), [0, 100, 200, 300]);
  const even = axisGeometry({ scale: 'even', format, low: 0, high: 1 }, [0, 1], [100, 0], 5);
  assert.equal(even.at(0.25), 75);
  assert.deepEqual(even.marks.map(({ text }) => text), ['0', '0.2', '0.4', '0.6', '0.8', '1']);
});

test('a single value and equal values are drawn as well', () => {
  for (const scale of ['log', 'even']) assert.ok(Number.isFinite(axisGeometry({ scale, format }, [3, 3], [0, 100], 4).at(3)));
});

test('marks given by hand are thinned where there is no room', () => {
  const { marks } = axisGeometry({ scale: 'log', format, marks: [1, 2, 4, 8, 16, 32] }, [1, 32], [0, 100], 3);
  assert.deepEqual(marks.map(({ text }) => text), ['1', '4', '16']);
});

test('lines, marks and spreads stay inside the frame', () => {
  const geometry = plotGeometry(plot, { width: 400, height: 300 });
  const { left, right, top, bottom } = geometry.frame;
  for (const { x, y, spread } of geometry.series.flatMap(({ marks }) => marks)) {
    assert.ok(x >= left && x <= right && y >= top && y <= bottom);
    if (spread) assert.ok(spread.top >= top && spread.bottom <= bottom && spread.top < spread.bottom);
  }
  assert.match(geometry.series[0].d, /^M[\d.]+ [\d.]+L[\d.]+ [\d.]+L/);
  assert.match(geometry.series[1].d, /^M[\d.]+ [\d.]+H[\d.]+V[\d.]+$/);
});

test('wrong values that a mark stands for are placed on its spread, and have rows of their own', () => {
  const marks = [mark(1, 1), mark(10, 10, { spread: [1, 100], wrong: [100] }), mark(100, 100, { atLeast: true }), mark(1000, 7, { isWrong: true })];
  const given = { ...plot, y: { ...plot.y, unit: 's' }, series: [{ name: 'a', look: 0, marks }] };
  const [{ marks: placed }] = plotGeometry(given, { width: 400, height: 300 }).series;
  assert.deepEqual(placed.map(({ wrong }) => wrong), [[], [placed[1].spread.top], [], []]);
  assert.deepEqual(rowsOfPlot(given), [
    { series: 'a', x: 1, 'y, s': 1 }, { series: 'a', x: 10, 'y, s': 10 }, { series: 'a', x: 10, 'y, s, to a wrong optimum': 100 },
    { series: 'a', x: 100, 'y, s, at least': 100 }, { series: 'a', x: 1000, 'y, s, to a wrong optimum': 7 },
  ]);
});

test('arrow keys lead along a series and to the next one above or below; a pointer finds what is near', () => {
  const geometry = plotGeometry(plot, { width: 400, height: 300 });
  assert.equal(neighbour(geometry, 0, 'ArrowRight'), 1);
  assert.equal(neighbour(geometry, 0, 'ArrowLeft'), 0);
  assert.equal(neighbour(geometry, 1, 'End'), 2);
  assert.equal(neighbour(geometry, 0, 'ArrowUp'), 3);
  assert.equal(neighbour(geometry, 3, 'ArrowDown'), 0);
  assert.equal(neighbour(geometry, 4, 'ArrowUp'), 4);
  const { x, y } = geometry.series[1].marks[1];
  assert.equal(nearestMark(geometry, { x: x + 3, y: y - 3 }, 10), 4);
  assert.equal(nearestMark(geometry, { x: x + 30, y: y + 30 }, 10), -1);
});

test('regions, their labels, runs and borders', () => {
  // From below: a a b / a a b / a a b
  const grid = { size: 3, group: ['a', 'a', 'b', 'a', 'a', 'b', 'a', 'a', 'b'], kind: [] };
  const [a, b] = regionsOf(grid);
  assert.deepEqual([a.name, a.places.length, b.name, b.places.length], ['a', 6, 'b', 3]);
  assert.ok(grid.group[a.label] === 'a' && grid.group[b.label] === 'b');
  assert.deepEqual(runsOf(a.places, 3), [{ place: 0, length: 2 }, { place: 3, length: 2 }, { place: 6, length: 2 }]);
  assert.deepEqual(bordersOf(grid.group, 3), [[2, 0, true], [2, 1, true], [2, 2, true]]);
  assert.equal(regionsOf({ size: 5, group: Array(25).fill('a'), kind: [] })[0].label, 12, 'the label stands in the middle');
});

test('what was measured without an optimum is marked and told: at least so long, wrong, or too large', () => {
  const run = (seconds, status = 'optimal') => ({ status, seconds, nonzeros: 2e6, variables: 1, optimumSeconds: 1 });
  const measured = read('solve-time');
  const limited = [[run(10, 'time-limit'), run(3), run(1)], [run(10, 'time-limit'), run(2, 'wrong'), run(1)], [run(9), run(1), run(null, 'too-large')]];
  limited.forEach(([placement, flows, relaxed], at) => {
    Object.assign(measured.points[at].runs, { placement, 'placement-flows': flows, 'placement-lp': relaxed, router: run(1e-3) });
  });
  const [{ plot: times }] = solveTimeFigures(measured);
  const first = (name) => times.series.find((one) => one.name === name).marks[0];
  const told = ({ atLeast, spreadAtLeast, isWrong, wrong, words }) => ({ atLeast, spreadAtLeast, isWrong, wrong, words: words.replaceAll('\u202f', ' ') });
  assert.deepEqual(told(first('Existing, by paths')), {
    atLeast: true, spreadAtLeast: true, isWrong: false, wrong: [], words: '5 nodes: at least 10 s, 10 000× the router (middle of 3 instances; 2 reached the limit of 20 s)',
  });
  assert.deepEqual(told(first('Existing, by flows')), {
    atLeast: false, spreadAtLeast: false, isWrong: true, wrong: [], words: '5 nodes: a wrong optimum after 2 s, 2 000× the router (middle of 3 instances; 1 ended with a wrong optimum)',
  });
  assert.deepEqual(told(first('Existing, by paths, relaxed')), {
    atLeast: false, spreadAtLeast: false, isWrong: false, wrong: [], words: '5 nodes: 1 s, 1 000× the router (middle of 2 instances; 1 more was too large to be tried)',
  });
});

test('plans in words', () => {
  assert.equal(choiceInWords('phone:1-4|0|los-angeles:5-5|3,7|phone:6-24'), 'layers 1–4 on Phone, 1 hop, layer 5 on Los Angeles, 2 hops, layers 6–24 on Phone');
  assert.equal(choiceInWords('phone:1-24'), 'layers 1–24 on Phone');
});

test('every figure of what was measured can be drawn, and says something', () => {
  const figures = [...solveTimeFigures(read('solve-time')), ...adaptivityFigures(read('adaptivity')), ...manyJobsFigures(read('many-jobs')), ...tightnessFigures(read('tightness'))];
  const ids = figures.map(({ plot: one, regions }) => (one ?? regions).id);
  assert.equal(new Set(ids).size, ids.length);
  for (const { plot: one, finding } of figures) {
    for (const sentence of finding) assert.doesNotMatch(sentence, /NaN|undefined|Infinity|null|is broken|optima differ|[A-Z]{4,} [A-Z]{2,}/, sentence);
    if (!one) continue;
    const { series } = plotGeometry(one, { width: 600, height: 300 });
    for (const { d, marks } of series) {
      assert.doesNotMatch(d, /NaN|Infinity/);
      assert.ok(marks.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
    }
  }
});

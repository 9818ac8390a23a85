// Bounds against what happens, and how far each method is from the best order, as plots.

import { formatPercent, formatSeconds } from '../../format/quantities.js';
import { counted } from '../../format/words.js';
import { boundFinding, gapFindings } from '../findings/tightness.js';
import { largest, smallest } from '../statistics.js';

const SAME = 1e-6;
const METHODS = { greedy: 'Greedy', anneal: 'Annealing', boundHappened: 'The paper’s greedy' };

function scatter(points) {
  const marks = points.flatMap((point) => point.predicted.map((predicted, at) => ({
    x: point.happened[at], y: predicted, choice: { point, job: at },
    words: `instance ${point.instance}, job of priority ${at + 1}: ${formatSeconds(point.happened[at])}, predicted at most ${formatSeconds(predicted)}`,
  })));
  const ends = { low: smallest(marks.map(({ x }) => x)), high: largest(marks.map(({ y }) => y)) };
  return {
    id: 'tightness-bound',
    title: 'What the bound predicts, and what happens',
    about: 'Both axes are logarithmic. A mark is a job; on the line the bound is what happens, above it the bound is too cautious.',
    x: { label: 'latency as replayed', scale: 'log', unit: 's', format: formatSeconds },
    y: { label: 'latency as predicted', scale: 'log', unit: 's', format: formatSeconds },
    series: [{ name: 'Jobs', look: 0, isLoose: true, marks }],
    reference: { name: 'the bound is what happens', from: { x: ends.low, y: ends.low }, to: { x: ends.high, y: ends.high } },
  };
}

/** The share of instances that are at most so far from the best order. */
function gapSeries(points, method, look) {
  const gaps = points.map((point) => ({ point, gap: point[method] / point.exhaustive - 1 })).sort((a, b) => a.gap - b.gap);
  const steps = gaps.map(({ point, gap }, at) => ({ point, x: gap, y: (at + 1) / gaps.length }));
  return {
    name: METHODS[method],
    look,
    isStepped: true,
    line: [{ x: Math.min(0, steps[0].x), y: 0 }, ...steps],
    marks: steps.filter(({ x }) => Math.abs(x) > SAME).map(({ point, x, y }) => ({
      x, y, choice: { point },
      words: `instance ${point.instance} with ${counted(point.jobs, 'job')}, ${formatPercent(Math.abs(x))} ${x > 0 ? 'above' : 'below'} the best order`,
    })),
  };
}

/** @returns {{ finding: string[], plot: import('../plot/geometry.js').Plot }[]} */
export function tightnessFigures({ points }) {
  const percent = (share) => `${Number((share * 100).toPrecision(3))} %`.replace('-', '−');
  return [
    { finding: [boundFinding(points)], plot: scatter(points) },
    {
      finding: gapFindings(points),
      plot: {
        id: 'tightness-gap',
        title: 'How far from the best order',
        about: 'For each method, the share of the instances whose mean latency is at most so far above that of the best order. Marks are the instances that differ from it.',
        x: { label: 'above the best order', scale: 'even', unit: 'as a share', format: percent },
        y: { label: 'share of the instances', scale: 'even', low: 0, high: 1, format: percent },
        series: Object.keys(METHODS).map((method, look) => gapSeries(points, method, look)),
      },
    },
  ];
}

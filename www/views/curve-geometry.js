// A falling best value over moves as a stepped line. Pure.

import { timeMarks } from './gantt-geometry.js';

const LEFT = 72;
const TOP = 8;
const BOTTOM = 20;
/** The lower bound is drawn where it is at most so many falls away; farther off it would flatten the curve. */
const NEAR_BOUND = 4;

/**
 * @param {{ moves: number, value: number }[]} points
 * @param {{ width: number, height: number, share: number }} room  the curve takes that share of the width
 */
export function curveGeometry(points, lowerBound, { width, height, share }) {
  const first = points[0].value;
  const last = points.at(-1);
  const fall = Math.max(first - last.value, first * 1e-3, Number.MIN_VALUE);
  const showsBound = last.value - lowerBound <= NEAR_BOUND * fall;
  const low = (showsBound ? Math.min(lowerBound, last.value) : last.value) - 0.15 * fall;
  const high = first + 0.1 * fall;
  const mostMoves = Math.max(1, last.moves) / Math.max(share, 1e-3);
  const x = (moves) => LEFT + (moves / mostMoves) * (width - LEFT - 6);
  const y = (value) => TOP + ((high - value) / (high - low)) * (height - TOP - BOTTOM);
  const d = points.map(({ moves, value }, at) => (at === 0 ? `M${x(moves).toFixed(1)} ${y(value).toFixed(1)}` : `H${x(moves).toFixed(1)}V${y(value).toFixed(1)}`)).join('');
  return {
    left: LEFT, d,
    end: { x: x(last.moves).toFixed(1), y: y(last.value).toFixed(1) },
    bound: showsBound ? y(lowerBound) : null,
    marks: timeMarks(Math.max(0, low), high, 3).map(({ seconds, text }) => ({ y: y(seconds), text })),
  };
}

// A plot's data as lines and marks. Pure.

import { axisGeometry } from './axis.js';
import { MARGIN } from './margin.js';

const PIXELS_PER_X_MARK = 52;
const PIXELS_PER_Y_MARK = 34;

/**
 * @typedef {object} Mark
 * @property {number} x
 * @property {number} y
 * @property {string} words     what it is and how much, for whoever hears or hovers it
 * @property {object} choice    what to run again
 * @property {boolean} [atLeast]  the value is known to be no smaller, and no more
 * @property {[number, number]} [spread]  the smallest and the largest of what the mark stands for
 * @property {boolean} [spreadAtLeast]
 * @property {boolean} [isWrong]  the value was measured, but what was found is wrong
 * @property {number[]} [wrong]  such values among those that the mark stands for
 *
 * @typedef {object} Series
 * @property {string} name
 * @property {number} look      colour and shape
 * @property {Mark[]} marks
 * @property {{ x: number, y: number }[]} [line]  through the marks where absent
 * @property {boolean} [isStepped]
 * @property {boolean} [isLoose]  no line
 *
 * @typedef {object} Plot
 * @property {string} id
 * @property {string} title
 * @property {string} about     a sentence on what is drawn, for whoever does not see it
 * @property {import('./axis.js').Axis} x
 * @property {import('./axis.js').Axis} y
 * @property {Series[]} series
 * @property {{ name: string, from: { x: number, y: number }, to: { x: number, y: number } }} [reference]
 */

const shown = (value) => value.toFixed(1);

function path(points, isStepped) {
  return points.map(({ x, y }, at) => {
    if (at === 0) return `M${shown(x)} ${shown(y)}`;
    return isStepped ? `H${shown(x)}V${shown(y)}` : `L${shown(x)} ${shown(y)}`;
  }).join('');
}

/** @param {Plot} plot */
export function plotGeometry(plot, { width, height }) {
  const points = plot.series.flatMap(({ marks, line = [] }) => [...marks, ...line]);
  const ends = plot.reference ? [plot.reference.from, plot.reference.to] : [];
  const spreads = plot.series.flatMap(({ marks }) => marks.flatMap(({ spread = [] }) => spread));
  const frame = { left: MARGIN.left, right: width - MARGIN.right, top: MARGIN.top, bottom: height - MARGIN.bottom };
  const xAxis = axisGeometry(plot.x, [...points, ...ends].map(({ x }) => x), [frame.left, frame.right], Math.floor((frame.right - frame.left) / PIXELS_PER_X_MARK));
  const yAxis = axisGeometry(plot.y, [...[...points, ...ends].map(({ y }) => y), ...spreads], [frame.bottom, frame.top], Math.floor((frame.bottom - frame.top) / PIXELS_PER_Y_MARK));
  const place = ({ x, y }) => ({ x: xAxis.at(x), y: yAxis.at(y) });
  return {
    frame,
    xMarks: xAxis.marks,
    yMarks: yAxis.marks,
    series: plot.series.map(({ marks, line = marks, isStepped, isLoose }) => ({
      d: isLoose ? '' : path(line.map(place), isStepped),
      marks: marks.map((mark) => ({
        ...place(mark), mark, wrong: (mark.wrong ?? []).map(yAxis.at),
        spread: mark.spread && mark.spread[0] < mark.spread[1] ? { top: yAxis.at(mark.spread[1]), bottom: yAxis.at(mark.spread[0]) } : null,
      })),
    })),
    reference: plot.reference && { from: place(plot.reference.from), to: place(plot.reference.to) },
  };
}

/** The mark next to a point, if one is near: its place among all marks of all series in turn, else −1. */
export function nearestMark(geometry, { x, y }, within) {
  const all = geometry.series.flatMap(({ marks }) => marks);
  const distances = all.map((mark) => Math.hypot(mark.x - x, mark.y - y));
  const least = Math.min(...distances);
  return least <= within ? distances.indexOf(least) : -1;
}

/**
 * Where an arrow key leads from one mark: along its series, or to the mark above or below of another series.
 * @param {number} from place among all marks of all series in turn
 */
export function neighbour(geometry, from, key) {
  const all = geometry.series.flatMap(({ marks }, series) => marks.map((mark) => ({ ...mark, series })));
  const here = all[from];
  const within = all.map((mark, at) => ({ mark, at })).filter(({ mark }) => mark.series === here.series);
  const place = within.findIndex(({ at }) => at === from);
  const along = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: within.length - 1 }[key];
  if (along !== undefined) return within[Math.max(0, Math.min(along, within.length - 1))].at;
  const isBeyond = key === 'ArrowUp' ? ({ y }) => y < here.y : ({ y }) => y > here.y;
  const others = all.map((mark, at) => ({ mark, at })).filter(({ mark }) => mark.series !== here.series && isBeyond(mark));
  const far = ({ x, y }) => 20 * Math.abs(x - here.x) + Math.abs(y - here.y);
  return others.length === 0 ? from : others.reduce((best, one) => (far(one.mark) < far(best.mark) ? one : best)).at;
}

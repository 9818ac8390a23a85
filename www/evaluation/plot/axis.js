// The axes of a plot: from values to pixels, and the values to write beside them. Pure.

import { logMarks } from '../../views/load-geometry.js';

const NEAR = 1e-9;

/** Round numbers from low to high, at most so many. */
function evenMarks(low, high, most) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough * (1 - NEAR));
  const first = Math.ceil(low / step - NEAR);
  const last = Math.floor(high / step + NEAR);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/**
 * @typedef {object} Axis
 * @property {string} label
 * @property {'log' | 'even'} scale
 * @property {string} [unit]  of the values, for tables
 * @property {(value: number) => string} format  as it is written beside the axis
 * @property {number[]} [marks]  values to write; else round ones
 * @property {number} [low]
 * @property {number} [high]
 */

/** How far beyond the values an axis goes, of a logarithmic one as a share of its decades. */
const ROOM = 0.04;

function range({ scale, low, high }, values) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (scale === 'even') return [low ?? least, high ?? (most > least ? most + (most - least) * ROOM : least + 1)];
  const decades = Math.log10(most / least) || 1;
  return [low ?? least / 10 ** (decades * ROOM), high ?? most * 10 ** (decades * ROOM)];
}

/**
 * @param {Axis} axis
 * @param {number[]} values  all that must be seen
 * @param {[number, number]} pixels  where the axis begins and ends
 * @param {number} most  marks
 */
export function axisGeometry(axis, values, [start, end], most) {
  const [low, high] = range(axis, values);
  const share = axis.scale === 'log' ? (value) => Math.log(value / low) / Math.log(high / low) : (value) => (value - low) / (high - low);
  const at = (value) => start + share(value) * (end - start);
  const wanted = axis.marks?.filter((value) => value >= low && value <= high);
  const every = wanted && Math.ceil(wanted.length / most);
  const marks = wanted ? wanted.filter((_, place) => place % every === 0) : axis.scale === 'log' ? logMarks(low, high, most) : evenMarks(low, high, most);
  return { at, low, high, marks: marks.map((value) => ({ at: at(value), text: axis.format(value) })) };
}

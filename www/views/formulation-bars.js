// The times of programs as bars on a logarithmic line, each with its time and how many times splitway's that is.

import { svg } from '../draw/svg.js';
import { formatSeconds } from '../format/quantities.js';
import { timeScale } from '../formulations/time-scale.js';
import { TITLES, isAtLeast, optimumText, timeAndRatioText } from '../formulations/words.js';

const ROW = 30;
const NARROW_ROW = 46;
const BAR = 14;
const AXIS = 34;
const NARROW = 560;
const LABEL_WIDTH = 210;
const FIGURES_WIDTH = 210;
const ARROW = 9;

const WAITING = { waiting: 'waits for its turn', building: 'is being built…', reading: 'is being written and read…', 'left-out': 'takes no part' };

const secondsOf = ({ run, phase, began }, now) => (run ? run.seconds : phase === 'solving' ? (now - began) / 1000 : null);

/** What stands beside a bar. */
function figures({ run, phase, began }, now) {
  if (!run) return phase === 'solving' ? `being solved, ${((now - began) / 1000).toFixed(0)} s…` : WAITING[phase] ?? '';
  if (run.seconds === null) return optimumText(run);
  return timeAndRatioText(run);
}

function barPath({ x, length, isAtLeast: isOpen }, y) {
  if (!isOpen) return `M${x} ${y}h${length.toFixed(1)}v${BAR}h${(-length).toFixed(1)}z`;
  // It goes on: an end like an arrow's.
  return `M${x} ${y}h${length.toFixed(1)}l${ARROW} ${BAR / 2}l${-ARROW} ${BAR / 2}h${(-length).toFixed(1)}z`;
}

/**
 * @param {import('../formulations/comparing.js').Row[]} rows
 * @param {{ width: number, now: number }} how  `now` in the milliseconds of performance.now()
 */
export function formulationBars(rows, { width, now }) {
  const isNarrow = width < NARROW;
  const [left, right] = isNarrow ? [0, width - ARROW - 2] : [LABEL_WIDTH, width - FIGURES_WIDTH];
  const rowHeight = isNarrow ? NARROW_ROW : ROW;
  const height = rows.length * rowHeight + AXIS;
  const isOpen = (row) => (row.run ? isAtLeast(row.run) : row.phase === 'solving');
  const scale = timeScale(rows.map((row) => ({ seconds: secondsOf(row, now), isAtLeast: isOpen(row) })), { left, right });
  const bottom = rows.length * rowHeight + 4;
  const told = rows.map((row) => `${TITLES[row.name]}: ${figures(row, now)}`).join('; ');
  return svg('svg', { class: 'formulation-bars', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': `Times to solve. ${told}` },
    scale && scale.ticks.map(({ x, seconds }, at) => [
      svg('line', { class: 'formulation-grid', x1: x, x2: x, y1: 0, y2: bottom }),
      svg('text', { class: 'axis-text', x, y: bottom + 14, 'text-anchor': at === 0 && isNarrow ? 'start' : at === scale.ticks.length - 1 && isNarrow ? 'end' : 'middle' }, formatSeconds(seconds)),
    ]).flat(),
    rows.map((row, at) => {
      const top = at * rowHeight;
      const barTop = top + (isNarrow ? 24 : (ROW - BAR) / 2);
      const baseline = isNarrow ? top + 17 : top + ROW / 2 + 4;
      const drawn = scale?.bars[at];
      const figuresX = isNarrow ? width : (drawn ? drawn.x + drawn.length + (drawn.isAtLeast ? ARROW : 0) : left) + 8;
      return svg('g', { class: `formulation formulation-${row.name} ${row.run ? '' : 'is-under-way'}` },
        svg('text', { class: 'row-label', x: 0, y: baseline }, TITLES[row.name]),
        drawn && svg('path', { class: 'formulation-bar', d: barPath(drawn, barTop) }),
        svg('text', { class: 'formulation-figures', x: figuresX, y: baseline, 'text-anchor': isNarrow ? 'end' : 'start' }, figures(row, now)));
    }),
    svg('text', { class: 'axis-text', x: width, y: height - 4, 'text-anchor': 'end' }, 'time to solve, each mark ten times the one before'),
  );
}

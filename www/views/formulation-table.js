// All figures of a comparison.

import { html } from '../draw/svg.js';
import { formatSeconds, grouped, threeDigits } from '../format/quantities.js';
import { TITLES, gapText, optimumText, ratioText, timeText } from '../formulations/words.js';

const countText = (count) => (count === null ? '' : grouped(count));
const WHOLE = { true: 'yes', false: 'no', null: '' };
const figure = (value) => (value >= 1e6 || value < 1e-3 ? value.toExponential(1) : threeDigits(value));

/** 0.56–704 000, or one number alone. */
function span(range) {
  if (range === null || range.largest === 0) return '';
  return range.smallest === range.largest ? figure(range.smallest) : `${figure(range.smallest)}–${figure(range.largest)}`;
}

const COLUMNS = [
  ['Time', timeText, 'to solve'],
  ['Optimum', optimumText],
  ['Root bound', (run) => (run.rootBoundSeconds === null ? '' : formatSeconds(run.rootBoundSeconds)), 'the optimum of the relaxation'],
  ['Gap', gapText, 'how far the root bound is below the optimum'],
  ['Whole', (run) => WHOLE[run.isIntegral], 'whether every choice of the solution is whole'],
  ['Nodes', (run) => countText(run.nodes), 'of the branch-and-bound tree'],
  ['Iterations', (run) => countText(run.iterations), 'of the simplex method'],
  ['Variables', (run) => countText(run.variables)],
  ['Rows', (run) => countText(run.rows)],
  ['Non-zeros', (run) => countText(run.nonzeros)],
  ['Coefficients', (run) => span(run.coefficients), 'the smallest and the largest in the rows'],
  ['Costs, µs', (run) => span(run.costs), 'the smallest and the largest in the objective'],
  ['Right sides', (run) => span(run.rightSides), 'the smallest and the largest'],
];

/** @param {import('../formulations/comparing.js').Compared} compared */
export function formulationTable({ rows, comparison }) {
  const runs = rows.filter(({ run }) => run).map(({ run }) => run);
  const [time, ...others] = COLUMNS;
  const ratio = [runs.some(({ form }) => form === 'router') ? '× splitway' : '× the fastest', ratioText, 'how many times as long'];
  const columns = [time, ratio, ...others];
  const remarks = [
    ...(comparison?.leftOut ?? []).map(({ name, reason }) => `${TITLES[name]} takes no part: ${reason}.`),
    ...runs.filter(({ message }) => message !== null).map(({ name, message }) => `${TITLES[name]}: ${message}.`),
    ...comparison?.solver ? [`Solved by ${comparison.solver} as it comes, with gaps of 0, in WebAssembly as splitway is. Times are of solving alone in warm code, those that are brief the median of many. “Relaxed”: choices may be fractions.`] : [],
  ];
  return html('div', null,
    html('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'The formulations' }, html('table', null,
      html('caption', { class: 'visually-hidden' }, 'The formulations'),
      html('thead', null, html('tr', null, html('th', { scope: 'col' }, 'Program'), columns.map(([head, , title]) => html('th', { scope: 'col', title }, head)))),
      html('tbody', null, runs.map((run) => html('tr', null, html('th', { scope: 'row' }, TITLES[run.name]), columns.map(([, text]) => html('td', null, text(run)))))))),
    remarks.map((remark) => html('p', { class: 'compared-about' }, remark)));
}

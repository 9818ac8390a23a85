// Ways to solve compared, as a person reads it.

import { formatPercent, formatSeconds, formatTimes, threeDigits } from '../../quantities.js';
import { painter } from '../terminal.js';
import { columns } from './columns.js';

const HEADER = ['', 'variables', 'rows', 'non-zeros', 'optimum', 'root bound', 'gap', 'whole', 'nodes', 'iterations', 'time', 'ratio'];
const RIGHT = HEADER.map((_, at) => at).slice(1);

/** Gaps that are rounding alone. */
const LEAST_GAP = 1e-6;

const WITHOUT_OPTIMUM = { infeasible: 'none', cancelled: 'stopped', 'too-large': 'too large' };

const TITLES = {
  placement: 'placement',
  'placement-lp': 'placement, relaxed',
  'placement-flows': 'placement with flows',
  'placement-flows-lp': 'placement with flows, relaxed',
  routing: 'routing',
  'routing-lp': 'routing, relaxed',
  router: 'splitway\'s router',
};

const counted = (count) => (count === null ? '' : count.toLocaleString('en-US'));
const timed = (seconds) => (seconds === null ? '' : formatSeconds(seconds));

function optimum({ status, optimumSeconds, boundSeconds }) {
  if (status === 'optimal') return formatSeconds(optimumSeconds);
  return WITHOUT_OPTIMUM[status] ?? (boundSeconds === null ? '?' : `at least ${formatSeconds(boundSeconds)}`);
}

function gap({ integralityGap }) {
  if (integralityGap === null) return '';
  return integralityGap < LEAST_GAP ? '0 %' : formatPercent(integralityGap);
}

const whole = ({ isIntegral }) => (isIntegral === null ? '' : { true: 'yes', false: 'no' }[isIntegral]);

function row(run) {
  const atLeast = run.status === 'time-limit' || run.status === 'cancelled' ? 'at least ' : '';
  const atLeastOf = (shown) => (shown === '' ? '' : `${atLeast}${shown}`);
  return [
    TITLES[run.name], counted(run.variables), counted(run.rows), counted(run.nonzeros), optimum(run), timed(run.rootBoundSeconds), gap(run),
    whole(run), counted(run.nodes), counted(run.iterations), atLeastOf(timed(run.seconds)),
    run.timeRatio === null ? '' : atLeastOf(formatTimes(run.timeRatio)),
  ];
}

function headline({ runs, jobs, optimumSeconds }) {
  if (optimumSeconds === null) return runs.some(({ status }) => status === 'infeasible') ? 'No answer exists.' : 'No optimum was found.';
  const found = runs.filter(({ status, relaxed }) => status === 'optimal' && !relaxed);
  const what = jobs.length === 1 ? 'the least latency' : `the least mean latency of ${jobs.length} jobs`;
  const value = formatSeconds(optimumSeconds);
  return found.length === 1 ? `One of them finds ${what}: ${value}.` : `All that ended agree on ${what}: ${value}.`;
}

/** 1 to 2.76e+5, or one number alone. */
function span({ smallest, largest }) {
  const shown = (value) => (value >= 1e6 || value < 1e-3 ? value.toExponential(2) : threeDigits(value));
  return smallest === largest ? shown(smallest) : `${shown(smallest)} to ${shown(largest)}`;
}

/** How far apart the numbers of each program are. */
function ranges(runs) {
  const programs = runs.filter(({ coefficients, relaxed }) => coefficients !== null && !relaxed);
  return programs.map(({ name, coefficients, costs, rightSides }) =>
    `Sizes in ${TITLES[name]}: coefficients ${span(coefficients)}, costs ${span(costs)} µs, right sides ${span(rightSides)}.`);
}

/** @param {import('../../index.d.ts').Comparison} comparison */
export function comparisonTable(comparison, { colour = false } = {}) {
  const paint = painter(colour);
  const { runs, leftOut, solver } = comparison;
  const remarks = [
    'Waits are additive. The root bound is the optimum of the relaxation, the gap how far it is below that of the program;',
    'whole says whether the solution that was found takes no choice by halves. Times are of solving alone, brief ones the median of many.',
    ...ranges(runs),
    ...leftOut.map(({ name, reason }) => `${TITLES[name]} takes no part: ${reason}.`),
    ...runs.filter(({ message }) => message !== null).map(({ name, message }) => `${TITLES[name]}: ${message}.`),
    ...solver === null ? [] : [`Solved by ${solver}, in WebAssembly as splitway's router.`],
  ];
  return [
    paint.bold(headline(comparison)),
    '',
    ...columns([HEADER, ...runs.map(row)], { right: RIGHT, paint: (cell, at) => (at === 0 ? paint.dim(cell) : cell) }),
    '',
    ...remarks.map((remark) => `  ${remark}`),
  ].map((line) => `${line}\n`).join('');
}

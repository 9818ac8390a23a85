// Programs compared, as a person reads it.

import { formatPercent, formatSeconds, formatTimes } from '../../quantities.js';
import { painter } from '../terminal.js';
import { columns } from './columns.js';

const HEADER = ['', 'variables', 'rows', 'non-zeros', 'optimum', 'root bound', 'gap', 'nodes', 'iterations', 'time', 'ratio'];
const RIGHT = HEADER.map((_, at) => at).slice(1);

/** Gaps that are rounding alone. */
const LEAST_GAP = 1e-6;

const WORDS = { infeasible: 'none', stopped: 'stopped' };

const TITLES = {
  'placement LP': 'placement, relaxed',
  placement: 'placement',
  'routing LP': 'routing, relaxed',
  routing: 'routing',
  router: 'splitway\'s router',
};

const counted = (count) => (count === null || count === undefined ? '' : count.toLocaleString('en-US'));
const timed = (seconds) => (seconds === null || seconds === undefined ? '' : formatSeconds(seconds));

function optimum({ status, optimumSeconds, boundSeconds }) {
  if (status === 'optimal') return formatSeconds(optimumSeconds);
  return WORDS[status] ?? (boundSeconds === null ? '?' : `at least ${formatSeconds(boundSeconds)}`);
}

const gap = ({ integralityGap }) => {
  if (integralityGap === null || integralityGap === undefined) return '';
  return integralityGap < LEAST_GAP ? '0 %' : formatPercent(integralityGap);
};

function row(run) {
  const atLeast = run.status === 'limit' || run.status === 'stopped' ? 'at least ' : '';
  return [
    TITLES[run.name], counted(run.variables), counted(run.rows), counted(run.nonzeros), optimum(run), timed(run.rootBoundSeconds), gap(run),
    counted(run.nodes), counted(run.iterations), `${atLeast}${formatSeconds(run.seconds)}`,
    run.timeRatio === null ? '' : `${atLeast}${formatTimes(run.timeRatio)}`,
  ];
}

function headline({ runs, jobs, disagreements }) {
  if (disagreements.length > 0) return 'THE OPTIMA DIFFER.';
  const found = runs.filter(({ status, relaxed }) => status === 'optimal' && !relaxed);
  if (found.length === 0) return 'No optimum was found.';
  const what = jobs.length === 1 ? 'the least latency' : `the least mean latency of ${jobs.length} jobs`;
  const value = formatSeconds(found[0].optimumSeconds);
  return found.length === 1 ? `One of them finds ${what}: ${value}.` : `All that ended agree on ${what}: ${value}.`;
}

/** @param {{ runs: object[], jobs: string[], disagreements: string[] }} comparison */
export function comparisonTable(comparison, { colour = false } = {}) {
  const paint = painter(colour);
  const hasRouter = comparison.runs.some(({ name }) => name === 'router');
  const title = comparison.disagreements.length > 0 ? paint.red(headline(comparison)) : paint.bold(headline(comparison));
  const remarks = [
    'Waits are additive. The root bound is the optimum of the relaxation, the gap how far it is below that of the program.',
    ...comparison.disagreements,
    ...hasRouter ? [] : ['The router takes no part: it does not search within memoryBytes, or was not reached.'],
  ];
  return [
    title,
    '',
    ...columns([HEADER, ...comparison.runs.map(row)], { right: RIGHT, paint: (cell, at) => (at === 0 ? paint.dim(cell) : cell) }),
    '',
    ...remarks.map((remark) => `  ${remark}`),
  ].map((line) => `${line}\n`).join('');
}

// A schedule as a person reads it: the objective, the jobs in the order of their priority, and what else was asked for.

import { staysOf } from '../../journey.js';
import { comparison } from '../../plan-sentence.js';
import { formatPercent, formatSeconds } from '../../quantities.js';
import { oneLine, shortName } from '../plain-text.js';
import { painter } from '../terminal.js';
import { columns } from './columns.js';
import { namesOf } from './labels.js';

const OBJECTIVES = { mean: ['The mean latency', 'mean latency'], max: ['The largest latency', 'largest latency'] };

const METHODS = {
  greedy: ({ routes }) => `greedy: ${searches(routes)}`,
  anneal: ({ moves, routes }) => `anneal: ${thousands(moves)} moves, ${searches(routes)}`,
  exhaustive: ({ moves, routes }) => `exhaustive: ${thousands(moves)} orders looked at, ${searches(routes)}`,
  given: ({ routes }) => `the given order: ${searches(routes)}`,
};

const POLICIES = {
  'all-at-source': 'all on the sources',
  'all-at-best-node': 'all on one node',
  'best-single-split': 'one split between source and one node each',
  'backlog-blind': 'each as if it were alone',
  'bound-greedy': 'greedy by the paper\'s bounds',
};

const thousands = (count) => count.toLocaleString('en-US');
const searches = (count) => `${thousands(count)} single-job ${count === 1 ? 'search' : 'searches'}`;

/** Gaps that are rounding. */
const SAME = 1e-9;

/** By what share a schedule can be above the best one at most. */
export function gapOf({ value, lowerBound }) {
  if (value <= lowerBound) return 0;
  return value / lowerBound - 1;
}

function verdict(schedule) {
  const { proven, lowerBound, mode } = schedule;
  const bound = `no schedule is below ${formatSeconds(lowerBound)}`;
  if (gapOf(schedule) <= SAME) return mode === 'bound' ? bound : 'no schedule gives less';
  if (proven) return `no order gives less while each job takes its own soonest plan (${bound})`;
  if (lowerBound === 0) return 'how far above the least is not known';
  return `at most ${formatPercent(gapOf(schedule))} above the least, since ${bound}`;
}

function headline(schedule, weighted) {
  const [what] = OBJECTIVES[schedule.objective];
  const jobs = schedule.plans.length === 1 ? 'the one job' : `${thousands(schedule.plans.length)} jobs`;
  const which = weighted && schedule.objective === 'mean' ? what.replace('mean', 'weighted mean') : what;
  const isBound = schedule.mode === 'bound' ? 'at most ' : '';
  return `${which} of ${jobs} is ${isBound}${formatSeconds(schedule.value)}; ${verdict(schedule)}.`;
}

/** phone 1–3, edge 4–6 */
export function whereInShort(plan, name) {
  const stays = staysOf(plan).map(({ node, first, last }) => `${shortName(name(node))} ${first === last ? first : `${first}–${last}`}`);
  return stays.join(', ');
}

function jobRow(plan, job, name) {
  const release = job.releaseSeconds ?? 0;
  const start = plan.steps[0]?.startSeconds ?? release;
  return [
    shortName(plan.job),
    ...[plan.latencySeconds, start, release + plan.latencySeconds, plan.breakdown.waitingSeconds].map(formatSeconds),
    whereInShort(plan, name),
  ];
}

function jobLines(schedule, scenario, paint) {
  const name = namesOf(scenario.network.nodes);
  const jobs = new Map(scenario.jobs.map((job) => [job.id, job]));
  const rows = schedule.plans.map((plan, at) => [String(at + 1), ...jobRow(plan, jobs.get(plan.job), name)]);
  const header = ['', 'job', 'latency', 'start', 'finish', 'waiting', 'layers run on'];
  return columns([header, ...rows], { right: [0, 2, 3, 4, 5], paint: (cell, row) => (row === 0 ? paint.dim(cell) : cell) });
}

function skippedLines({ skipped = [] }) {
  return skipped.map(({ job, code, message }) => `  left out: ${shortName(job)} (${code}: ${oneLine(message)})`);
}

/** Jobs that the search has sent another way than is best for them, which an order alone does not tell. */
function detourLines({ method, plans }) {
  const detours = method === 'anneal' ? plans.filter(({ exact }) => !exact).map(({ job }) => shortName(job)) : [];
  if (detours.length === 0) return [];
  return [`  For the sake of the others ${detours.join(', ')} ${detours.length === 1 ? 'keeps' : 'keep'} off a node or link, so --order alone would not give this schedule.`];
}

function baselineLines({ baselines = [], value, objective }, scenario, paint) {
  if (baselines.length === 0) return [];
  const name = namesOf(scenario.network.nodes);
  const rows = baselines.map(({ policy, value: other, node }) => [
    node === undefined ? POLICIES[policy] : `${POLICIES[policy]}, ${shortName(name(node))}`,
    other === null ? 'impossible' : formatSeconds(other),
    other === null ? '' : `the schedule is ${comparison(value, other)} that`,
  ]);
  const header = ['simpler policies', OBJECTIVES[objective][1], ''];
  return ['', ...columns([header, ...rows], { right: [1], paint: (cell, row) => (row === 0 ? paint.dim(cell) : cell) })];
}

function effortLine({ method, mode, statistics }) {
  const time = statistics.solveMicroseconds === null ? '' : ` in ${formatSeconds(statistics.solveMicroseconds / 1e6)}`;
  const bounds = mode === 'bound' ? '; all times are upper bounds, with the paper\'s additive waits' : '';
  return `  ${METHODS[method ?? 'given'](statistics)}${time}${bounds}`;
}

/** @param {object} schedule @param {{ scenario: object, colour?: boolean }} told */
export function scheduleTable(schedule, { scenario, colour = false }) {
  const paint = painter(colour);
  const weighted = new Set(scenario.jobs.map(({ weight = 1 }) => weight)).size > 1;
  const hasPlans = schedule.plans.length > 0;
  return [
    paint.bold(hasPlans ? headline(schedule, weighted) : 'There is no job to schedule.'),
    '',
    ...(hasPlans ? [...jobLines(schedule, scenario, paint), ''] : []),
    ...skippedLines(schedule),
    effortLine(schedule),
    ...detourLines(schedule),
    ...baselineLines(schedule, scenario, paint),
  ].map((line) => `${line}\n`).join('');
}

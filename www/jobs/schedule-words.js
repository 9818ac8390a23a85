// What a schedule says, in words.

import { comparison } from '../../js/plan-sentence.js';
import { formatPercent, formatSeconds } from '../format/quantities.js';

/** Values that no reader could tell apart. */
const SAME = 1e-6;

export const gapOf = ({ value, lowerBound }) => (lowerBound > 0 ? value / lowerBound - 1 : 0);

export const METHOD_NAMES = {
  greedy: 'Greedy', anneal: 'Annealing', exhaustive: 'Every order', given: 'The order given', bound: 'The paper’s bound',
};
export const METHOD_NOTES = {
  greedy: 'The job that would be done soonest goes first, again and again.',
  anneal: 'From greedy’s on, searches for a better order, and for jobs that had better keep off a machine for the others.',
  exhaustive: 'Looks at every order that could be better, each job on its own soonest path: at most 8 jobs.',
  given: 'The order of the list, each job on its own soonest path: drag jobs, or move them with Alt and the arrow keys.',
  bound: 'Adds the waits up in full, as the paper does: its times are upper bounds.',
};
export const POLICY_NAMES = {
  'all-at-source': 'All where they start',
  'all-at-best-node': 'All on one machine',
  'best-single-split': 'One split each',
  'backlog-blind': 'Each as if alone',
  'bound-greedy': 'The paper’s greedy',
};

/** "24 jobs finish in", "the last of 24 jobs finishes in"; weights that differ are said. */
function subject(schedule, weighted) {
  const { length } = schedule.plans;
  const jobs = length === 1 ? 'One job' : `${length} jobs`;
  if (schedule.objective === 'max') return { before: length === 1 ? 'One job finishes in ' : `The slowest of ${length} jobs takes `, after: '' };
  return { before: `${jobs} ${length === 1 ? 'finishes' : 'finish'} in `, after: length === 1 ? '' : weighted ? ' on average, by weight' : ' on average' };
}

/** @returns {import('../../js/plan-sentence.js').Token[]} "24 jobs finish in 312 ms on average; no schedule can be below 280 ms (gap 11 %)." */
export function scheduleTokens(schedule, { weighted = false } = {}) {
  const { before, after } = subject(schedule, weighted);
  const value = { text: formatSeconds(schedule.value), strong: true };
  const upTo = schedule.mode === 'bound' ? 'at most ' : '';
  const head = [{ text: before + upTo }, value, { text: after }];
  const gap = gapOf(schedule);
  if (Math.abs(gap) <= SAME) return [...head, { text: ', and no schedule can be sooner.' }];
  const bound = `no schedule can be below ${formatSeconds(schedule.lowerBound)} (gap ${formatPercent(gap)}).`;
  if (schedule.proven) return [...head, { text: `; with each job on its own soonest path no other order is sooner, and ${bound}` }];
  return [...head, { text: `; ${bound}` }];
}

/** The policies that somebody without a schedule would follow. */
const SIMPLE = {
  'all-at-source': 'running each where it starts',
  'all-at-best-node': 'running all on one machine',
  'best-single-split': 'splitting each once',
  'backlog-blind': 'splitting each as if it were alone',
};

/** "1.5× sooner than splitting each as if it were alone (167 ms)." beside the best simple policy. */
export function simpleTokens({ value }, baselines = []) {
  const simple = baselines.filter((each) => SIMPLE[each.policy] && each.value !== null);
  if (simple.length === 0) return [];
  const best = simple.reduce((least, each) => (each.value < least.value ? each : least));
  const [, factor, than] = /^(.*)( \w+)$/.exec(comparison(value, best.value));
  return [{ text: ' ' }, { text: factor, strong: true }, { text: `${than} ${SIMPLE[best.policy]} (${formatSeconds(best.value)}).` }];
}

export const wordsOf = (tokens) => tokens.map(({ text }) => text).join('');

/** What the busy times of a schedule last until, in seconds. */
export const lastMoment = ({ plans, resources }) => Math.max(
  ...plans.map(({ steps }) => steps.at(-1)).map((step) => step?.arriveSeconds ?? step?.endSeconds ?? 0),
  ...resources.flatMap(({ busy }) => (busy.length > 0 ? [busy.at(-1)[1]] : [])),
  0,
);

// What a comparison of formulations says, in words computed from its figures.

import { formatPercent, formatSeconds, formatTimes } from '../format/quantities.js';
import { capitalised, listed } from '../format/words.js';

export const TITLES = {
  placement: 'Existing program',
  'placement-lp': 'Existing, relaxed',
  'placement-flows': 'Existing, links chosen',
  'placement-flows-lp': 'Existing, links chosen, relaxed',
  routing: 'Routing program',
  'routing-lp': 'Routing, relaxed',
  router: 'splitway',
};

const IN_A_SENTENCE = {
  placement: 'the existing program',
  'placement-lp': 'the relaxed existing program',
  'placement-flows': 'the existing program that chooses links',
  'placement-flows-lp': 'the relaxed existing program that chooses links',
  routing: 'the routing program',
  'routing-lp': 'the relaxed routing program',
};

/** Bounds that are below the optimum by rounding alone. */
const LEAST_GAP = 1e-6;

export const isAtLeast = ({ status }) => status === 'time-limit' || status === 'cancelled';

const atLeast = (run, text) => (isAtLeast(run) ? `at least ${text}` : text);

/** 52 ms, at least 10 s; empty where nothing is known. */
export const timeText = (run) => (run.seconds === null ? '' : atLeast(run, formatSeconds(run.seconds)));

/** A program that was stopped before it took as long as others says nothing. */
const hasRatio = (run) => run.timeRatio !== null && !(isAtLeast(run) && run.timeRatio < 1);

/** 5 900×, at least 1 000 000×. */
export const ratioText = (run) => (hasRatio(run) ? atLeast(run, formatTimes(run.timeRatio)) : '');

/** 52 ms · 5 900×, at least 10 s · 1 000 000×. */
export const timeAndRatioText = (run) => [timeText(run), hasRatio(run) && run.form !== 'router' && formatTimes(run.timeRatio)].filter(Boolean).join(' · ');

const STATUS_WORDS = { infeasible: 'no answer exists', 'too-large': 'too large to solve', cancelled: 'stopped', 'time-limit': 'not found in time' };

/** The optimum, or why there is none. */
export function optimumText(run) {
  if (run.status === 'optimal') return formatSeconds(run.optimumSeconds);
  if (run.status === 'time-limit' && run.boundSeconds !== null) return `at least ${formatSeconds(run.boundSeconds)}`;
  return STATUS_WORDS[run.status];
}

export function gapText({ integralityGap }) {
  if (integralityGap === null) return '';
  return integralityGap < LEAST_GAP ? '0 %' : formatPercent(integralityGap);
}

const byName = ({ runs }) => Object.fromEntries(runs.map((run) => [run.name, run]));

const areWhole = (runs) => runs.filter(({ form, relaxed }) => form !== 'router' && !relaxed);

/** The programs, told by how many they are where that is all of several. */
function programsOf(chosen, all) {
  if (chosen.length === all.length && all.length > 1) return all.length === 2 ? 'both programs' : `all ${all.length} programs`;
  return listed(chosen.map(({ name }) => IN_A_SENTENCE[name]));
}

/** Which programs have no answer: a relaxation without one has a program without one, told only where that was not solved. */
function nowhereFits(runs) {
  const infeasible = runs.filter(({ status }) => status === 'infeasible');
  const whole = areWhole(infeasible);
  const saying = whole.length > 0 ? whole : infeasible;
  return `No placement of all layers fits the memory of the machines: ${programsOf(saying, whole.length > 0 ? areWhole(runs) : [])} ${saying.length === 1 ? 'says' : 'say'} so.`;
}

function found({ runs, optimumSeconds, jobs }) {
  const programs = areWhole(runs);
  const solved = programs.filter(({ status }) => status === 'optimal');
  const value = formatSeconds(optimumSeconds);
  const what = jobs.length === 1 ? value : `the same mean latency of ${jobs.length} jobs, ${value}`;
  if (solved.length > 0) return capitalised(`${programsOf(solved, programs)} ${solved.length === 1 ? 'finds' : 'find'} ${what}`);
  return `splitway finds ${value}, no program has ended`;
}

function timesOf(runs) {
  const { router, ...others } = byName({ runs });
  const told = ['routing-lp', 'routing', 'placement-flows', 'placement'].map((name) => others[name])
    .filter((run) => run && hasRatio(run))
    .toSorted((a, b) => a.timeRatio - b.timeRatio);
  const ratios = told.map((run) => `${IN_A_SENTENCE[run.name]} ${ratioText(run)} as long`);
  if (router) return ratios.length > 0 ? `splitway takes ${timeText(router)}, ${listed(ratios)}` : `splitway takes ${timeText(router)}`;
  return listed(told.map((run) => `${IN_A_SENTENCE[run.name]} takes ${timeText(run)}`));
}

/** Existing programs that are solved sooner than the routing program, against what is claimed of them. */
function soonerThanRouting(runs) {
  const { routing, ...others } = byName({ runs });
  if (!routing || (routing.status !== 'optimal' && !isAtLeast(routing))) return '';
  const sooner = ['placement', 'placement-flows'].map((name) => others[name]).filter((run) => run?.status === 'optimal' && run.seconds < routing.seconds);
  if (sooner.length === 0) return '';
  const are = sooner.map((run) => `${IN_A_SENTENCE[run.name]} (${timeText(run)})`);
  return `here ${listed(are)} ${are.length === 1 ? 'is' : 'are'} solved sooner than the routing program (${timeText(routing)})`;
}

/** Whether relaxing a program leaves its optimum, and a whole answer. */
function relaxed(runs) {
  const { placement, routing, 'routing-lp': routingLp } = byName({ runs });
  const parts = [];
  if (routing?.integralityGap < LEAST_GAP && routing.integralityGap !== null && routingLp?.isIntegral) {
    parts.push('relaxed to fractions, the routing program still gives that optimum, in whole numbers');
  } else if (routing?.integralityGap >= LEAST_GAP) {
    parts.push(`relaxed to fractions, the routing program gives ${formatSeconds(routing.rootBoundSeconds)}, ${formatPercent(routing.integralityGap)} too low`);
  }
  if (placement?.integralityGap >= LEAST_GAP) {
    parts.push(`the existing one gives ${formatSeconds(placement.rootBoundSeconds)}, ${formatPercent(placement.integralityGap)} too low, a gap that cuts and branching must close`);
  }
  return parts;
}

const sentence = (text) => (text === '' ? '' : `${capitalised(text)}.`);

/**
 * @param {import('splitway').Comparison} comparison
 * @param {{ isStopped?: boolean }} [how] whether it was ended before all were solved
 * @returns {string[]} sentences
 */
export function comparisonSentences(comparison, { isStopped = false } = {}) {
  const { runs, optimumSeconds } = comparison;
  if (optimumSeconds === null) {
    if (runs.some(({ status }) => status === 'infeasible')) return [nowhereFits(runs)];
    return [isStopped ? 'Stopped before an optimum was found.' : 'No optimum was found within the limit.'];
  }
  const times = timesOf(runs);
  return [isStopped && 'Stopped before the end.', `${found(comparison)}${times === '' ? '' : `; ${times}`}.`, sentence(soonerThanRouting(runs)), sentence(relaxed(runs).join('; '))].filter(Boolean);
}

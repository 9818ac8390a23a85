// Schedules the jobs in the package's worker: first by the chosen method, then, at rest, by those it is compared with.
// One call runs at a time. A quick one is let finish, so that the answer follows a slider that is being dragged;
// a long search is given up as soon as what it searches has changed.

import { MOST_EXHAUSTIVE } from './search.js';

const COMPARE_AFTER_MS = 250;
const LONG = new Set(['anneal', 'exhaustive']);

/** What the package is asked for. */
export function callOptions({ method, objective, seed }, jobs) {
  const common = { objective, skipUnroutable: true };
  switch (method) {
    case 'given': return { ...common, mode: 'exact', order: jobs.map(({ id }) => id) };
    case 'bound': return { ...common, mode: 'bound', method: 'greedy' };
    case 'greedy': return { ...common, mode: 'exact', method, baselines: true };
    default: return { ...common, mode: 'exact', method, seed };
  }
}

/** What is found for jobs under one objective; the seed matters to annealing alone. */
const nameOf = ({ method, objective, seed }) => (method === 'anneal' ? `${method} ${objective} ${seed}` : `${method} ${objective}`);

/**
 * @param {Pick<import('splitway').Background, 'schedule'>} background
 * @param {{ changed: () => void, progressed: () => void }} tell
 */
export function createScheduling(background, { changed, progressed }) {
  let question = null; // { key, scenario(), jobs, search }
  let found = new Map(); // by name
  let failed = new Map();
  let running = null;
  let timer = null;
  let shown = null;

  const isKnown = (name) => found.has(name) || failed.has(name);

  /** The next thing to find out: what was asked for, on the way to it what greedy gives, then what these are compared with. */
  function nextSearch() {
    const { search, jobs } = question;
    const greedy = { ...search, method: 'greedy' };
    const wanted = [
      ...(LONG.has(search.method) ? [greedy] : []),
      search,
      greedy,
      ...(jobs.length <= MOST_EXHAUSTIVE ? [{ ...search, method: 'exhaustive' }] : []),
    ];
    return wanted.find((each) => !isKnown(nameOf(each))) ?? null;
  }

  function go() {
    clearTimeout(timer);
    if (running || !question) return;
    const next = nextSearch();
    if (!next) return;
    const first = isKnown(nameOf(question.search));
    if (first) timer = setTimeout(run, COMPARE_AFTER_MS, next);
    else run(next);
  }

  async function run(search) {
    const asked = question;
    const cancel = new AbortController();
    const stop = new AbortController();
    const own = { search, key: asked.key, cancel, stop, share: 0, value: null, lowerBound: null, points: [] };
    running = own;
    let outcome = null;
    let error = null;
    if (LONG.has(search.method)) changed();
    try {
      outcome = await background.schedule(asked.scenario(), {
        ...callOptions(search, asked.jobs),
        signal: cancel.signal,
        stop: stop.signal,
        onProgress(progress) {
          note(own, progress);
          if (running === own) progressed();
        },
      });
    } catch (refused) {
      error = refused;
    }
    running = null;
    if (question?.key === asked.key && !cancel.signal.aborted) {
      const name = nameOf(search);
      if (outcome) found.set(name, { schedule: outcome, stopped: stop.signal.aborted, points: own.points });
      else failed.set(name, error);
      if (outcome && (name === nameOf(question.search) || (!found.has(nameOf(question.search)) && search.method === 'greedy'))) {
        shown = { key: asked.key, schedule: outcome };
      }
      changed();
    }
    go();
  }

  return {
    /** @param {null | { key: unknown, scenario: () => object, jobs: object[], search: object }} next  null: one request only */
    ask(next) {
      const sameJobs = next !== null && question !== null && next.key === question.key;
      const same = sameJobs && nameOf(next.search) === nameOf(question.search);
      question = next;
      if (same) return;
      if (!sameJobs) {
        found = new Map();
        failed = new Map();
        if (next === null) shown = null;
      }
      const known = next && found.get(nameOf(next.search));
      if (known) shown = { key: next.key, schedule: known.schedule };
      const useless = running && (next === null || running.key !== next.key || nameOf(running.search) !== nameOf(next.search));
      if (useless && (next === null || LONG.has(running.search.method))) running.cancel.abort();
      go();
    },
    /** Takes the best schedule so far. */
    stop: () => running?.stop.abort(),
    now() {
      const search = question?.search;
      const result = search ? found.get(nameOf(search)) : null;
      return {
        /** The latest schedule, of the chosen method or on the way to it; perhaps of jobs as they were a moment ago. */
        schedule: shown?.schedule ?? null,
        isCurrent: Boolean(result),
        isOfTheseJobs: shown !== null && shown.key === question?.key,
        result: result ?? null,
        error: search ? failed.get(nameOf(search)) ?? null : null,
        running: running && running.key === question?.key ? running : null,
        of: (method) => (search ? found.get(nameOf({ ...search, method })) ?? null : null),
      };
    },
  };
}

/** Keeps the moments at which the best value fell, and the last one. */
export function note(run, { share, value, lowerBound, moves }) {
  Object.assign(run, { share, value, lowerBound, moves });
  if (value === null) return;
  const { points } = run;
  const [before, last] = points.slice(-2);
  if (points.length >= 2 && before.value === value && last.value === value) last.moves = moves;
  else points.push({ moves, value });
}

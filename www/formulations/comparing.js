// One comparison at a time of what the page shows, started and stopped by its reader.

/** In the order in which they are shown. */
const FORMS = ['placement', 'placement-lp', 'routing', 'routing-lp', 'router'];
const WITH_FLOWS = ['placement', 'placement-lp', 'placement-flows', 'placement-flows-lp', 'routing', 'routing-lp', 'router'];

export const formsShown = ({ withFlows }) => (withFlows ? WITH_FLOWS : FORMS);

/**
 * @typedef {{ name: string, phase: 'waiting' | 'building' | 'reading' | 'solving' | 'done' | 'left-out', began: number | null,
 *   run: import('splitway').ComparedRun | null }} Row
 * @typedef {{ key: unknown[], timeLimitSeconds: number, rows: Row[], isRunning: boolean, isStopped: boolean,
 *   comparison: import('splitway').Comparison | null, error: Error | null }} Compared
 */

const sameKey = (one, other) => one.length === other.length && one.every((part, at) => Object.is(part, other[at]));

/**
 * @param {import('splitway').Splitway['compare']} compare
 * @param {{ highs: string, changed: () => void }} how  `highs`: where the solver's script is
 */
export function createComparing(compare, { highs, changed }) {
  /** @type {Compared | null} */
  let compared = null;
  let stopping = null;

  function note(own, { name, phase, run }) {
    const row = own.rows.find((each) => each.name === name);
    row.phase = phase;
    if (phase === 'solving') row.began = performance.now();
    if (run) row.run = run;
    changed();
  }

  function finish(own, comparison) {
    own.comparison = comparison;
    const runs = new Map(comparison.runs.map((run) => [run.name, run]));
    for (const row of own.rows) {
      row.run = runs.get(row.name) ?? null;
      row.phase = row.run ? 'done' : 'left-out';
    }
  }

  return {
    now: () => compared,
    /** Whether the answer is of something else than this. */
    isStale: (key) => compared !== null && !sameKey(compared.key, key),
    stop: () => stopping?.abort(),
    /** @param {{ key: unknown[], scenario: object, forms: string[], timeLimitSeconds: number }} what */
    async start({ key, scenario, forms, timeLimitSeconds }) {
      if (compared?.isRunning) return;
      stopping = new AbortController();
      const { signal } = stopping;
      const rows = forms.map((name) => ({ name, phase: 'waiting', began: null, run: null }));
      const own = { key, timeLimitSeconds, rows, isRunning: true, isStopped: false, comparison: null, error: null };
      compared = own;
      changed();
      try {
        finish(own, await compare(scenario, { forms, timeLimitSeconds, highs, stop: signal, onProgress: (so) => note(own, so) }));
      } catch (error) {
        own.error = error;
        if (error.code === 'optima-differ') finish(own, error.cause);
      }
      own.isStopped = signal.aborted;
      own.isRunning = false;
      changed();
    },
  };
}

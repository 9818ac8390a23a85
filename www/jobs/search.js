// How several jobs are scheduled: which method orders them, and what is to be small.

/** @typedef {{ method: string, objective: 'mean' | 'max', seed: number }} Search */

export const METHODS = ['greedy', 'anneal', 'exhaustive', 'given', 'bound'];
export const OBJECTIVES = ['mean', 'max'];
export const MOST_EXHAUSTIVE = 8;

/** @type {Search} */
export const USUAL_SEARCH = Object.freeze({ method: 'greedy', objective: 'mean', seed: 1 });

/** How an opened scenario wants its jobs scheduled. */
export function searchOf({ mode, method, objective, seed } = {}) {
  return {
    method: mode === 'bound' ? 'bound' : METHODS.includes(method) ? method : USUAL_SEARCH.method,
    objective: OBJECTIVES.includes(objective) ? objective : USUAL_SEARCH.objective,
    seed: seed ?? USUAL_SEARCH.seed,
  };
}

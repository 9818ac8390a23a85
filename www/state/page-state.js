// The state of the page: what was chosen and changed. The answer follows from it and is not part of it.

import { USUAL_SEARCH, searchOf } from '../jobs/search.js';

export const OPENED = 'opened';
export const SMALLEST_FACTOR = 0.01;
export const LARGEST_FACTOR = 100;

/**
 * @typedef {object} PageState
 * @property {string} network  id of a built-in network, or `opened`
 * @property {string} model    id of a built-in model, or `opened`
 * @property {null | { scenario: object, name: string, packed: string, files?: import('./kept-names.js').FileNames }} opened
 * @property {null | string} job  id of the job, where an opened scenario has several
 * @property {import('../jobs/jobs-state.js').Jobs} jobs  null while there is one request
 * @property {import('../jobs/search.js').Search} search  how several jobs are scheduled
 * @property {'draining' | 'additive'} wait
 * @property {null | string} source       node id; null is the network's own
 * @property {null | string} destination  node id; null is the network's own
 * @property {{ links: number, compute: number, backlog: number }} factors
 * @property {import('./pins.js').Pin[]} pins
 * @property {{ nodes: Record<string, object>, links: Record<string, object> }} edits  a null removes the field
 */

export const NO_FACTORS = Object.freeze({ links: 1, compute: 1, backlog: 1 });
export const NO_EDITS = Object.freeze({ nodes: Object.freeze({}), links: Object.freeze({}) });

/** @returns {PageState} */
export function initialState(network, model) {
  return {
    network, model, opened: null, job: null, jobs: null, search: USUAL_SEARCH, wait: 'draining', source: null, destination: null,
    factors: NO_FACTORS, pins: [], edits: NO_EDITS,
  };
}

/** Another network has other nodes: what named the old ones goes. */
export const withNetwork = (network) => ({ network, source: null, destination: null, pins: [], edits: NO_EDITS, job: null });

/** Another model has other layers: the pins go. */
export const withModel = (model) => ({ model, pins: [], job: null });

/** The state that an opened scenario starts with. */
export function withOpened(opened, jobId = null) {
  const { scenario } = opened;
  const job = scenario.jobs.find(({ id }) => id === jobId) ?? scenario.jobs[0];
  return {
    network: OPENED, model: OPENED, opened, job: job.id, jobs: null, search: searchOf(scenario.options), wait: scenario.options?.wait ?? 'draining',
    source: null, destination: null, factors: NO_FACTORS, pins: job.pins ?? [], edits: NO_EDITS,
  };
}

/** One edit of a node or link on top of those before it. */
export function withEdit(edits, part, name, patch) {
  return { ...edits, [part]: { ...edits[part], [name]: { ...edits[part][name], ...patch } } };
}

export const clampFactor = (factor) => Math.min(LARGEST_FACTOR, Math.max(SMALLEST_FACTOR, factor));

// The jobs that a state of the page stands for. One request needs none of this: `jobs` is then null.

import { OPENED } from '../state/page-state.js';
import { drawJobs } from './draw.js';
import { withDefaults } from './job-list.js';

/**
 * In the state of the page:
 * @typedef {null | { draw: import('./draw.js').Draw } | { list: import('./job-list.js').Job[] }} Jobs
 */

/** Scenario of its own, with the request that it came with. */
const isWhole = ({ opened, network, model }) => Boolean(opened) && network === OPENED && model === OPENED;

export const nodesOf = ({ network, opened }, data) => (network === OPENED ? opened.scenario.network : data.networks.get(network).network).nodes;

/** A model of the opened scenario, else one that comes with the page. */
export const modelById = ({ opened }, data, id) =>
  opened?.scenario.models.find((model) => model.id === id) ?? data.models.get(id)?.model ?? null;

/** Every model that a job can take. */
export function modelsOf({ opened }, data) {
  const own = opened?.scenario.models.map(({ id }) => ({ id, name: id })) ?? [];
  const taken = new Set(own.map(({ id }) => id));
  return [...own, ...data.catalogue.models.filter(({ id }) => !taken.has(id))];
}

/**
 * Reads the jobs of states; the same state gives the same list, so that what depends on it need not be made anew.
 * @returns {(state: import('../state/page-state.js').PageState) => null | import('./job-list.js').Job[]}
 */
export function createJobsReader(data) {
  let last = null;
  const read = (state) => {
    if (state.jobs?.list) return state.jobs.list;
    if (state.jobs?.draw) return drawJobs(state.jobs.draw, nodesOf(state, data));
    const jobs = isWhole(state) ? state.opened.scenario.jobs : [];
    return jobs.length > 1 ? jobs.map(withDefaults) : null;
  };
  return (state) => {
    const { jobs, network, opened, model } = state;
    const key = [jobs, network, opened, jobs ? null : model];
    if (!last || !key.every((part, at) => Object.is(part, last.key[at]))) last = { key, jobs: read(state) };
    return last.jobs;
  };
}

/** Whether a job's model and ends are there; a link may name what is not. */
export function isKnownJob({ model, source, destination }, state, data) {
  const ids = new Set(nodesOf(state, data).map(({ id }) => id));
  return modelById(state, data, model) !== null && ids.has(source) && ids.has(destination);
}

/** The job that the views of one job show: the chosen one, else the first. */
export const shownJob = (state, jobs) => jobs.find(({ id }) => id === state.job) ?? jobs[0];

/** The state as the views of one job know it, for one of several. */
export function stateOfJob(state, job) {
  const own = state.opened?.scenario.models.some(({ id }) => id === job.model);
  return {
    ...state, shown: job, job: job.id, model: own ? OPENED : job.model, source: job.source, destination: job.destination, pins: job.pins ?? [],
  };
}

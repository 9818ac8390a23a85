// A list of jobs and its changes; each gives a new list. The order of the list is the order of priority that its owner gives.

import { deviceNodes, randomNumbers } from './draw.js';

/**
 * @typedef {object} Job  as in a scenario, with the defaults filled in
 * @property {string} id
 * @property {string} model
 * @property {string} source
 * @property {string} destination
 * @property {number} releaseSeconds
 * @property {number} weight
 * @property {number} [batch]
 * @property {import('../state/pins.js').Pin[]} [pins]
 */

export const MOST_JOBS = 300;

/** @returns {Job} */
export const withDefaults = (job) => ({ ...job, releaseSeconds: job.releaseSeconds ?? 0, weight: job.weight ?? 1 });

/** The smallest number above all that are taken. */
export function freshId(jobs) {
  const taken = jobs.map(({ id }) => (/^\d{1,9}$/.test(id) ? Number(id) : 0));
  return String(Math.max(0, ...taken) + 1);
}

/** A copy of a job right behind it. */
export function duplicated(jobs, id) {
  const at = jobs.findIndex((job) => job.id === id);
  return jobs.toSpliced(at + 1, 0, { ...jobs[at], id: freshId(jobs) });
}

export const without = (jobs, id) => jobs.filter((job) => job.id !== id);

export const changed = (jobs, id, patch) => jobs.map((job) => (job.id === id ? { ...job, ...patch } : job));

/** The jobs in the order of these ids; those that it does not name come last, as they stood. */
export function inOrder(jobs, ids) {
  const rank = new Map(ids.map((id, at) => [id, at]));
  const place = ({ id }) => rank.get(id) ?? ids.length;
  return jobs.toSorted((a, b) => place(a) - place(b));
}

/** One job at another place of the order; beyond the ends it stays at the end. */
export function moved(jobs, id, to) {
  const from = jobs.findIndex((job) => job.id === id);
  const place = Math.min(jobs.length - 1, Math.max(0, to));
  return from === place ? jobs : jobs.toSpliced(from, 1).toSpliced(place, 0, jobs[from]);
}

/** What is to be shown next when a job goes: the one behind it, else the one before. */
export function neighbour(jobs, id) {
  const at = jobs.findIndex((job) => job.id === id);
  return (jobs[at + 1] ?? jobs[at - 1])?.id ?? null;
}

/** The jobs on another network: where it has no such node, a device of its own takes the place, and the pins go. */
export function onNetwork(jobs, nodes) {
  const known = new Set(nodes.map(({ id }) => id));
  const devices = deviceNodes(nodes);
  const random = randomNumbers(1);
  return jobs.map(({ pins, ...job }) => {
    const stand = devices[Math.floor(random() * devices.length)].id;
    const source = known.has(job.source) ? job.source : stand;
    const destination = known.has(job.destination) ? job.destination : job.destination === job.source ? source : stand;
    return { ...job, source, destination };
  });
}

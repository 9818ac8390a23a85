// The answer about one job as it is when others are there: its plan is the schedule's.

import { inRunOrder, runOrder } from '../../js/run-order.js';
import { liveBytesOf } from '../answer/live-bytes.js';
import { coloursOf } from '../answer/palette.js';

/**
 * @param {object} answer  of the job alone on the network
 * @param {object} jobs    see `jobsShown`
 */
export function scheduledAnswer(answer, jobs) {
  const copy = Object.create(Object.getPrototypeOf(answer), Object.getOwnPropertyDescriptors(answer));
  const plan = answer.stale ? null : jobs.plans.get(jobs.shown.id);
  if (!fits(plan, answer)) return Object.assign(copy, { jobs });
  const indexOf = new Map(answer.nodes.map(({ id, index }) => [id, index]));
  const inFile = answer.layers.toSorted((a, b) => a.place - b.place);
  const told = inRunOrder(plan, inFile);
  const liveBytes = liveBytesOf(answer.model, runOrder(plan));
  const batch = answer.job.batch ?? 1;
  const used = jobs.schedule.resources.flatMap(({ node }) => (node === undefined ? [] : [node]));
  const colours = coloursOf(answer.nodes, used);
  return Object.assign(copy, {
    jobs,
    plan: { ...told.plan, statistics: answer.plan.statistics },
    planInFile: plan,
    alone: answer.plan,
    nodes: answer.nodes.map((node, index) => ({ ...node, colorIndex: colours[index] })),
    layers: told.layers.map((layer, index) => ({
      ...layer, number: index + 1, outputBytes: liveBytes[index + 1] * batch, node: indexOf.get(told.plan.placement[index]),
    })),
  });
}

/** A schedule may be of the job as it was a moment ago. */
function fits(plan, { plan: alone, layers, nodes, links }) {
  if (!plan || !alone || plan.placement.length !== layers.length) return false;
  const known = new Set(nodes.map(({ id }) => id));
  return plan.placement.every((id) => known.has(id)) && plan.steps.every(({ link }) => link === undefined || link < links.length);
}

/** All that the views of several jobs show. */
export function jobsShown({ list, shown, looks, search, scheduling }) {
  const now = scheduling.now();
  return {
    list, shown, looks, search, ...now,
    /** As the list is to be read: an order that is given stands at once. */
    order: search.method === 'given' ? list.map(({ id }) => id) : now.schedule?.order ?? [],
    plans: new Map(now.schedule?.plans.map((plan) => [plan.job, plan])),
    skipped: new Map(now.schedule?.skipped?.map((each) => [each.job, each])),
    weighted: list.some(({ weight }) => weight !== list[0].weight),
  };
}

/** The scenario of all jobs, with the changes to the network that the page shows. */
export function scenarioOfJobs(current, list, models, { method, objective, seed }) {
  const found = { mode: method === 'bound' ? 'bound' : 'exact', objective, seed };
  return {
    ...current,
    models,
    jobs: list,
    options: { ...current.options, ...found, method: method === 'bound' || method === 'given' ? 'greedy' : method },
  };
}

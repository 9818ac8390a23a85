// From the state of the page to everything that the views show, through the package's public calls alone.
// One router handle is kept for as long as the scenario stays the same; sliders, pins and the wait mode re-solve on it.

import { inRunOrder, isGraph, runOrder } from '../../js/run-order.js';
import { scenarioOf, withFactors } from '../state/scenario.js';
import { coloursOf } from './palette.js';
import { baselinesOf } from './baselines.js';
import { liveBytesOf } from './live-bytes.js';
import { overfullNode } from './memory.js';

/** What makes another scenario necessary; the rest changes the router or the call. */
const SCENARIO_FIELDS = ['network', 'model', 'opened', 'job', 'source', 'destination', 'edits', 'shown'];

const jobOf = (scenario, state) => scenario.jobs.find(({ id }) => id === state.job) ?? scenario.jobs[0];

/** @param {import('splitway').Splitway} splitway */
export function createAnswerer(splitway, data) {
  let routed = null; // { state, base, routers, error }
  let lastGood = null;

  function routerFor(state) {
    if (routed && SCENARIO_FIELDS.every((field) => Object.is(routed.state[field], state[field]))) return routed;
    routed?.routers.forEach((router) => router.dispose());
    const base = scenarioOf(state, data);
    try {
      routed = { state, base, routers: routersOf(base), error: null };
    } catch (error) {
      routed = { state, base, routers: [], error };
    }
    return routed;
  }

  /** The router, and for graphs a second one: with all layers on one machine every order of them takes the same time, so that one is enough. */
  function routersOf(base) {
    const router = splitway.router(base);
    if (!base.models.some(({ layers }) => isGraph(layers))) return [router];
    return [router, splitway.router({ ...base, options: { ...base.options, mostDownSets: 1 } })];
  }

  function solved(state, { base, routers }) {
    const { links, compute, backlog } = state.factors;
    for (const each of routers) each.scaleLinks(links).scaleCompute(compute).scaleBacklog(backlog);
    const router = routers[0];
    const job = jobOf(base, state);
    const options = { job: job.id, wait: state.wait };
    const plan = router.route({ ...options, pins: state.pins, measure: true });
    const optimum = state.pins.length > 0 ? router.route({ ...options, pins: [] }) : plan;
    const scaled = withFactors(base, state.factors);
    const view = viewOf(scaled, job, plan);
    return Object.assign(view, {
      optimum,
      pins: state.pins,
      wanted: base,
      stale: false,
      error: null,
      baselines: baselinesOf(routers.at(-1), {
        nodes: view.nodes, sourceNode: view.nodes[view.sourceIndex], layers: view.layers.length, placement: plan.placement,
      }, options),
      /** What running these layers on that node would cost; null where it cannot be. */
      latencyWith: (pins) => tried(() => router.route({ ...options, pins }).latencySeconds),
      /** The solve time at rest: the first solves of a page run before the browser has compiled the solver well. */
      measured: () => router.route({ ...options, pins: state.pins, measure: true }).statistics.solveMicroseconds,
      /** The proof that the plan is the optimum, checked arc by arc: dear, so only when asked for. */
      proof: () => tried(() => {
        const jobs = scaled.jobs.map((each) => (each.id === job.id ? { ...each, pins: state.pins } : each));
        const asked = { ...scaled, jobs, options: { ...scaled.options, wait: state.wait } };
        return splitway.verify(asked, router.route({ ...options, pins: state.pins, certificate: true }));
      }),
      /** The plan as a file has it, with its certificate where it is the optimum: `verify` then proves what the page says. */
      planToSave: () => (plan.exact && tried(() => router.route({ ...options, pins: state.pins, certificate: true }))) || plan,
      current: scaled,
    });
  }

  /** The views' ground: nodes, links, layers with what the plan does to them. */
  function viewOf(scenario, job, plan) {
    const model = scenario.models.find(({ id }) => id === job.model);
    const batch = job.batch ?? 1;
    // Told in the order in which the layers ran: what moves after each of them is then as in a chain.
    const order = plan ? runOrder(plan) : model.layers.map((_, at) => at + 1);
    const liveBytes = liveBytesOf(model, order);
    const told = plan && inRunOrder(plan, model.layers);
    const indexOf = new Map(scenario.network.nodes.map(({ id }, index) => [id, index]));
    const colours = coloursOf(scenario.network.nodes, plan?.placement ?? []);
    const nodes = scenario.network.nodes.map((node, index) => ({ ...node, index, label: node.label ?? node.id, colorIndex: colours[index] }));
    const links = scenario.network.links.map((link, index) => ({
      delaySeconds: 0, ...link, index, from: indexOf.get(link.from), to: indexOf.get(link.to), reverse: -1,
    }));
    pairDirections(links);
    return {
      scenario, job, model, nodes, links, plan: told?.plan ?? null,
      /** By the model's own numbers of layers, as files have it. */
      planInFile: plan,
      sourceIndex: indexOf.get(job.source) ?? -1,
      destinationIndex: indexOf.get(job.destination) ?? -1,
      inputBytes: liveBytes[0] * batch,
      layers: (told?.layers ?? model.layers).map((layer, index) => ({
        ...layer,
        number: index + 1,
        /** Its number in the file, which pins go by. */
        place: order[index],
        name: layer.name,
        kind: layer.kind ?? '',
        flop: (layer.flop ?? 0) * batch,
        outputBytes: liveBytes[index + 1] * batch,
        node: told ? indexOf.get(told.plan.placement[index]) : -1,
      })),
    };
  }

  /** With an error: the last good answer where it is about the same nodes and layers, else what can be drawn without a plan. */
  function failed(state, { base }, error) {
    const job = jobOf(base, state);
    const bare = viewOf(base, job, null);
    const current = withFactors(base, state.factors);
    const overfull = error.code === 'memory-exceeded'
      ? overfullNode(splitway, current, error.path, { job: job.id, wait: state.wait, pins: state.pins })
      : null;
    const ends = {
      job, sourceIndex: bare.sourceIndex, destinationIndex: bare.destinationIndex, pins: state.pins, wanted: base, current, overfull,
    };
    if (lastGood && sameShape(lastGood, bare)) {
      return { ...lastGood, ...ends, pinsOfPlan: lastGood.pins, stale: true, error };
    }
    return {
      ...ends, scenario: base, model: bare.model, nodes: bare.nodes, links: bare.links, layers: bare.layers, inputBytes: bare.inputBytes,
      plan: null, optimum: null, stale: true, error,
      baselines: { device: null, cloud: null, cloudNode: null, single: null, singleNode: null },
      latencyWith: () => null, proof: () => null,
    };
  }

  return {
    /** Never throws: what is wrong stands in `error`. */
    answer(state) {
      const kept = routerFor(state);
      try {
        if (kept.error) throw kept.error;
        lastGood = solved(state, kept);
        return lastGood;
      } catch (error) {
        return failed(state, kept, error);
      }
    },
  };
}

function tried(call) {
  try {
    return call();
  } catch {
    return null;
  }
}

function pairDirections(links) {
  const waiting = new Map();
  for (const link of links) {
    const opposite = waiting.get(`${link.to} ${link.from}`)?.shift();
    if (opposite === undefined) {
      const key = `${link.from} ${link.to}`;
      waiting.set(key, [...(waiting.get(key) ?? []), link.index]);
    } else {
      link.reverse = opposite;
      links[opposite].reverse = link.index;
    }
  }
}

function sameShape(a, b) {
  return a.layers.length === b.layers.length && a.nodes.length === b.nodes.length && a.links.length === b.links.length
    && a.nodes.every(({ id }, index) => id === b.nodes[index].id)
    && a.layers.every(({ name }, index) => name === b.layers[index].name);
}

// What HiGHS finds in the programs' texts is what the router finds, and what brute force finds.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { bestJointly, busiestSeconds } from './enumeration.mjs';
import { FLOWS, FORMS, PLACEMENT, ROUTING, agree, background, optimumOf, routable, routed, solve, splitway, startFormulation } from './solver.mjs';
import { scenarioOf, withGraphs } from './scenarios.mjs';

after(() => background.dispose());

const nameOf = ({ form, transfers = '' }) => `${form} ${transfers}`.trim();

/** Solves and compares; whoever disagrees is told with the seed, all at once. */
async function compareAll(cases, compare) {
  const mismatches = [];
  let count = 0;
  for await (const one of cases) {
    for (const wrong of await compare(one)) mismatches.push(`seed ${one.seed}: ${wrong}`);
    count += 1;
  }
  assert.deepEqual(mismatches, [], `${mismatches.length} mismatches in ${count} scenarios`);
  return count;
}

const weightedMean = ({ jobs }, seconds) => {
  const weights = jobs.reduce((sum, { weight }) => sum + weight, 0);
  return jobs.reduce((sum, { weight }, at) => sum + (weight * seconds[at]) / weights, 0);
};

test('one job: every form has the optimum that the router finds, in LP and in MPS', async (context) => {
  let solved = 0;
  const count = await compareAll(routable(150, 1), async ({ scenario, seconds: [seconds] }) => {
    const wrong = [];
    for (const form of FORMS) {
      for (const to of ['lp', 'mps']) {
        const optimum = await optimumOf(scenario, form, to);
        solved += 1;
        if (!agree(optimum, seconds)) wrong.push(`${nameOf(form)} ${to} finds ${optimum} s, the router ${seconds} s`);
      }
    }
    return wrong;
  });
  context.diagnostic(`${solved} programs of ${count} scenarios`);
});

test('one job: the relaxations of the flows are the optimum, that of the products is a lower bound and often below', async (context) => {
  let below = 0;
  const count = await compareAll(routable(200, 10_001, { layers: 6, links: 12 }), async ({ scenario, seconds: [seconds] }) => {
    const wrong = [];
    for (const form of [ROUTING, FLOWS]) {
      const bound = await optimumOf(scenario, { ...form, relax: true });
      if (!agree(bound, seconds)) wrong.push(`the relaxation of ${nameOf(form)} is ${bound} s, the optimum ${seconds} s`);
    }
    const bound = await optimumOf(scenario, { ...PLACEMENT, relax: true });
    if (bound > seconds && !agree(bound, seconds)) wrong.push(`the relaxation of placement, ${bound} s, is above the optimum, ${seconds} s`);
    if (bound < seconds && !agree(bound, seconds)) below += 1;
    return wrong;
  });
  context.diagnostic(`in ${below} of ${count} scenarios the relaxation of placement is below the optimum`);
  assert.ok(below > 20);
});

test('several jobs that share nothing: the optimum is the weighted mean of what the router finds', async () => {
  await compareAll(routable(60, 20_001, { jobs: 3, nodes: 4, layers: 4 }), async ({ scenario, seconds }) => {
    const due = weightedMean(scenario, seconds);
    const optima = [];
    for (const form of FORMS) optima.push(await optimumOf(scenario, form));
    return optima.flatMap((optimum, at) => (agree(optimum, due) ? [] : [`${nameOf(FORMS[at])} finds ${optimum} s, the router ${due} s`]));
  });
});

test('the plans that are read back from an answer cost what the solver says, and hold', async () => {
  const build = await startFormulation();
  await compareAll(routable(60, 30_001), async ({ scenario, seconds: [seconds] }) => FORMS.flatMap((form) => {
    const program = build(JSON.stringify(scenario), { ...form, to: 'lp' });
    const { values } = solve([...program.pieces()].join(''));
    const [plan] = program.decode(values);
    splitway.verify(scenario, plan);
    return agree(plan.latencySeconds, seconds) ? [] : [`${nameOf(form)}: the plan takes ${plan.latencySeconds} s, the router's ${seconds} s`];
  }));
});

test('models that are graphs: the routing program and its relaxation have the optimum of the router, as one job and as several', async (context) => {
  const build = await startFormulation();
  for (const jobs of [1, 2]) {
    let branching = 0;
    const chains = [...routable(60, 35_000 + jobs, { jobs, nodes: 4, layers: 6 })];
    const graphs = chains.map(({ scenario, seed }) => ({ seed, scenario: withGraphs(scenario, seed) }));
    const count = await compareAll(graphs, async ({ scenario }) => {
      const due = weightedMean(scenario, scenario.jobs.map((job) => routed(scenario, job)));
      branching += splitway.layeredGraph(scenario, { job: 'j0', wait: 'additive' }).copies > scenario.models[0].layers.length + 1 ? 1 : 0;
      const wrong = [];
      for (const [to, relax] of [['lp', false], ['mps', true]]) {
        const optimum = await optimumOf(scenario, { ...ROUTING, relax }, to);
        if (!agree(optimum, due)) wrong.push(`${to} finds ${optimum} s, the router ${due} s`);
      }
      const program = build(JSON.stringify(scenario), { ...ROUTING, to: 'lp' });
      const { values } = solve([...program.pieces()].join(''));
      const plans = program.decode(values);
      plans.forEach((plan) => splitway.verify(scenario, plan));
      const decoded = weightedMean(scenario, plans.map(({ latencySeconds }) => latencySeconds));
      if (!agree(decoded, due)) wrong.push(`the plans take ${decoded} s, the router's ${due} s`);
      return wrong;
    });
    context.diagnostic(`${count} scenarios of ${jobs}, in ${branching} layers have several orders`);
    assert.ok(branching > 20);
  }
});

/** Tiny scenarios, for brute force; those without any route of a job are left out. */
function* tiny(count, first, jobs) {
  yield* routable(count, first, { nodes: 3, layers: 2, jobs, links: 3 });
}

test('brute force finds what the router finds, so that it can be trusted with more', async () => {
  await compareAll(tiny(100, 40_001, 1), async ({ scenario, seconds: [seconds] }) => {
    const best = bestJointly(scenario);
    return agree(best, seconds) ? [] : [`brute force finds ${best} s, the router ${seconds} s`];
  });
});

for (const jobs of [1, 2, 3]) {
  test(`memory of nodes, ${jobs} job${jobs > 1 ? 's' : ''}: every form finds what brute force finds`, async (context) => {
    const found = { costly: 0, impossible: 0 };
    const count = await compareAll(tiny(60, 50_000 * jobs, jobs), async ({ scenario, seed, seconds }) => {
      const weights = scenario.models.flatMap(({ layers }) => layers.map(({ weightBytes }) => weightBytes));
      const all = weights.reduce((sum, bytes) => sum + bytes, 0);
      scenario.network.nodes.forEach((node, at) => {
        if ((seed + at) % 3 !== 0) node.memoryBytes = Math.round(all * [0.3, 0.6, 0.9][(seed + 2 * at) % 3]);
      });
      const best = bestJointly(scenario);
      if (best === undefined) found.impossible += 1;
      else if (!agree(best, weightedMean(scenario, seconds))) found.costly += 1;
      const wrong = [];
      for (const form of FORMS) {
        const optimum = await optimumOf(scenario, form).catch((error) => {
          assert.equal(error.code, 'no-feasible-placement', error.message);
        });
        if (!agree(optimum, best)) wrong.push(`${nameOf(form)} finds ${optimum} s, brute force ${best} s`);
      }
      return wrong;
    });
    context.diagnostic(`${count} scenarios, in ${found.costly} memory costs time, in ${found.impossible} nothing fits`);
    assert.ok(found.costly > 5);
  });
}

test('capacity of resources, 2 jobs: every form of flows finds what brute force finds', async (context) => {
  const found = { costly: 0, impossible: 0 };
  const count = await compareAll(tiny(200, 300_001, 2), async ({ scenario, seed, seconds }) => {
    const capacitySeconds = busiestSeconds(scenario) * [0.8, 0.9, 0.99, 2][seed % 4];
    const best = bestJointly(scenario, { capacitySeconds });
    if (best === undefined) found.impossible += 1;
    else if (!agree(best, weightedMean(scenario, seconds))) found.costly += 1;
    const wrong = [];
    for (const form of [FLOWS, ROUTING]) {
      const optimum = await optimumOf(scenario, { ...form, capacitySeconds });
      if (!agree(optimum, best)) wrong.push(`${nameOf(form)} finds ${optimum} s, brute force ${best} s`);
    }
    return wrong;
  });
  context.diagnostic(`${count} scenarios, in ${found.costly} capacity costs time, in ${found.impossible} nothing fits`);
  assert.ok(found.costly > 5);
});

test('jobs without a route are refused as the router refuses them', async () => {
  let refused = 0;
  for (let seed = 1; refused < 20; seed += 1) {
    const scenario = JSON.parse(JSON.stringify(scenarioOf(seed)));
    if (routed(scenario, scenario.jobs[0]) !== undefined) continue;
    refused += 1;
    const due = await Promise.resolve().then(() => splitway.route(scenario, { wait: 'additive' })).catch((error) => error);
    for (const form of FORMS) await assert.rejects(background.formulate(scenario, form), { code: due.code, path: due.path, message: due.message });
  }
});

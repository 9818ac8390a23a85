// Every way to run a job on a tiny network, priced from the definitions alone, and the best joint choice of many jobs.

const directedLinks = ({ network }) => network.links.flatMap(({ bothWays, ...one }) => (
  bothWays ? [one, { ...one, from: one.to, to: one.from }] : [one]
));

function layerSeconds(layer, node, { touchedBytes, batch }) {
  const measured = layer.secondsOn?.[node.device];
  if (measured !== undefined) return measured * batch;
  const bytesSeconds = node.memoryBytesPerSecond === undefined ? 0 : touchedBytes / node.memoryBytesPerSecond;
  return Math.max((layer.flop * batch) / node.flopPerSecond, bytesSeconds);
}

/** Paths without a node twice, as lists of link indices. */
function simplePaths(links, from, to, visited = [from]) {
  if (from === to) return [[]];
  return links.flatMap((link, index) => {
    if (link.from !== from || visited.includes(link.to)) return [];
    return simplePaths(links, link.to, to, [...visited, link.to]).map((rest) => [index, ...rest]);
  });
}

const mayRun = (job, node, layer) => node.flopPerSecond > 0
  && (job.pins ?? []).every(({ firstLayer, lastLayer, nodes }) => layer < firstLayer || layer > lastLayer || nodes.includes(node.id));

/**
 * All plans of a job: its latency in seconds, the seconds it uses each resource, and the weights it needs where.
 * @returns {{ seconds: number, uses: Map<string, number>, holds: Map<string, number> }[]}
 */
export function plansOf(scenario, job) {
  const links = directedLinks(scenario);
  const model = scenario.models.find(({ id }) => id === job.model);
  const batch = job.batch ?? 1;
  const payload = [model.inputBytes, ...model.layers.map(({ outputBytes }) => outputBytes)].map((bytes) => bytes * batch);
  const plans = [];
  const add = (map, key, amount) => new Map(map).set(key, (map.get(key) ?? 0) + amount);

  function travel(plan, copy, from, to) {
    return simplePaths(links, from, to).map((path) => path.reduce((sofar, index) => {
      const link = links[index];
      const service = (payload[copy] * 8) / link.bitsPerSecond;
      const wait = (link.backlogBits ?? 0) / link.bitsPerSecond;
      return { ...sofar, seconds: sofar.seconds + service + wait + (link.delaySeconds ?? 0), uses: add(sofar.uses, `link ${index}`, service) };
    }, plan));
  }

  function go(plan, copy, at, isStay) {
    if (copy === model.layers.length) {
      plans.push(...travel(plan, copy, at, job.destination));
      return;
    }
    const layer = model.layers[copy];
    for (const node of scenario.network.nodes) {
      if (!mayRun(job, node, copy + 1)) continue;
      const touchedBytes = (layer.weightBytes ?? 0) + payload[copy] + payload[copy + 1];
      const service = layerSeconds(layer, node, { touchedBytes, batch });
      const wait = isStay && node.id === at ? 0 : (node.backlogFlop ?? 0) / node.flopPerSecond;
      for (const arrived of travel(plan, copy, at, node.id)) {
        const holds = new Map(arrived.holds).set(`${node.id} ${model.id} ${copy}`, layer.weightBytes ?? 0);
        go({ seconds: arrived.seconds + wait + service, uses: add(arrived.uses, `node ${node.id}`, service), holds }, copy + 1, node.id, true);
      }
    }
  }

  go({ seconds: 0, uses: new Map(), holds: new Map() }, 0, job.source, false);
  return plans;
}

function fitsMemory(scenario, plans) {
  const held = new Map(plans.flatMap(({ holds }) => [...holds]));
  return scenario.network.nodes.every(({ id, memoryBytes = Infinity }) => {
    const here = [...held].filter(([place]) => place.startsWith(`${id} `));
    return here.reduce((sum, [, bytes]) => sum + bytes, 0) <= memoryBytes;
  });
}

function fitsCapacity(plans, capacitySeconds) {
  const used = new Map();
  for (const [resource, seconds] of plans.flatMap(({ uses }) => [...uses])) used.set(resource, (used.get(resource) ?? 0) + seconds);
  return [...used.values()].every((seconds) => seconds <= capacitySeconds);
}

/** The least weighted mean latency of all joint choices that fit, in seconds; undefined where none does. */
export function bestJointly(scenario, { capacitySeconds = Infinity } = {}) {
  const choices = scenario.jobs.map((job) => plansOf(scenario, job));
  const weights = scenario.jobs.map(({ weight = 1 }) => weight);
  const allWeights = weights.reduce((sum, weight) => sum + weight, 0);
  let best;
  function choose(chosen, value) {
    if (best !== undefined && value >= best) return;
    if (chosen.length === choices.length) {
      if (fitsMemory(scenario, chosen) && fitsCapacity(chosen, capacitySeconds)) best = value;
      return;
    }
    const job = chosen.length;
    for (const plan of choices[job]) choose([...chosen, plan], value + (plan.seconds * weights[job]) / allWeights);
  }
  choose([], 0);
  return best;
}

/** The most seconds that plans of each job's own use a resource. */
export function busiestSeconds(scenario) {
  const used = new Map();
  for (const job of scenario.jobs) {
    const [least] = plansOf(scenario, job).toSorted((one, other) => one.seconds - other.seconds);
    for (const [resource, seconds] of least.uses) used.set(resource, (used.get(resource) ?? 0) + seconds);
  }
  return Math.max(...used.values());
}

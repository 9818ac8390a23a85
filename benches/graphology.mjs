// graphology on the layered graph written out. Called with the contest module and an instance's
// number, it prints one line of JSON; a process of its own, so that it can be ended when it takes too long.
import Graph from 'graphology';
import { bidirectional } from 'graphology-shortest-path/dijkstra.js';
import { median } from './measure.mjs';
import { loadContest } from './wasm.mjs';

const ENOUGH_SECONDS = 1;

function writeOut(contest) {
  const [nodes, copies] = [contest.nodes(), contest.copies()];
  const graph = new Graph({ type: 'directed', multi: true });
  for (let vertex = 0; vertex < nodes * copies; vertex += 1) graph.addNode(vertex);
  for (let copy = 0; copy < copies; copy += 1) {
    const first = copy * nodes;
    for (let node = 0; node < nodes; node += 1) {
      const end = contest.row_start(node + 1);
      for (let place = contest.row_start(node); place < end; place += 1) {
        graph.addEdge(first + node, first + contest.receiver(place), { seconds: contest.transfer_seconds(copy, place) });
      }
      if (copy + 1 < copies) graph.addEdge(first + node, first + nodes + node, { seconds: contest.compute_seconds(copy, node) });
    }
  }
  return graph;
}

// The search gives the vertices on the way; between two of them it took the cheapest arc.
function secondsAlong(graph, way) {
  let total = 0;
  for (let step = 1; step < way.length; step += 1) {
    total += Math.min(...graph.mapEdges(way[step - 1], way[step], (_, { seconds }) => seconds));
  }
  return total;
}

function timed(act) {
  const began = performance.now();
  const result = act();
  return { result, seconds: (performance.now() - began) / 1000 };
}

const [module, instance] = process.argv.slice(2);
const contest = await loadContest(module);
contest.take(Number(instance));
const source = contest.source();
const target = (contest.copies() - 1) * contest.nodes() + contest.destination();
const { result: graph, seconds: buildSeconds } = timed(() => writeOut(contest));
const samples = [];
let way;
do {
  const { result, seconds } = timed(() => bidirectional(graph, source, target, 'seconds'));
  way = result;
  samples.push(seconds);
} while (samples.reduce((a, b) => a + b) < ENOUGH_SECONDS);
console.log(JSON.stringify({ buildSeconds, seconds: median(samples), rounds: samples.length, answer: secondsAlong(graph, way) }));

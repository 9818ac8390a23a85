// The same contestants as WebAssembly in this process, timed from outside.
import { readFileSync } from 'node:fs';

const numbered = (names) => Object.fromEntries(names.map((name, number) => [name, number]));

// The order of contestants in src/contestants.rs.
const NUMBERS = numbered(['limit', 'dijkstraPerCopy', 'sweeps', 'resolve', 'firstSolve']);
// And in src/workloads.rs.
const WORK_NUMBERS = numbered(['single', 'greedy', 'anneal']);

const WARM_UP_MILLISECONDS = 500;

/** @param {string} file the compiled module */
export async function loadContest(file) {
  const { instance } = await WebAssembly.instantiate(readFileSync(file));
  return instance.exports;
}

/** @param {string} file the compiled module */
export async function startWasm(file) {
  const contest = await loadContest(file);
  const take = (instance) => contest.take(instance);
  const run = async (contestant, runs) => {
    contest.set_up(NUMBERS[contestant], runs);
    const began = performance.now();
    const answer = contest.run(NUMBERS[contestant], runs);
    return { seconds: (performance.now() - began) / 1000 / runs, answer };
  };
  const takeWork = (place) => contest.take_workload(place);
  const runWork = async (contestant, runs) => {
    contest.set_up_work(WORK_NUMBERS[contestant], runs);
    const began = performance.now();
    const answer = contest.run_work(WORK_NUMBERS[contestant], runs);
    return { seconds: (performance.now() - began) / 1000 / runs, answer };
  };
  return { take, run, takeWork, runWork, warmUp: (instance) => warmUp({ take, run }, instance) };
}

// Engines compile twice, quickly at first and well, in the background, what turns out to be busy.
async function warmUp({ take, run }, instance) {
  take(instance);
  for (const contestant of Object.keys(NUMBERS)) {
    const began = performance.now();
    while (performance.now() - began < WARM_UP_MILLISECONDS) {
      await run(contestant, 1);
      await new Promise((resolve) => { setImmediate(resolve); });
    }
  }
}

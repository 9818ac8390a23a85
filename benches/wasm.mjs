// The same contestants as WebAssembly in this process, timed from outside.
import { readFileSync } from 'node:fs';

// The order of contestants in src/contestants.rs.
const NUMBERS = Object.fromEntries(['limit', 'dijkstraPerCopy', 'sweeps', 'resolve', 'firstSolve'].map((name, number) => [name, number]));

/** @param {string} file the compiled module */
export async function loadContest(file) {
  const { instance } = await WebAssembly.instantiate(readFileSync(file));
  return instance.exports;
}

/** @param {string} file the compiled module */
export async function startWasm(file) {
  const contest = await loadContest(file);
  return {
    take: (instance) => contest.take(instance),
    async run(contestant, runs) {
      contest.set_up(NUMBERS[contestant], runs);
      const began = performance.now();
      const answer = contest.run(NUMBERS[contestant], runs);
      return { seconds: (performance.now() - began) / 1000 / runs, answer };
    },
  };
}

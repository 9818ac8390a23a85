// Interleaved measuring: every contestant runs in every round, so that a busy machine slows all of them alike.

const SAMPLE_SECONDS = 0.01;
const ROUNDS = 15;
const LEAST_ROUNDS = 3;
// After the least rounds a contestant that has used this up leaves, so that slow ones do not fill the row.
const CONTESTANT_SECONDS = 0.7;
const ROW_SECONDS = 8;

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median over the rounds that both took part in of how many times longer one took than another. */
export function ratio(one, other) {
  const rounds = Math.min(one.samples.length, other.samples.length);
  return median(one.samples.slice(0, rounds).map((seconds, round) => seconds / other.samples[round]));
}

// The first run pays for cold caches and first allocations, so it is not the one to go by.
async function runsPerSample(run) {
  let runs = 1;
  for (let trial = 0; trial < 3; trial += 1) {
    const { seconds } = await run(runs);
    runs = Math.max(1, Math.round(SAMPLE_SECONDS / seconds));
    if (runs === 1) break;
  }
  return runs;
}

/**
 * @typedef {{ seconds: number, answer: number | null, allocations?: number }} Sample the means of some runs,
 *   and their last answer
 * @typedef {{ seconds: number, samples: number[], answer: number | null, allocations?: number }} Measured
 *   the median of the samples, and the samples round by round
 *
 * @param {Record<string, (runs: number) => Promise<Sample>>} contestants
 * @returns {Promise<Record<string, Measured>>}
 */
export async function measure(contestants) {
  const began = performance.now();
  const states = [];
  for (const [name, run] of Object.entries(contestants)) {
    states.push({ name, run, runs: await runsPerSample(run), samples: [], used: 0 });
  }
  const isTimeLeft = () => performance.now() - began < ROW_SECONDS * 1000;
  for (let round = 0; round < ROUNDS && (round < LEAST_ROUNDS || isTimeLeft()); round += 1) {
    for (const state of states) {
      if (state.used > CONTESTANT_SECONDS && round >= LEAST_ROUNDS) continue;
      const { seconds, ...rest } = await state.run(state.runs);
      Object.assign(state, rest);
      state.samples.push(seconds);
      state.used += seconds * state.runs;
    }
  }
  return Object.fromEntries(states.map(({ name, samples, answer, allocations }) => [name, { seconds: median(samples), samples, answer, allocations }]));
}

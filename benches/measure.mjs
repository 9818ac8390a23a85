// Interleaved measuring: every contestant runs in every round, so that a busy machine slows all of them alike.

const SAMPLE_SECONDS = 0.01;
const ROUNDS = 15;
// A slow contestant leaves after the round in which it has used this up.
const CONTESTANT_SECONDS = 1.5;
const LEAST_ROUNDS = 3;
const ROW_SECONDS = 12;

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
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
 * @param {{ name: string, run: (runs: number) => Promise<{ seconds: number, answer: number | null, allocations?: number }> }[]} contestants
 *   `seconds` is the mean of the runs
 * @returns {Promise<Record<string, { seconds: number, rounds: number, answer: number | null, allocations?: number }>>}
 */
export async function measure(contestants) {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const states = [];
  for (const { name, run } of contestants) {
    states.push({ name, run, runs: await runsPerSample(run), samples: [], used: 0 });
  }
  for (let round = 0; round < ROUNDS && (round < LEAST_ROUNDS || elapsed() < ROW_SECONDS); round += 1) {
    for (const state of states) {
      if (state.used > CONTESTANT_SECONDS && round >= LEAST_ROUNDS) continue;
      const sample = await state.run(state.runs);
      state.samples.push(sample);
      state.used += sample.seconds * state.runs;
    }
  }
  return Object.fromEntries(states.map(({ name, samples }) => {
    const { answer, allocations } = samples.at(-1);
    const seconds = median(samples.map((sample) => sample.seconds));
    return [name, { seconds, rounds: samples.length, answer, allocations }];
  }));
}

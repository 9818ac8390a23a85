// Many jobs: greedy and annealing on workloads of growing size, native and as WebAssembly.
import { measure, ratio } from './measure.mjs';
import { line } from './columns.mjs';

const CONTESTANTS = ['single', 'greedy', 'anneal'];
const SAME = 1e-9;

export const WORK_AIMS = { routesPerJob: 5, wasmGreedySeconds: 1 };

async function measureRow(jobs, place, { native, wasm }) {
  await native.takeWork(place);
  wasm?.takeWork(place);
  const statistics = {};
  const entries = CONTESTANTS.flatMap((name) => [
    [`native ${name}`, async (runs) => {
      const { routes, plainRoutes, lowerBoundSeconds, moves, ...sample } = await native.runWork(name, runs);
      Object.assign(statistics, { routes, plainRoutes, lowerBoundSeconds, moves });
      return sample;
    }],
    ...wasm ? [[`wasm ${name}`, (runs) => wasm.runWork(name, runs)]] : [],
  ]);
  const measured = await measure(Object.fromEntries(entries));
  const side = (name) => Object.fromEntries(CONTESTANTS.map((one) => [one, measured[`${name} ${one}`]]));
  return { jobs, ...statistics, native: side('native'), ...wasm && { wasm: side('wasm') } };
}

const milliseconds = (seconds) => (seconds * 1e3).toPrecision(3);
const perSecond = ({ moves }, { anneal }) => Math.round(moves / anneal.seconds).toString();
const aimed = (text, isReached) => `${text}${isReached ? ' ' : '*'}`;

const COLUMNS = [
  { titles: ['', '', 'jobs'], width: 6, cell: ({ jobs }) => `${jobs}` },
  { titles: ['greedy', '', 'ms'], cell: ({ native }) => milliseconds(native.greedy.seconds) },
  {
    titles: ['routes', 'per job', `aim ≤ ${WORK_AIMS.routesPerJob}`],
    cell: ({ routes, jobs }) => aimed((routes / jobs).toFixed(2), routes / jobs <= WORK_AIMS.routesPerJob),
  },
  { titles: ['plain', 'greedy', 'per job'], cell: ({ plainRoutes, jobs }) => (plainRoutes / jobs).toFixed(1) },
  { titles: ['a job', '× single', 'route'], cell: ({ native, jobs }) => (ratio(native.greedy, native.single) / jobs).toFixed(1) },
  { titles: ['mean', 'latency', 'ms'], cell: ({ native }) => milliseconds(native.greedy.answer) },
  { titles: ['lower', 'bound', 'ms'], cell: ({ lowerBoundSeconds }) => milliseconds(lowerBoundSeconds) },
  { titles: ['anneal', 'moves', 'per s'], cell: (row) => perSecond(row, row.native) },
];

const WASM_COLUMNS = [
  {
    titles: ['wasm', 'greedy ms', `aim < ${WORK_AIMS.wasmGreedySeconds * 1e3}`],
    cell: ({ wasm }) => aimed(milliseconds(wasm.greedy.seconds), wasm.greedy.seconds < WORK_AIMS.wasmGreedySeconds),
  },
  { titles: ['', '× native', 'greedy'], cell: ({ wasm, native }) => ratio(wasm.greedy, native.greedy).toFixed(2) },
  { titles: ['wasm', 'moves', 'per s'], cell: (row) => perSecond(row, row.wasm) },
];

/** Measures all workloads, prints a line for each, and returns the rows. */
export async function measureWorkloads({ native, wasm }) {
  const columns = wasm ? [...COLUMNS, ...WASM_COLUMNS] : COLUMNS;
  console.log('\nMany jobs: VGG19 and ResNet34 in turns, all at once, between random nodes of 100');
  for (const place of [0, 1, 2]) console.log(line(columns, ({ titles }) => titles[place]));
  const rows = [];
  for (const [place, jobs] of (await native.workloads()).entries()) {
    const row = await measureRow(jobs, place, { native, wasm });
    rows.push(row);
    console.log(line(columns, ({ cell }) => cell(row)));
  }
  return rows;
}

/** Sentences on answers that differ between native and WebAssembly. */
export function differences(rows) {
  const both = rows.filter(({ wasm }) => wasm !== undefined);
  return both.flatMap(({ jobs, native, wasm }) => CONTESTANTS
    .filter((name) => Math.abs(native[name].answer - wasm[name].answer) > SAME * native[name].answer)
    .map((name) => `${jobs} jobs: ${name} gives ${native[name].answer} s natively, ${wasm[name].answer} s as WebAssembly`));
}

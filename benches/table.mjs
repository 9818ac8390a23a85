// The table for people: one line per instance, printed as it comes.
import { line } from './columns.mjs';
import { ratio } from './measure.mjs';

const milliseconds = (seconds) => {
  const value = seconds * 1e3;
  return value < 10 ? value.toPrecision(2) : value.toFixed(0);
};
const microseconds = (seconds) => {
  const value = seconds * 1e6;
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
};
const times = (factor) => (factor < 10 ? factor.toFixed(2) : factor.toFixed(0));

/** Marks what misses its aim. */
const aimed = (factor, isReached) => `${times(factor)}${isReached ? ' ' : '*'}`;

function graphologyCell({ graphology }) {
  if (graphology === undefined) return '';
  return graphology.seconds === undefined ? graphology.instead : milliseconds(graphology.buildSeconds + graphology.seconds);
}

export const AIMS = { timesFasterThanPetgraph: 25, timesLimit: 3, wasmTimesNative: 1.5, allocations: 0 };

const allocations = ({ native }) => native.resolve.allocations;

/** Ratios of a row; those with WebAssembly are there if it was measured. */
export function ratios({ native, wasm }) {
  const { limit, resolve } = native;
  return {
    timesLimit: ratio(resolve, limit),
    firstTimesResolve: ratio(native.firstSolve, resolve),
    timesFasterThanPetgraph: ratio(native.petgraphBuild, resolve) + ratio(native.petgraphSearch, resolve),
    dijkstraPerCopyTimesLimit: ratio(native.dijkstraPerCopy, limit),
    sweepsTimesLimit: ratio(native.sweeps, limit),
    ...wasm && {
      wasmTimesNative: ratio(wasm.resolve, resolve),
      wasmTimesWasmLimit: ratio(wasm.resolve, wasm.limit),
      wasmLimitTimesNativeLimit: ratio(wasm.limit, limit),
    },
  };
}

const COLUMNS = [
  { titles: ['', '', 'instance'], width: 15, left: true, cell: (row) => row.kind },
  { titles: ['', 'nodes ×', 'layers'], width: 12, cell: (row) => `${row.nodes} × ${row.layers}` },
  { titles: ['one-pass', 'limit', 'µs'], cell: ({ native }) => microseconds(native.limit.seconds) },
  { titles: ['splitway', 're-solve', 'µs'], cell: ({ native }) => microseconds(native.resolve.seconds) },
  { titles: ['', '× limit', `aim ≤ ${AIMS.timesLimit}`], cell: ({ is }) => aimed(is.timesLimit, is.timesLimit <= AIMS.timesLimit) },
  { titles: ['allo-', 'cations', `aim ${AIMS.allocations}`], cell: (row) => `${Number(allocations(row).toFixed(1))}${allocations(row) <= AIMS.allocations ? ' ' : '*'}` },
  { titles: ['first', 'solve', '× re-s.'], cell: ({ is }) => times(is.firstTimesResolve) },
  { titles: ['petgraph', 'build+run', 'ms'], width: 12, cell: ({ native }) => `${milliseconds(native.petgraphBuild.seconds)} + ${milliseconds(native.petgraphSearch.seconds)}` },
  {
    titles: ['splitway', '× faster', `aim ≥ ${AIMS.timesFasterThanPetgraph}`],
    cell: ({ is }) => aimed(is.timesFasterThanPetgraph, is.timesFasterThanPetgraph >= AIMS.timesFasterThanPetgraph),
  },
  { titles: ['Dijkstra', 'per copy', '× limit'], cell: ({ is }) => times(is.dijkstraPerCopyTimesLimit) },
  { titles: ['sweeps', 'alone', '× limit'], cell: ({ is }) => times(is.sweepsTimesLimit) },
];

const WASM_COLUMNS = [
  { titles: ['wasm', 're-solve', 'µs'], cell: ({ wasm }) => microseconds(wasm.resolve.seconds) },
  { titles: ['', '× native', `aim ≤ ${AIMS.wasmTimesNative}`], cell: ({ is }) => aimed(is.wasmTimesNative, is.wasmTimesNative <= AIMS.wasmTimesNative) },
  { titles: ['× wasm', 'limit', `aim ≤ ${AIMS.timesLimit}`], cell: ({ is }) => aimed(is.wasmTimesWasmLimit, is.wasmTimesWasmLimit <= AIMS.timesLimit) },
  { titles: ['graph-', 'ology', 'ms'], width: 10, cell: graphologyCell },
];

/** A table that is printed line by line. */
export function startTable({ hasWasm }) {
  const columns = hasWasm ? [...COLUMNS, ...WASM_COLUMNS] : COLUMNS;
  for (const place of [0, 1, 2]) console.log(line(columns, ({ titles }) => titles[place]));
  return { add: (row) => console.log(line(columns, ({ cell }) => cell(row))) };
}

export const NOTES = `Medians of up to 15 rounds in which all contestants take turns; ratios are medians of the rounds' ratios. * misses its aim.
one-pass limit: every layered arc read and relaxed exactly once, in the order of memory. splitway leaves arcs out, so it can be below.
re-solve: all link rates change, splitway takes the new prices and solves. first solve: from a scenario, with validation and building.
petgraph: writing the layered graph out with numbers for costs, then its Dijkstra up to the target. × faster compares both with the re-solve.
Where its target is near, petgraph stops early, after as little as 9 times the one-pass limit, so that no search that reads every arc is 25 × faster.
sweeps alone: label-correcting sweeps in every copy, without a way out. wasm: shrunk as the published module is.
graphology: writing the graph out and its bidirectional Dijkstra.`;

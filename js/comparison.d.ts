// What `compare` takes and gives.
import type { Global, WasmSource } from './host.js';
import type { Signal } from './long-calls.js';
import type { CoefficientRange } from './types.js';

/**
 * A way to solve a scenario. `placement`: the existing program, with the shortest path of each tensor between each two
 * nodes; `placement-flows`: the same where the program chooses the links; `routing`: unit flow on the layered graph;
 * each with `-lp` as its linear relaxation; `router`: splitway's own.
 */
export type ComparedForm =
  | 'placement'
  | 'placement-lp'
  | 'placement-flows'
  | 'placement-flows-lp'
  | 'routing'
  | 'routing-lp'
  | 'router';

/** What to compare, and how. */
export interface CompareOptions {
  /** The ways to solve, in the order of the answer: `placement`, `placement-lp`, `routing`, `routing-lp` and `router` where absent. */
  forms?: readonly ComparedForm[] | undefined;

  /** The id of the one job to solve; all jobs where absent. */
  job?: string | undefined;

  /**
   * The most seconds that all jobs together may use each node and each directed link; unlimited where absent. Fixed
   * shortest paths and the router know no such limit: `placement-flows` takes the place of `placement`.
   */
  capacitySeconds?: number | undefined;

  /**
   * The most seconds that the solver may take for each program; 60 where absent. Building a program, writing its text and
   * reading that into the solver may take 10 s more; else it is `too-large`.
   */
  timeLimitSeconds?: number | undefined;

  /** Where the random choices of HiGHS begin; 0 where absent. */
  seed?: number | undefined;

  /** Where HiGHS is: the address of its script (in Node also a file's path), or that and where its WebAssembly comes from. */
  highs?: string | Global<'URL'> | { script: string | Global<'URL'>; wasm?: WasmSource | Promise<WasmSource> } | undefined;

  /** Called when a program is begun to be built, when it is written and read, when the solver starts on it, and when it is done. */
  onProgress?: ((progress: ComparisonProgress) => void) | undefined;

  /** Cancels the call: it rejects with `cancelled`, and the solver is ended with its worker. */
  signal?: Signal | undefined;

  /** Ends the solver at once, with what is known by then. */
  stop?: Signal | undefined;
}

/** How far a comparison has come. */
export interface ComparisonProgress {
  /** The share of the ways to solve that are done, from 0 to 1. */
  share: number;
  name: ComparedForm;
  phase: 'building' | 'reading' | 'solving' | 'done';
  /** With `done`: what came of it, without what only all of them together tell. */
  run?: ComparedRun;
}

/** One scenario solved in several ways. */
export interface Comparison {
  /** The ids of the jobs. */
  jobs: string[];
  /** The least latency, of several jobs the weighted mean, on which all agree; null where none was found. */
  optimumSeconds: number | null;
  /** One entry per way to solve. */
  runs: ComparedRun[];
  /** The ways that cannot answer the same question, and why. */
  leftOut: { name: ComparedForm; reason: string }[];
  timeLimitSeconds: number;
  /** The name and the version of the solver; null where no program was solved. */
  solver: string | null;
}

/** One way to solve, and what came of it; null where that is not known or does not apply. */
export interface ComparedRun {
  name: ComparedForm;
  form: 'placement' | 'routing' | 'router';
  transfers: 'paths' | 'flows' | null;
  /** Whether it is the linear relaxation. */
  relaxed: boolean;
  /**
   * `time-limit`: the optimum takes at least `seconds`; `too-large`: the program does not fit into memory, or takes too long
   * to be handed to the solver, as `message` says;
   * `cancelled`: it was stopped, or did not have its turn.
   */
  status: 'optimal' | 'infeasible' | 'time-limit' | 'too-large' | 'cancelled';
  /** Why it is `too-large`; of an `optimal` one, why its solution is no plan, as it must be. */
  message: string | null;
  variables: number | null;
  /** Those of the variables that must be 0 or 1. */
  binaries: number | null;
  rows: number | null;
  /** Coefficients other than 0 in the rows. */
  nonzeros: number | null;
  /** Between which absolute values these coefficients lie. */
  coefficients: CoefficientRange | null;
  /** The same of the coefficients of the objective, in microseconds, zeros apart. */
  costs: CoefficientRange | null;
  /** The same of the right sides, zeros apart. */
  rightSides: CoefficientRange | null;
  /** The least latency, of several jobs the weighted mean. */
  optimumSeconds: number | null;
  /** No answer is below that. */
  boundSeconds: number | null;
  /** The optimum of the relaxation, where that was solved too. */
  rootBoundSeconds: number | null;
  /** The share by which the root bound is below the optimum. */
  integralityGap: number | null;
  /** Whether the solution that was found is whole, as it need not be in a relaxation. */
  isIntegral: boolean | null;
  /** What the plans cost that the solution says, counted step by step by splitway. */
  planSeconds: number | null;
  /** Nodes of the branch-and-bound tree. */
  nodes: number | null;
  /** Iterations of the simplex method. */
  iterations: number | null;
  /** Building the program, before its text is written and read by the solver. */
  buildSeconds: number | null;
  /** Solving alone, in a worker that a first run of at most a second has warmed; where it is brief, the median of several. */
  seconds: number | null;
  /** The solves, or the samples of many solves each, whose median `seconds` is. */
  measurements: number;
  /** How many times as long it took as the router, or as the fastest where the router takes no part. */
  timeRatio: number | null;
}

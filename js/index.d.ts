/// <reference lib="esnext.disposable" />
import type {
  CoefficientRange, Formulated, FormulateOptions, FormulateProgress, ImportedModel, ImportedNetwork, ImportOptions, ImportProgress, Job, Link, Node, Plan, Progress, RouteOptions, Scenario, Schedule, ScheduleOptions, SimulateOptions, Model, SplitManifest,
  Simulation as SimulationFile, SimulationProgress, Summary, Verdict,
} from './types.js';

export type * from './types.js';

/**
 * Starts splitway: finds its WebAssembly module, compiles it, and gives the API. The first call decides,
 * later ones get the same; after a failure the next call tries again.
 *
 * @throws {SplitwayError} `wasm-load`: the module was not found, or is something else.
 */
export function load(options?: LoadOptions): Promise<Splitway>;

export interface LoadOptions {
  /** Where the module comes from, in place of the file `splitway_bg.wasm` beside the package's own files. */
  wasm?: WasmSource | Promise<WasmSource>;

  /** Where the module for long calls comes from, which is looked for when the first of them comes; else `schedule_bg.wasm`. */
  wasmSchedule?: WasmSource | Promise<WasmSource>;

  /** Where the module for imports comes from, which is looked for when the first of them comes; else `import_bg.wasm`. */
  wasmImport?: WasmSource | Promise<WasmSource>;
}

/**
 * A file: a browser's `File` or `Blob`, bytes, or text; in Node also a file's path or URL, or an open file handle. Of
 * large files only what is needed is read, piece by piece.
 */
export type ImportSource =
  | string
  | ArrayBuffer
  | ArrayBufferView
  | Global<'Blob'>
  | Global<'URL'>
  | { readonly path: string }
  | { readonly fd: number };

/** What every import takes beside its own options. */
export type ImportControls = Omit<LongCallOptions<ImportProgress>, 'stop'>;

/** An address (in Node also a file's path), a response, the module's bytes, or the module compiled. */
export type WasmSource =
  | string
  | Global<'URL'>
  | Global<'Response'>
  | ArrayBuffer
  | ArrayBufferView
  | CompiledModule;

type Global<Name extends string> = typeof globalThis extends { [name in Name]: { prototype: infer Type } } ? Type : never;
type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Type } } } ? Type : never;

/** The API. Its functions need no `this`; they read plain objects or JSON text and return plain objects. */
export interface Splitway {
  /** The version of the core. */
  readonly version: string;

  /**
   * The plan of least latency for one job: which node runs each layer, and which links the tensors take.
   *
   * @throws {SplitwayError} with a code that says what is wrong with the scenario or the options, or
   *   `unreachable`, `no-feasible-placement` or `memory-exceeded` where no plan exists.
   */
  route(scenario: Scenario | string, options?: RouteOptions): Plan;

  /** Reads a scenario whole and counts what is in it; throws the first thing that is wrong. */
  validate(scenario: Scenario | string): Summary;

  /**
   * Checks a plan against its scenario without trusting the solver: every step and every figure, and with
   * a certificate also that nothing is sooner.
   *
   * @throws {SplitwayError} `invalid-plan`, with the first step or arc that does not hold.
   */
  verify(scenario: Scenario | string, plan: Plan | string): Verdict;

  /** The layered graph of a job written out, arc by arc, as the solver sees it. */
  layeredGraph(scenario: Scenario | string, options?: RouteOptions): LayeredGraph;

  /** The layered graph of a job in Graphviz's DOT language. */
  dot(scenario: Scenario | string, options?: RouteOptions): string;

  /** A handle that keeps the scenario parsed, for solving again after small changes. Dispose of it after use. */
  router(scenario: Scenario | string): Router;

  /**
   * Plans for all jobs of a scenario that together take little time: who goes first, what runs where, and when.
   * Runs in a worker of its own, which ends with the call.
   *
   * ```js
   * const cancel = new AbortController();
   * const { order, plans, value, lowerBound } = await schedule(scenario, {
   *   method: 'anneal',
   *   onProgress: ({ share, value }) => console.log(share, value),
   *   signal: cancel.signal,
   * });
   * ```
   *
   * @throws {SplitwayError} (as a rejection) what is wrong with the scenario or the options; that of `route` for a job
   *   without a plan, unless `skipUnroutable`; `limit-exceeded` for more than 8 jobs with `exhaustive`; `cancelled`.
   */
  schedule(scenario: Scenario | string, options?: ScheduleOptions & LongCallOptions<Progress>): Promise<Schedule>;

  /**
   * What happens when jobs arrive one after the other and are sent on their way by a policy: latencies, utilisation,
   * throughput, and whether the network keeps up. Runs in a worker of its own, which ends with the call.
   *
   * ```js
   * const { latency, stable } = await simulate(scenario, { policy: 'backlog-aware', jobsPerSecond: 20, jobs: 10_000 });
   * console.log(latency.meanSeconds, '±', latency.meanHalfWidthSeconds, latency.p95.seconds, stable);
   * ```
   *
   * @throws {SplitwayError} (as a rejection) what is wrong with the scenario or the options; that of `route` for a job
   *   without a plan; `limit-exceeded` for more than 10 million jobs; `cancelled`.
   */
  simulate(scenario: Scenario | string, options?: SimulateOptions & LongCallOptions<SimulationProgress>): Promise<Simulation>;

  /**
   * The problem as a linear program of 0–1 choices, which any solver can read: its sizes, and its text with `to`. The
   * objective is the latency in microseconds, of several jobs the weighted mean; waits are additive. Runs in a worker of
   * its own, which ends with the call; `stop` does nothing here.
   *
   * ```js
   * const { sizes, text } = await formulate(scenario, { form: 'placement', to: 'lp' });
   * ```
   *
   * @throws {SplitwayError} (as a rejection) what is wrong with the scenario or the options; that of `route` for a job
   *   without a plan; `no-feasible-placement` for a layer that fits no node; `limit-exceeded` for a program of more than
   *   30 million coefficients; `cancelled`.
   */
  formulate(scenario: Scenario | string, options?: FormulateOptions & LongCallOptions<FormulateProgress>): Promise<Formulated>;

  /**
   * A network from a file of others: GML, GraphML, SNDlib, REPETITA, node-link JSON, a table of links, or splitway JSON.
   * The content tells which; what the file lacks is filled by rules, and the report says what was. Runs in a worker of
   * its own, which ends with the call.
   *
   * ```js
   * const { network, report } = await importNetwork(file, { rules: { rate: { bitsPerSecond: 1e9 } } });
   * console.log(report.filled.length, 'values were filled');
   * ```
   *
   * @throws {SplitwayError} (as a rejection) `unsupported-format` for a file that is no network; `invalid-file` or
   *   `invalid-json` for a broken one, with the place; `unreadable-input`; `limit-exceeded`; `invalid-option`; `cancelled`.
   */
  importNetwork(source: ImportSource, options?: ImportOptions & ImportControls): Promise<ImportedNetwork>;

  /**
   * A model from a file of others: ONNX, a table of layers, PipeDream, PipeEdge, msr-fiddle, or splitway JSON. Weights are
   * passed over, so that a file of gigabytes is read in a moment. Layers of unknown work have `flop: null`.
   *
   * ```js
   * const { model, report } = await importModel({ path: 'resnet50.onnx' }, { dims: { batch: 1 } });
   * ```
   *
   * @throws {SplitwayError} (as a rejection) as `importNetwork`.
   */
  importModel(source: ImportSource, options?: ImportOptions & ImportControls): Promise<ImportedModel>;

  /**
   * Whatever a file holds, a network or a model.
   *
   * @throws {SplitwayError} (as a rejection) as `importNetwork`.
   */
  importFile(source: ImportSource, options?: ImportOptions & ImportControls): Promise<ImportedNetwork | ImportedModel>;

  /**
   * Reads the answer of a solver back into plans: the values of the variables of a program that `formulate` wrote, by
   * their names; those without a value are 0. One plan per job, re-costed with additive waits. The options are those
   * that the program was written with.
   *
   * ```js
   * const [plan] = await decode(scenario, { run_stem_phone: 1, run_head_phone: 1 }, { form: 'routing' });
   * ```
   *
   * @throws {SplitwayError} (as a rejection) those of `formulate`; `invalid-plan` for a name that is no variable, a value
   *   that is not nearly 0 or 1, and values that are no plan, with the variable as its `path`.
   */
  decode(
    scenario: Scenario | string,
    values: Record<string, number>,
    options?: FormulateOptions & LongCallOptions<FormulateProgress>,
  ): Promise<Plan[]>;

  /**
   * Solves one scenario in several ways and compares them: the existing program of placements, that of routing, their
   * linear relaxations, and splitway's own router. The programs are solved by HiGHS, the package `highs`, an optional
   * peer that is loaded by this call alone and runs in a worker of its own, one program after the other. Waits are
   * additive. Of several jobs it is the weighted mean of latencies that is minimised; jobs share node memory and
   * `capacitySeconds`, and else do not get in each other's way.
   *
   * ```js
   * const { optimumSeconds, runs } = await compare(scenario, { timeLimitSeconds: 10 });
   * for (const { name, status, seconds, timeRatio } of runs) console.log(name, status, seconds, timeRatio);
   * ```
   *
   * In Node HiGHS is found where it is installed. In browsers say where its script is, whose `highs.wasm` is looked for
   * beside it: `{ highs: '/solver/highs.mjs' }`; with Vite, `import script from 'highs?url'` and
   * `import wasm from 'highs/runtime?url'` give `{ highs: { script, wasm } }`. A module that is loaded already cannot be
   * taken to a worker.
   *
   * @throws {SplitwayError} (as a rejection) what is wrong with the scenario or the options; that of `route` for a job
   *   without a plan; `missing-solver` where HiGHS is not found or no worker can be started; `optima-differ` where
   *   optima differ by more than a millionth or a solution is no plan, with the comparison as its `cause`; `cancelled`.
   */
  compare(scenario: Scenario | string, options?: CompareOptions): Promise<Comparison>;

  /**
   * A model in parts by a plan: an ONNX file for every stretch of layers that one node runs, made of ranges of the
   * original. Of the original nothing but its structure is read; a part is a file that a page can hand on for download,
   * or that can be streamed to a disk. What depends on shapes alone is worked out, so that a part reads just the tensors
   * that the plan moves to it. The parts are for the sizes that the model was imported with: give the same `dims`,
   * `shapes` and `granularity`. `Loop` and `If` are never divided. Runs in a worker of its own, which ends with the call.
   *
   * ```js
   * const { model } = await importModel(file);
   * const plan = route({ format: 'splitway/scenario@1', network, models: [model], jobs: [{ id: 'j', model: model.id, source, destination }] });
   * const { manifest, files } = await split(file, plan, { model });
   * for (const { node, file, inputs, outputs } of manifest.parts) console.log(node, file, inputs, outputs);
   * download(files[0].name, files[0]);
   * ```
   *
   * Weights in a file beside the model stay there (`externalData` of the parts). In Node a part of a model on a disk
   * cannot be read any more once the model has changed.
   *
   * @throws {SplitwayError} (as a rejection) `invalid-plan` for a plan that is not one for this file with these sizes and
   *   this granularity, or that cuts where a file cannot be cut; `unsupported-format` for what is no ONNX model;
   *   `unreadable-input` where the file has changed meanwhile; and as `importModel`.
   */
  split(source: ImportSource, plan: Plan | string | Placement, options?: SplitOptions): Promise<Split>;

  /**
   * Runs the whole model and its parts, one after the other, on the same random input with ONNX Runtime, the package
   * `onnxruntime-web`, an optional peer that is loaded by this call alone, and says how much the outputs differ. The
   * runtime's optimisations are off: they join operators, which they cannot across a cut, so that rounding would differ;
   * without them the difference is 0. Runs on the calling thread, so call it in a worker where a page should stay lively;
   * each model is held in memory while it runs.
   *
   * ```js
   * const divided = await split(file, plan);
   * const { largestAbsoluteDifference, outputs } = await verifySplit(file, divided, { seed: 7 });
   * ```
   *
   * In Node the runtime is found where it is installed. In browsers give the module, or the address of its script, beside
   * which it looks for its `.wasm`: `{ ort: '/ort/ort.wasm.bundle.min.mjs' }`. A strict policy has to allow
   * `script-src 'self' 'wasm-unsafe-eval'`.
   *
   * @throws {SplitwayError} (as a rejection) `missing-runtime`; `runtime-failed` where it cannot run a model, with its
   *   reason; `unreadable-input`; `invalid-option`; `cancelled`.
   */
  verifySplit(source: ImportSource, split: Split, options?: VerifySplitOptions): Promise<SplitVerification>;

  /**
   * A handle for asking again and again, as a page does while a slider moves: it keeps one worker warm, and the newest
   * call wins. Dispose of it after use.
   *
   * ```js
   * const background = api.background();
   * slider.oninput = async () => {
   *   try {
   *     draw(await background.schedule(scenarioOf(slider)));
   *   } catch (error) {
   *     if (error.code !== 'cancelled') throw error;
   *   }
   * };
   * ```
   */
  background(): Background;
}

/** Where each layer runs, in the order of the layers; in place of a plan. */
export interface Placement {
  /** The id of the node that runs each layer. */
  placement: readonly string[];
}

/** How a model is divided: as it was imported. */
export interface SplitOptions extends Pick<ImportOptions, 'dims' | 'shapes' | 'granularity' | 'fileName'>, ImportControls {
  /** The model that the plan was made for: a file that gives another one is refused. */
  model?: Model | string | undefined;
}

/** A model in parts. */
export interface Split {
  /** Which parts there are, where they run, and which tensors travel between them: `manifest.json`. */
  manifest: SplitManifest;
  /** The ONNX files, in the order of `manifest.parts`, under the names that stand there. */
  files: Global<'File'>[];
}

/** How parts are checked. */
export interface VerifySplitOptions {
  /** ONNX Runtime: the module `onnxruntime-web`, or the address of its script. */
  ort?: object | string | Global<'URL'> | undefined;

  /** Where the random numbers begin; 1 where absent. The same seed, the same input. */
  seed?: number | undefined;

  /**
   * Numbers for inputs in place of random ones, by their names: all of them, or one for every place. Random numbers with
   * fractions lie between 0 and 1, whole ones are 0 or 1.
   */
  inputs?: Record<string, number | bigint | ArrayLike<number | bigint>> | undefined;

  /** Files with weights beside the model, by their names; directories in names do not count. */
  sideFiles?: Record<string, ImportSource> | undefined;

  /** Called before the first run and after each. */
  onProgress?: ((progress: ImportProgress) => void) | undefined;

  /** Cancels the call between two runs. */
  signal?: Signal | undefined;
}

/** What came of running a model and its parts. */
export interface SplitVerification {
  seed: number;
  /** The name and the version of the runtime. */
  runtime: string;
  /** Which of the runtime's optimisations were on. */
  graphOptimizationLevel: 'disabled';
  /** The largest of all outputs. */
  largestAbsoluteDifference: number;
  /** The largest of all outputs. */
  largestRelativeDifference: number;
  /** One entry per output of the model. */
  outputs: OutputDifference[];
  /** Running the whole model once. */
  wholeSeconds: number;
  /** Running each part once. */
  partSeconds: number[];
}

/** How much one output of the parts differs from that of the whole. */
export interface OutputDifference {
  name: string;
  /** The type of its elements, as `float32`. */
  dataType: string;
  /** How many numbers it has. */
  elements: number;
  /** How many of them differ. */
  differing: number;
  /** Infinity where a number is compared with what is none, or shapes differ. */
  largestAbsoluteDifference: number;
  /** Difference over the larger of the two. */
  largestRelativeDifference: number;
}

/** What happened in a simulation, as in the file `splitway/simulation@1`, but with its trace in typed arrays. */
export interface Simulation extends Omit<SimulationFile, 'trace'> {
  /** When each job that is done arrived and was done, in the order of arrival; on request. */
  trace?: SimulationSeries;
}

/** One entry per job in each array. */
export interface SimulationSeries {
  /** Which of the scenario's jobs it is, from 0. */
  jobs: Uint32Array;
  /** When it arrived. */
  arrivalSeconds: Float64Array;
  /** When its answer was at the destination. */
  completionSeconds: Float64Array;
}

/**
 * What every long call takes beside its own options. Calls run in a Web Worker, in Node in a thread. Where there can be
 * none (Cloudflare Workers; a page whose policy forbids workers, which the console then tells) they run on the calling
 * thread, in slices of about 12 ms.
 */
export interface LongCallOptions<P> {
  /** Called at most 20 times a second, and once at the end. */
  onProgress?: ((progress: P) => void) | undefined;

  /** Cancels the call: it rejects with `cancelled`, and its worker is ended. */
  signal?: Signal | undefined;

  /** Ends the call early with the best schedule so far, or with what has happened so far. */
  stop?: Signal | undefined;
}

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

/** The host's AbortSignal. */
export type Signal = Global<'AbortSignal'>;

/**
 * Long calls in one worker. A call cancels the one before it, which rejects with `cancelled`; what it asks for
 * is the same as with the call of that name in `Splitway`. A process of Node may end while the worker is idle. After
 * `dispose` every call rejects with `disposed`.
 */
export interface Background {
  /** Plans for all jobs of a scenario. */
  schedule(scenario: Scenario | string, options?: ScheduleOptions & LongCallOptions<Progress>): Promise<Schedule>;

  /** Simulates jobs that arrive one after the other. */
  simulate(scenario: Scenario | string, options?: SimulateOptions & LongCallOptions<SimulationProgress>): Promise<Simulation>;

  /** Writes the problem as a program for other solvers. */
  formulate(scenario: Scenario | string, options?: FormulateOptions & LongCallOptions<FormulateProgress>): Promise<Formulated>;

  /** Reads an answer of another solver back into plans. */
  decode(
    scenario: Scenario | string,
    values: Record<string, number>,
    options?: FormulateOptions & LongCallOptions<FormulateProgress>,
  ): Promise<Plan[]>;

  /** Cancels what is running and ends the worker; a second call does nothing. */
  dispose(): void;

  /** The same, for `using`. */
  [Symbol.dispose](): void;
}

/**
 * A parsed scenario with its buffers. Changes return the handle, so they can be chained; one that is refused
 * changes nothing. After `dispose` every call throws `disposed`.
 */
export interface Router {
  /** The plan of least latency for one job, with the changes so far. */
  route(options?: RouteOptions): Plan;

  /** Multiplies every link's bit/s by a factor > 0, counted from the scenario as given: 1 restores it. */
  scaleLinks(factor: number): this;

  /** Multiplies every node's FLOP/s by a factor > 0, counted from the scenario as given. */
  scaleCompute(factor: number): this;

  /** Multiplies every backlog, of nodes in FLOP and of links in bits, by a factor ≥ 0, counted from the scenario as given. */
  scaleBacklog(factor: number): this;

  /** Replaces some of a node's fields; units as in `Node`. */
  setNode(id: string, patch: Partial<Node>): this;

  /** Replaces some of a directed link's fields; links count from 0, after `bothWays` is expanded in file order. */
  setLink(index: number, patch: Partial<Link>): this;

  /** Replaces some of a job's fields; units as in `Job`. */
  setJob(id: string, patch: Partial<Job>): this;

  /** The scenario with all changes applied: `bothWays` expanded, factors multiplied in. */
  scenario(): Scenario;

  /** Frees the handle's memory; a second call does nothing. */
  dispose(): void;

  /** The same, for `using`. */
  [Symbol.dispose](): void;
}

/** The layered graph: a copy of the network for every set of layers that can be done at one time; for a chain, every number. */
export interface LayeredGraph {
  /** One more than the model has layers where these can run in one order alone, as in a chain; else more. */
  copies: number;
  /** Nodes of the network. */
  nodes: number;
  /** 2 where nodes have backlogs and waits are additive (0 idle, 1 computing), otherwise 1. */
  states: 1 | 2;
  /** Vertex (copy, node, state) has the number (copy · nodes + node) · states + state. */
  vertexCount: number;
  /** One entry per arc in each array. */
  arcs: {
    /** The vertex an arc leaves. */
    from: Uint32Array;
    /** The vertex it enters. */
    to: Uint32Array;
    /** Time that the arc takes once its resource is free, in seconds. */
    seconds: Float64Array;
    /** When its resource is free of what was queued before, in seconds. */
    readySeconds: Float64Array;
    /** 0 transfer, 1 compute, 2 start computing (the additive wait), 3 stop computing. */
    kind: Uint8Array;
    /** The directed link of a transfer, the layer (from 1) of a compute, else the node. */
    index: Uint32Array;
  };
}

/** What kind of thing went wrong; the codes are stable. */
export type SplitwayErrorCode =
  | 'invalid-json'
  | 'invalid-scenario'
  | 'invalid-option'
  | 'invalid-plan'
  | 'invalid-file'
  | 'unsupported-format'
  | 'unsupported-dag'
  | 'unknown-work'
  | 'unknown-job'
  | 'unreachable'
  | 'no-feasible-placement'
  | 'memory-exceeded'
  | 'limit-exceeded'
  | 'unreadable-input'
  | 'missing-solver'
  | 'missing-runtime'
  | 'runtime-failed'
  | 'optima-differ'
  | 'cancelled'
  | 'disposed'
  | 'wasm-load'
  | 'internal';

/** Everything that splitway refuses or cannot do arrives as one of these. */
export class SplitwayError extends Error {
  constructor(message: string, details: { code: SplitwayErrorCode; path?: string; cause?: unknown });
  readonly name: 'SplitwayError';
  readonly code: SplitwayErrorCode;
  /** JSON pointer (RFC 6901) to the value at fault in what was given; empty for the whole of it. */
  readonly path: string;
}

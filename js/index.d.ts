/// <reference lib="esnext.disposable" />
import type { CompareOptions, Comparison } from './comparison.js';
import type { ImportSource, WasmSource } from './host.js';
import type { ImportControls, LongCallOptions } from './long-calls.js';
import type { Placement, Split, SplitOptions, SplitVerification, VerifySplitOptions } from './splitting.js';
import type { FormulateOptions, FormulateProgress, Formulated, ImportOptions, ImportedModel, ImportedNetwork, Job, Link, Node, Plan, Progress, RouteOptions, Scenario, Schedule, ScheduleOptions, SimulateOptions, Simulation as SimulationFile, SimulationProgress, Summary, Verdict } from './types.js';

export type * from './comparison.js';
export type * from './long-calls.js';
export type * from './splitting.js';
export type * from './types.js';
export type { ImportSource, WasmSource } from './host.js';

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

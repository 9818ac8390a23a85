// What `split` and `verifySplit` take and give.
import type { Global, ImportSource } from './host.js';
import type { ImportControls, Signal } from './long-calls.js';
import type { ImportOptions, ImportProgress, Model, SplitManifest } from './types.js';

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

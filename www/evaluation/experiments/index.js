// The experiments of the evaluation, in the order of its page.

import { adaptivity } from './adaptivity.js';
import { manyJobs } from './many-jobs.js';
import { solveTime } from './solve-time.js';
import { tightness } from './tightness.js';

/**
 * @typedef {object} Experiment
 * @property {string} name   of its files and of the option that runs it alone
 * @property {string} title
 * @property {(settings: Settings) => Point[]} points  what is measured, each with a `key` of its own
 * @property {(point: Point, context: Context) => Promise<object>} measure  the fields that a measured point has beside its own
 * @property {(measured: object[]) => object[]} rows  the same as a flat table
 *
 * @typedef {{ quick: boolean, seed: number }} Settings
 * @typedef {{ key: string }} Point
 * @typedef {object} Context
 * @property {import('splitway').Splitway} api
 * @property {import('splitway').Background} background
 * @property {{ networks: Map<string, object>, models: Map<string, object>, graphs: Map<string, object> }} data  the files of data/, by id
 * @property {string} [highs]  where the solver of programs is, if it is not found by itself
 * @property {object[]} [earlier]  the points that were measured before
 * @property {AbortSignal} [signal]
 * @property {(share: number) => void} [onProgress]
 */

/** @type {Experiment[]} */
export const EXPERIMENTS = [solveTime, adaptivity, manyJobs, tightness];

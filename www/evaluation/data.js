// The measurements, at once; the package and what scenarios are made of, when something is first measured here.

import { load } from 'splitway';
import { json } from '../state/data.js';

/** The solver of programs, which is loaded when the first of them is. */
const SOLVER = 'solver/highs.mjs';
const GRAPHS = ['att-mpls', 'uninett'];

export const readMeasured = (name) => json(`data/evaluation/${name}.json`);

const byId = async (folder, ids) => new Map(await Promise.all(ids.map(async (id) => [id, await json(`data/${folder}/${id}.json`)])));

async function start() {
  const [api, { networks, models }] = await Promise.all([load(), json('data/index.json')]);
  const ids = (list) => list.map(({ id }) => id);
  const [networksById, modelsById, graphs] = await Promise.all([byId('networks', ids(networks)), byId('models', ids(models)), byId('graphs', GRAPHS)]);
  return { api, highs: SOLVER, data: { networks: networksById, models: modelsById, graphs } };
}

let starting;

/** What measuring needs; a failure is forgotten, so that a second try is a real one. */
export function openContext() {
  starting ??= start().catch((error) => {
    starting = undefined;
    throw error;
  });
  return starting;
}

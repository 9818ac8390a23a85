// A scenario from a file: checked by the solver first, then made ready for the page.

import { packScenario } from './packed-scenario.js';

/**
 * @param {string} text
 * @param {(scenario: string) => void} check  throws with code, message and path when the solver refuses it
 */
export async function openScenario(text, check, storage) {
  check(text);
  const scenario = withRequest(JSON.parse(text));
  return { scenario, packed: await packScenario(scenario, storage) };
}

/** Larger files would stop the page while they are read. */
const LARGEST_BYTES = 32e6;

/** The text of a scenario's file. */
export async function readText(file) {
  if (file.size > LARGEST_BYTES) throw new Error(`${file.name} is larger than 32 MB.`);
  return file.text();
}

/** A scenario may come without a request; the page always answers one. */
export function withRequest(scenario) {
  if (scenario.jobs?.length > 0) return scenario;
  const [first] = scenario.network.nodes;
  if (!scenario.models?.length) throw Object.assign(new Error('The page needs a model in the scenario.'), { path: '/models' });
  return { ...scenario, jobs: [{ id: 'inference', model: scenario.models[0].id, source: first.id, destination: first.id }] };
}

// One cell of a map of regions, solved again.

import { formatSeconds } from '../../format/quantities.js';
import { POLICIES, baseScenario, cellOf, choiceOf, measureCell } from '../experiments/adaptivity.js';
import { POLICY_NAMES, choiceInWords, titleOf } from '../figures/adaptivity.js';
import { figureLine, textLine } from './lines.js';

export const title = ({ point, place }) => {
  const { linkFactor, computeFactor } = cellOf(point, place);
  return `${titleOf(point)}, link rates × ${linkFactor}, compute rates × ${computeFactor}`;
};

export async function measure({ point, place }, { api, background, data, signal }) {
  const cell = cellOf(point, place);
  const router = api.router(baseScenario(point, data));
  try {
    const { scenario, plan, latencySeconds, policies } = await measureCell(router, background, cell, { signal });
    return {
      scenario,
      lines: [
        figureLine('latency', cell.latencySeconds, latencySeconds, formatSeconds),
        textLine('plan', choiceInWords(cell.choice), choiceInWords(choiceOf(plan))),
        ...POLICIES.map((policy) => figureLine(POLICY_NAMES[policy], cell.policies[policy], policies[policy], formatSeconds)),
      ],
    };
  } finally {
    router.dispose();
  }
}

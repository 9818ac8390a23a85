// How findings are put: places by their names, and ratios.

import { formatPercent, formatTimes } from '../../format/quantities.js';
import { capitalised } from '../../format/words.js';
import { FIVE_NODES } from '../instances/five-nodes.js';

const LABELS = new Map(FIVE_NODES.nodes.map(({ id, label }) => [id, label]));

/** A place by its id: `los-angeles` → Los Angeles. */
export const placeName = (id) => LABELS.get(id) ?? id.split('-').map(capitalised).join(' ');

/** How long something takes beside another: "as long", "3.5 % longer", "2.1× as long". */
export function formatLonger(factor) {
  if (factor < 1.0005) return 'as long';
  return factor < 1.1 ? `${formatPercent(factor - 1)} longer` : `${formatTimes(factor)} as long`;
}

/** How far above one a ratio is: "0 %", "96 %". */
export const formatExcess = (ratio) => (Math.abs(ratio - 1) < 5e-5 ? '0 %' : formatPercent(ratio - 1));

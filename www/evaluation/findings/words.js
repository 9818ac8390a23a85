// How findings are put: numbers with their units, and lists.

import { formatPercent, formatSeconds, formatTimes } from '../../format/quantities.js';
import { FIVE_NODES } from '../instances/five-nodes.js';

export { formatPercent, formatSeconds, formatTimes };

export const number = (value) => value.toLocaleString('en-US').replaceAll(',', '\u202f');

/** "1 job", "12 jobs". */
export const counted = (value, noun, plural = `${noun}s`) => `${number(value)} ${value === 1 ? noun : plural}`;

/** "a, b and c". */
export const listed = (parts) => (parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`);

export const capitalised = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const LABELS = new Map(FIVE_NODES.nodes.map(({ id, label }) => [id, label]));

/** A place by its id: `los-angeles` → Los Angeles. */
export const placeName = (id) => LABELS.get(id) ?? id.split('-').map(capitalised).join(' ');

/** How much sooner something is that takes so many times less: "no", "3.5 %", "2.1×". */
export function formatGain(factor) {
  if (factor < 1.0005) return 'no';
  return factor < 1.1 ? formatPercent(factor - 1) : formatTimes(factor);
}

/** How far above one a ratio is: "0 %", "96 %". */
export const formatExcess = (ratio) => (Math.abs(ratio - 1) < 5e-5 ? '0 %' : formatPercent(ratio - 1));

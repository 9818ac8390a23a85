// What the methods and simpler policies give, as bars on one scale beside the lower bound. Pure: results in, lengths and words out.

import { formatPercent, formatSeconds } from '../format/quantities.js';
import { MOST_EXHAUSTIVE } from '../jobs/search.js';
import { METHOD_NAMES, POLICY_NAMES } from '../jobs/schedule-words.js';

/** A bar may be so many times as long as the best one; a longer one is broken off. */
const LONGEST = 8;

/**
 * @param {object} jobs  of the answer
 * @returns {{ key: string, name: string, method: string | null, value: number | null, note: string }[]} simple policies first
 */
export function comparedValues(jobs, labelOf) {
  const greedy = jobs.of('greedy')?.schedule;
  const rows = (greedy?.baselines ?? []).map(({ policy, value, node }) => ({
    key: policy, name: node ? `All on ${labelOf(node)}` : POLICY_NAMES[policy] ?? policy, method: null, value, note: value === null ? 'not possible' : '',
  }));
  const method = (key) => {
    const result = jobs.of(key);
    const running = jobs.running?.search.method === key;
    const note = running ? 'searching…' : result?.stopped ? 'stopped' : result?.schedule.proven ? 'best order' : '';
    rows.push({ key, name: METHOD_NAMES[key], method: key, value: running ? jobs.running.value : result?.schedule.value ?? null, note });
  };
  if (jobs.search.method === 'given') method('given');
  method('greedy');
  method('anneal');
  if (jobs.list.length <= MOST_EXHAUSTIVE) method('exhaustive');
  return rows;
}

/** @returns {{ bound: number, rows: { share: number, isBroken: boolean, isBest: boolean, text: string, difference: string }[] }} shares of the full length */
export function comparisonBars(rows, lowerBound) {
  const values = rows.map(({ value }) => value).filter((value) => value !== null);
  const best = values.length > 0 ? Math.min(...values) : 0;
  const end = Math.min(Math.max(...values, lowerBound), Math.max(best, lowerBound) * LONGEST) || 1;
  return {
    bound: Math.min(1, lowerBound / end),
    rows: rows.map(({ value }) => ({
      share: value === null ? 0 : Math.min(1, value / end),
      isBroken: value !== null && value > end * (1 + 1e-12),
      isBest: value !== null && value <= best * (1 + 1e-9),
      text: value === null ? '–' : formatSeconds(value),
      difference: value === null || value <= best * (1 + 1e-9) ? '' : `+${formatPercent(value / best - 1)}`,
    })),
  };
}

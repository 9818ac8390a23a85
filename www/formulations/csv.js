// A comparison as a table that spreadsheets read: one row per way to solve, units in the names of the columns.

import { csvCell } from '../format/csv.js';

const COLUMNS = [
  ['name'], ['form'], ['transfers'], ['relaxed'], ['status'], ['variables'], ['binaries'], ['rows'], ['nonzeros'],
  ['coefficients', 'smallest'], ['coefficients', 'largest'], ['costs', 'smallest'], ['costs', 'largest'], ['rightSides', 'smallest'], ['rightSides', 'largest'],
  ['optimumSeconds'], ['boundSeconds'], ['rootBoundSeconds'], ['integralityGap'], ['isIntegral'], ['planSeconds'], ['nodes'], ['iterations'],
  ['buildSeconds'], ['seconds'], ['measurements'], ['timeRatio'],
];

/** What a field is called where it has a unit that its name does not tell. */
const HEADS = { 'costs.smallest': 'costs.smallestMicroseconds', 'costs.largest': 'costs.largestMicroseconds' };

/** @param {{ runs: object[] }} comparison */
export function comparisonCsv({ runs }) {
  const heads = COLUMNS.map((path) => path.join('.')).map((name) => HEADS[name] ?? name);
  const rows = runs.map((run) => COLUMNS.map((path) => csvCell(path.reduce((value, key) => value?.[key], run))));
  return [heads, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

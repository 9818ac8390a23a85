// Rows of text set in columns.

import { columnsOf } from '../plain-text.js';

const GAP = '  ';

/**
 * @param {string[][]} rows
 * @param {{ right?: number[], indent?: string, paint?: (cell: string, row: number, column: number) => string }} [how]
 *   `right` lists the columns whose numbers stand on the right
 * @returns {string[]} lines without trailing blanks
 */
export function columns(rows, { right = [], indent = GAP, paint = (cell) => cell } = {}) {
  const widths = [];
  for (const row of rows) row.forEach((cell, at) => { widths[at] = Math.max(widths[at] ?? 0, columnsOf(cell)); });
  return rows.map((row, rowAt) => {
    const last = row.findLastIndex((cell) => cell !== '');
    const cells = row.slice(0, last + 1).map((cell, at) => {
      const blanks = ' '.repeat(widths[at] - columnsOf(cell));
      const painted = paint(cell, rowAt, at);
      if (right.includes(at)) return blanks + painted;
      return at === last ? painted : painted + blanks;
    });
    return indent + cells.join(GAP);
  });
}

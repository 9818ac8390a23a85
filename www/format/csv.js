// A table as a file that spreadsheets read (RFC 4180).

/** A cell, in quotes where it needs them. */
export const csvCell = (value) => {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** @param {object[]} rows each with some of the columns; what a row lacks is empty */
export function csvOf(rows) {
  const names = [...new Set(rows.flatMap(Object.keys))];
  return [names, ...rows.map((row) => names.map((name) => row[name]))].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

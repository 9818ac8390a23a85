// What a scenario holds, as a person reads it.

import { painter } from '../terminal.js';
import { columns } from './columns.js';

/** @param {object} summary @param {{ file: string, colour?: boolean }} told */
export function summaryTable(summary, { file, colour = false }) {
  const paint = painter(colour);
  const counts = [
    ['nodes', summary.nodes],
    ['directed links', summary.links],
    ['models', summary.models],
    ['layers', summary.layers],
    ['jobs', summary.jobs],
  ];
  const rows = counts.map(([name, count]) => [name, count.toLocaleString('en-US')]);
  return [
    paint.bold(`${file} is a valid ${summary.format}.`),
    '',
    ...columns(rows, { right: [1] }),
  ].map((line) => `${line}\n`).join('');
}

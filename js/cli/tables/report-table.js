// What an import did, as a person reads it.

import { formatBytes } from '../../quantities.js';
import { oneLine, shortName } from '../plain-text.js';
import { painter } from '../terminal.js';
import { columns } from './columns.js';

const MOST_ROWS = 12;

const thousands = (count) => count.toLocaleString('en-US');

const readLine = ({ bytes, ...counts }) => [
  ...Object.entries(counts).map(([what, count]) => (what === 'weightBytes' ? `${formatBytes(count)} of weights` : `${thousands(count)} ${what}`)),
  `from ${formatBytes(bytes)}`,
].join(', ');

/** How many nodes, links or layers got what by which rule. */
function rowsByRule(values) {
  const groups = new Map();
  for (const { path, rule } of values) {
    const [, , kind, index, field] = path.split('/');
    const key = JSON.stringify([kind, rule]);
    const { members, fields } = groups.get(key) ?? groups.set(key, { members: new Set(), fields: new Set() }).get(key);
    members.add(index);
    fields.add(field);
  }
  return [...groups].map(([key, { members, fields }]) => {
    const [kind, rule] = JSON.parse(key);
    const what = fields.has('device') ? 'device and its figures' : [...fields].join(', ');
    return [thousands(members.size), members.size === 1 ? kind.slice(0, -1) : kind, what, oneLine(rule)];
  });
}

function section(title, rows, paint) {
  if (rows.length === 0) return [];
  const more = rows.length > MOST_ROWS ? [`  … and ${rows.length - MOST_ROWS} more (--json lists them all)`] : [];
  return ['', paint.bold(title), ...columns(rows.slice(0, MOST_ROWS), { right: [0] }), ...more];
}

const sections = ({ converted, filled, folded, unknown, warnings, assumed }, changedBy) => [
  ['Look at this:', warnings.map(({ message }) => ['!', oneLine(message)])],
  [`Filled, since the file lacks it (${changedBy}):`, rowsByRule(filled)],
  ['Taken for granted:', assumed.map(({ about, value, reason }) => [oneLine(about), oneLine(value), oneLine(reason)])],
  ['Converted:', rowsByRule(converted.map(({ path, from }) => ({ path, rule: from })))],
  ['Folded:', folded.map(({ count, message }) => [thousands(count), oneLine(message)])],
  ['Not understood:', unknown.map(({ count, name, message }) => [thousands(count), shortName(name), oneLine(message)])],
];

/** @param {{ report: object, network?: object, model?: object }} imported @param {{ file: string, title: string, colour?: boolean }} told */
export function reportTable({ report, network, model }, { file, colour = false }) {
  const paint = painter(colour);
  const name = network ? network.name : model.id;
  const what = network ? 'a network' : 'a model';
  const changedBy = network ? '--rate, --compute and --delay change it' : '--measured-on changes it';
  return [
    paint.bold(`${file} holds ${what}${name === undefined ? '' : `, ${shortName(name)}`} (${report.format}): ${readLine(report.read)}.`),
    ...sections(report, changedBy).flatMap(([title, rows]) => section(title, rows, paint)),
  ].map((line) => `${line}\n`).join('');
}

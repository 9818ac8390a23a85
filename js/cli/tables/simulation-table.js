// A simulation as a person reads it: how long jobs took, how many got through, what was busy.

import { formatPercent, formatSeconds, threeDigits } from '../../quantities.js';
import { oneLine, shortName } from '../plain-text.js';
import { painter } from '../terminal.js';
import { columns } from './columns.js';
import { namesOf } from './labels.js';

const BAR_WIDTH = 30;
const MOST_BUSY = 8;
const FEWEST_JOBS_TO_JUDGE = 100;
const PERCENTILES = [['median', 'p50'], ['90 %', 'p90'], ['95 %', 'p95'], ['99 %', 'p99']];

const thousands = (count) => count.toLocaleString('en-US');
const counted = (number, noun) => `${thousands(number)} ${noun}${number === 1 ? '' : 's'}`;

function headline({ latency, measured, arrived }) {
  if (latency.meanSeconds === null) return `No job is measured yet; ${counted(arrived, 'job')} arrived so far.`;
  const half = latency.meanHalfWidthSeconds;
  const sure = half === null ? '' : ` ± ${formatSeconds(half)}`;
  return `The mean latency of ${counted(measured, 'job')} is ${formatSeconds(latency.meanSeconds)}${sure}.`;
}

function verdictLine({ stable, warning, policy, measured }, paint) {
  if (warning !== undefined) return [paint.red(`The network does not keep up: ${oneLine(warning)}.`)];
  if (stable && measured < FEWEST_JOBS_TO_JUDGE) return ['Too few jobs to tell whether the network keeps up; simulate thousands (--jobs).'];
  return stable ? [`The network keeps up with the jobs, sent ${policy}.`] : [];
}

function latencyLines({ latency }, paint) {
  if (latency.meanSeconds === null) return [];
  const interval = ({ lowerSeconds, upperSeconds }) =>
    (lowerSeconds === null ? '' : `${formatSeconds(lowerSeconds)} to ${formatSeconds(upperSeconds)}`);
  const rows = PERCENTILES.map(([name, key]) => [name, formatSeconds(latency[key].seconds), interval(latency[key])]);
  const isSure = rows.some(([, , sure]) => sure !== '');
  const header = ['latency', 'at most', isSure ? '95 % confidence' : ''];
  const all = [header, ...rows, ['longest', formatSeconds(latency.maxSeconds), '']];
  return ['', ...columns(all, { right: [1], paint: (cell, row) => (row === 0 ? paint.dim(cell) : cell) })];
}

/** The two ends of each directed link, `bothWays` expanded in file order. */
const directedLinks = (links) => links.flatMap(({ from, to, bothWays }) => (bothWays ? [[from, to], [to, from]] : [[from, to]]));

function busyLines({ utilisation }, { nodes, links }, paint) {
  if (utilisation.length === 0) return [];
  const name = namesOf(nodes);
  const ends = directedLinks(links);
  const nameOf = ({ node, link }) => (node === undefined ? ends[link].map((id) => shortName(name(id))).join(' → ') : shortName(name(node)));
  const busiest = utilisation.toSorted((one, other) => other.busyShare - one.busyShare);
  const rows = busiest.slice(0, MOST_BUSY).map((resource) => [
    nameOf(resource), formatPercent(resource.busyShare), '█'.repeat(Math.round(resource.busyShare * BAR_WIDTH)),
  ]);
  const others = busiest.length > MOST_BUSY ? [`  and ${counted(busiest.length - MOST_BUSY, 'other')}, less`] : [];
  const header = ['busiest', 'of the time', ''];
  const painted = (cell, row, column) => (row === 0 ? paint.dim(cell) : column === 2 ? paint.cyan(cell) : cell);
  return ['', ...columns([header, ...rows], { right: [1], paint: painted }), ...others];
}

function flowLine({ throughputPerSecond, meanJobs, startSeconds, endSeconds }) {
  const parts = [];
  if (throughputPerSecond !== null) parts.push(`${threeDigits(throughputPerSecond)} jobs/s done`);
  if (meanJobs !== null) parts.push(`${threeDigits(meanJobs)} on their way on average`);
  if (parts.length === 0) return [];
  return ['', `  ${parts.join(', ')}, measured over ${formatSeconds(endSeconds - startSeconds)}`];
}

function settingsLine({ policy, node, discipline, arrivals, arrived, measured, events }) {
  const where = node === undefined ? policy : `${policy} ${shortName(node)}`;
  const how = arrivals === 'poisson' ? `${counted(arrived, 'job')} at random, ${thousands(measured)} of them measured` : `${counted(arrived, 'job')}, each at its release`;
  return `  ${where}, ${discipline}; ${how}; ${counted(events, 'event')}`;
}

/** @param {object} simulation @param {{ scenario: object, colour?: boolean }} told */
export function simulationTable(simulation, { scenario, colour = false }) {
  const paint = painter(colour);
  return [
    paint.bold(headline(simulation)),
    ...verdictLine(simulation, paint),
    ...latencyLines(simulation, paint),
    ...flowLine(simulation),
    ...busyLines(simulation, scenario.network, paint),
    '',
    settingsLine(simulation),
  ].map((line) => `${line}\n`).join('');
}

// A plan as a person reads it: the answer in one sentence, the steps, where the time goes, what it costs.

import { journeyOf } from '../../journey.js';
import { isGraph, inRunOrder } from '../../run-order.js';
import { capitalised, clausesOf, joined, nodeName, plain, textOf } from '../../plan-sentence.js';
import { formatBytes, formatIn, formatPercent, formatSeconds } from '../../quantities.js';
import { shortName } from '../plain-text.js';
import { painter } from '../terminal.js';
import { columns } from './columns.js';

const BAR_WIDTH = 30;
const STEPS_RIGHT = [2, 3, 4, 5];
// Times that differ by rounding alone are one time.
const SAME_SECONDS = 1e-12;

const thousands = (count) => count.toLocaleString('en-US');

/** @param {{ layers: { name: string }[], source: string }} told */
export function planSentence(plan, { layers, source }) {
  const name = (id) => plain(nodeName(shortName(id)));
  const named = layers.map((layer) => ({ name: shortName(layer.name) }));
  const clauses = clausesOf(plan, { layers: named, source, name });
  return `${textOf(capitalised(joined(clauses, ', ')))}: ${formatSeconds(plan.latencySeconds)}.`;
}

function stayRow({ node, first, last, startSeconds, endSeconds }, layers) {
  const [from, to] = [layers[first - 1], layers[last - 1]].map(({ name }) => shortName(name));
  const few = first === last ? `run layer ${first}, ${from}` : `run layers ${first}–${last}, ${from} to ${to}`;
  const what = isGraph(layers) ? `run ${first === last ? from : `${last - first + 1} layers, ${from} to ${to}`}` : few;
  return { what, where: shortName(node), startSeconds, endSeconds };
}

function hopRows(steps, layers) {
  return steps.map(({ from, to, afterLayer, bytes, startSeconds, arriveSeconds }) => ({
    what: afterLayer === 0 ? 'send the input' : `send ${isGraph(layers) ? 'what is needed after' : 'the output of'} ${shortName(layers[afterLayer - 1].name)}`,
    where: `${shortName(from)} → ${shortName(to)}`,
    startSeconds,
    endSeconds: arriveSeconds,
    bytes,
  }));
}

function waitRows(rows, releaseSeconds) {
  const all = [];
  let free = releaseSeconds;
  for (const row of rows) {
    if (row.startSeconds - free > SAME_SECONDS * Math.max(1, Math.abs(free))) {
      all.push({ what: 'wait', where: row.where, startSeconds: free, endSeconds: row.startSeconds });
    }
    all.push(row);
    free = row.endSeconds;
  }
  return all;
}

/** The steps with consecutive layers on one node as one row, each hop and each wait as a row of its own. */
export function stepRows(plan, layers, releaseSeconds = 0) {
  const transfers = plan.steps.filter(({ kind }) => kind === 'transfer');
  const rows = journeyOf(plan).flatMap((part) => (
    part.kind === 'stay' ? stayRow(part, layers) : hopRows(transfers.splice(0, part.links.length), layers)
  ));
  return waitRows(rows, releaseSeconds);
}

function stepLines(plan, layers, releaseSeconds, paint) {
  const rows = stepRows(plan, layers, releaseSeconds).map(({ what, where, startSeconds, endSeconds, bytes }) => [
    what, where, formatSeconds(startSeconds), formatSeconds(endSeconds), formatSeconds(endSeconds - startSeconds),
    bytes === undefined ? '' : formatBytes(bytes),
  ]);
  const header = ['what', 'where', 'start', 'end', 'duration', 'bytes'];
  return columns([header, ...rows], { right: STEPS_RIGHT, paint: (cell, row) => (row === 0 ? paint.dim(cell) : cell) });
}

function breakdownLines({ breakdown, latencySeconds }, paint) {
  const parts = [
    ['compute', breakdown.computeSeconds],
    ['transmission', breakdown.transmissionSeconds],
    ['propagation', breakdown.propagationSeconds],
    ['waiting', breakdown.waitingSeconds],
  ];
  const share = (seconds) => (latencySeconds > 0 ? seconds / latencySeconds : 0);
  const rows = parts.map(([name, seconds]) => [
    name, formatSeconds(seconds), formatPercent(share(seconds)), '█'.repeat(Math.round(share(seconds) * BAR_WIDTH)),
  ]);
  return columns(rows, { right: [1, 2], paint: (cell, _, column) => (column === 3 ? paint.cyan(cell) : cell) });
}

function costLine({ energyJoules, price, periodSeconds }) {
  const known = [];
  if (energyJoules !== null) known.push(`energy ${formatIn(energyJoules, 'J')}`);
  if (price !== null) known.push(`price ${Number(price.toPrecision(3))}`);
  if (periodSeconds > 0) known.push(`one inference every ${formatSeconds(periodSeconds)} in a pipeline`);
  return known.length === 0 ? [] : [`  ${known.join(', ')}`];
}

function effortLine({ exact, wait, statistics }) {
  const { settledVertices, layeredVertices, solveMicroseconds } = statistics;
  const time = solveMicroseconds === null ? '' : ` in ${formatSeconds(solveMicroseconds / 1e6)}`;
  const vertices = `explored ${thousands(settledVertices)} of ${thousands(layeredVertices)} layered vertices${time}`;
  return `  ${exact ? 'the optimum' : 'not proven the optimum'} with ${wait} waits; ${vertices}`;
}

/** Where not every order of the layers was searched. */
function orderLines({ orderedBlocks = [] }) {
  if (orderedBlocks.length === 0) return [];
  const ranges = orderedBlocks.map(({ firstLayer, lastLayer }) => `${firstLayer}–${lastLayer}`);
  return [`  too many orders to search: layers ${ranges.join(', ')} run in the file's order; --most-down-sets N searches more`];
}

/**
 * @param {object} plan
 * @param {{ job: object, layers: { name: string }[], colour?: boolean, remarks?: string[] }} told
 */
export function planTable(filed, { job, layers: inFile, colour = false, remarks = [] }) {
  const { plan, layers } = inRunOrder(filed, inFile);
  const paint = painter(colour);
  return [
    paint.bold(planSentence(plan, { layers, source: job.source })),
    '',
    ...stepLines(plan, layers, job.releaseSeconds, paint),
    '',
    ...breakdownLines(plan, paint),
    '',
    ...costLine(plan),
    effortLine(plan),
    ...orderLines(plan),
    ...remarks.map((remark) => `  ${remark}`),
  ].map((line) => `${line}\n`).join('');
}

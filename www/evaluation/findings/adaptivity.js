// What the maps of regions say.

import { formatPercent, formatSeconds } from '../../format/quantities.js';
import { counted } from '../../format/words.js';
import { cellOf, placesOf } from '../experiments/adaptivity.js';
import { count, groupedBy, largest, median } from '../statistics.js';
import { formatLonger, placeName } from './words.js';

/** The policies that somebody without a search would follow. */
const SIMPLE = ['all-at-source', 'all-at-best-node', 'best-single-split'];
const MOST_NAMED = 3;
const AS_GOOD = 0.005;

export const cellsOf = (point) => point.cells.choice.map((_, place) => cellOf(point, place));

/** `phone>chicago` as words: Phone → Chicago. */
export const placesInWords = (places) => places.split('>').map(placeName).join(' → ');

const bestSimple = ({ policies }) => Math.min(...SIMPLE.map((policy) => policies[policy] ?? Infinity));

/** @returns {string[]} sentences on one map */
export function adaptivityFindings(point) {
  const cells = cellsOf(point);
  const regions = [...groupedBy(cells, ({ choice }) => placesOf(choice))].sort((a, b) => b[1].length - a[1].length);
  const split = count(cells, ({ choice }) => new Set(placesOf(choice).split('>')).size > 1);
  const gains = cells.map((cell) => bestSimple(cell) / cell.latencySeconds);
  const share = (amount) => formatPercent(amount / cells.length);
  const named = regions.slice(0, MOST_NAMED).map(([places, members]) => `${placesInWords(places)} in ${share(members.length)}`);
  const none = count(gains, (gain) => gain <= 1 + AS_GOOD);
  return [
    `${counted(point.choices.length, 'plan')} on ${counted(regions.length, 'sequence')} of machines are best somewhere on the map; the most frequent: ${named.join('; ')} of it. More than one machine takes part in ${share(split)}.`,
    `Beside the plan, the best of running all on the phone, all on one machine, and one split takes up to ${formatLonger(largest(gains))}, in the median ${median(gains) < VISIBLE ? 'no longer' : formatLonger(median(gains))}; in ${share(none)} of the map it is as good, to half a percent.`,
  ];
}

/** The cells of a map in which the computers are as given, by link rate. */
export const cellsAlongLinks = (point) => cellsOf(point).map((cell, place) => ({ ...cell, place })).filter(({ computeFactor }) => computeFactor === 1);

/** A ratio of latencies that is less is not worth telling. */
const VISIBLE = 1.0005;

const factorInWords = (value) => `×${Number(value.toPrecision(2))}`;

/** @returns {string[]} sentences on the latency along one line through a map */
export function latencyFindings(point) {
  const cells = cellsAlongLinks(point);
  const [first, last] = [cells[0], cells.at(-1)];
  const gainOf = (cell) => bestSimple(cell) / cell.latencySeconds;
  const ahead = cells.reduce((best, cell) => (gainOf(cell) > gainOf(best) ? cell : best));
  const blindness = cells.map(({ policies, latencySeconds }) => policies['backlog-blind'] / latencySeconds);
  const simple = gainOf(ahead) < VISIBLE ? 'takes as long at every link rate' : `is furthest behind with links ${factorInWords(ahead.linkFactor)}, where it takes ${formatLonger(gainOf(ahead))}`;
  const blind = largest(blindness) < VISIBLE ? 'as long' : `up to ${formatLonger(largest(blindness))}`;
  return [`With the computers as given, the latency goes from ${formatSeconds(first.latencySeconds)} with links ${factorInWords(first.linkFactor)} to ${formatSeconds(last.latencySeconds)} with links ${factorInWords(last.linkFactor)}. The best of the simpler policies (all on the phone, all on one machine, one split) ${simple}. The best path that ignores queues takes ${blind}.`];
}

// A plan in words, as tokens so that a page can colour the names of nodes:
// "Run conv1_1–pool2 on the phone, send 803 kB over 3 hops, finish on Houston".

import { journeyOf } from './journey.js';
import { formatBytes, formatPercent, formatTimes } from './quantities.js';

/** @typedef {{ text: string, node?: number, strong?: boolean }} Token */

const MOST_STAYS_TOLD = 4;

/** A plain word such as `phone` takes an article; a name such as `Seattle` or `n3` does not. */
export const nodeName = (label) => (/^[a-z]{3,}( [a-z]+)*$/.test(label) ? `the ${label}` : label);

/** @returns {Token} */
export const plain = (text) => ({ text });

/** conv1_1–pool2, or pool2 alone. */
export function layerRange(layers, first, last) {
  const [from, to] = [layers[first - 1].name, layers[last - 1].name];
  return first === last ? from : `${from}–${to}`;
}

const allLayers = (count) => (count === 1 ? 'its one layer' : `all ${count} layers`);

function over(leg, name) {
  const [first, second] = leg.via;
  if (leg.via.length === 0) return [];
  if (leg.via.length === 1) return [plain(' via '), name(first)];
  if (leg.via.length === 2) return [plain(' via '), name(first), plain(' and '), name(second)];
  return [plain(` over ${leg.via.length + 1} hops`)];
}

function manyStays(stays, journey, name) {
  const places = stays.flatMap((stay, at) => {
    const joint = at === 0 ? '' : at === stays.length - 1 ? ' and ' : ', ';
    return [plain(joint), name(stay.node)];
  });
  const bytes = journey.reduce((sum, part) => sum + (part.kind === 'leg' ? part.bytes : 0), 0);
  return [plain('run the layers in turn on '), ...places, plain(`, sending ${formatBytes(bytes)} in all`)];
}

/**
 * What the plan does, clause by clause.
 * @param {{ layers: { name: string }[], source: string, name: (id: string) => Token }} told
 * @returns {Token[][]}
 */
export function clausesOf(plan, { layers, source, name }) {
  const journey = journeyOf(plan);
  const stays = journey.filter(({ kind }) => kind === 'stay');
  if (stays.length > MOST_STAYS_TOLD) return [manyStays(stays, journey, name)];
  return journey.map((part, at) => {
    if (part.kind === 'stay') {
      const only = stays.length === 1;
      const finishing = !only && part.last === layers.length;
      const what = only ? allLayers(layers.length) : layerRange(layers, part.first, part.last);
      return [plain(finishing ? 'finish on ' : `run ${what} on `), name(part.node)];
    }
    const amount = formatBytes(part.bytes);
    if (part.afterLayer === 0) return [plain(`send the input (${amount})`), ...over(part, name)];
    if (at < journey.length - 1) return [plain(`send ${amount}${part.via.length === 0 ? ' on' : ''}`), ...over(part, name)];
    const verb = part.to === source ? 'return' : 'send';
    return [plain(`${verb} the result to `), name(part.to)];
  });
}

/** How a plan compares with a baseline, as words: "6.1× sooner than", "as fast as", "2× slower than". */
export function comparison(latency, baseline) {
  if (latency === baseline) return 'as fast as';
  if (latency === 0) return 'infinitely sooner than';
  if (baseline === 0) return 'infinitely slower than';
  const factor = baseline / latency;
  if (Math.abs(factor - 1) <= 0.005) return 'as fast as';
  // Per cent are of the baseline's time, so 90 ms is 10 % sooner than 100 ms.
  if (factor > 1) return `${factor < 1.1 ? formatPercent(1 - 1 / factor) : formatTimes(factor)} sooner than`;
  return `${factor > 1 / 1.1 ? formatPercent(1 / factor - 1) : formatTimes(1 / factor)} slower than`;
}

/** Joins clauses into one list of tokens: "a, b and c". */
export const joined = (parts, between, last = between) =>
  parts.flatMap((part, at) => [...(at === 0 ? [] : [plain(at === parts.length - 1 ? last : between)]), ...part]);

export function capitalised(tokens) {
  const [first, ...rest] = tokens;
  return [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest];
}

export const textOf = (tokens) => tokens.map(({ text }) => text).join('');

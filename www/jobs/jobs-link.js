// Jobs and search as parts of a link. A drawn workload is its parameters, a list one short entry a job:
//   r~24~1~20~vgg19~resnet34           24 jobs, seed 1, 20 jobs/s (0: all at once), models
//   l~vgg19~phone~denver;0:1:1;0:2:1:m8::7   names, then model:source:destination:release in µs:weight:batch:id:pins
// Numbers that name a place in the list of names, and releases, are in base 36.

import { escapeName, pinsFromText, pinsToText } from '../state/pins-link.js';
import { MOST_DRAWN } from './draw.js';
import { METHODS, OBJECTIVES, USUAL_SEARCH } from './search.js';

const base36 = (number) => number.toString(36);
const from36 = (text) => Number.parseInt(text, 36);

/** @param {NonNullable<import('./jobs-state.js').Jobs>} jobs */
export function jobsToText({ draw, list }) {
  if (draw) return ['r', draw.count, draw.seed, draw.perSecond ?? 0, ...draw.models.map(escapeName)].join('~');
  const names = [...new Set(list.flatMap(({ model, source, destination }) => [model, source, destination]))];
  const place = new Map(names.map((name, at) => [name, base36(at)]));
  const entries = list.map(({ id, model, source, destination, releaseSeconds, weight, batch, pins }, at) => [
    place.get(model), place.get(source), place.get(destination),
    releaseSeconds === 0 ? '' : base36(Math.round(releaseSeconds * 1e6)),
    weight === 1 ? '' : String(weight),
    batch === undefined ? '' : String(batch),
    id === String(at + 1) ? '' : escapeName(id),
    pins?.length > 0 ? encodeURIComponent(pinsToText(pins)) : '',
  ].join(':').replace(/:+$/, ''));
  return [['l', ...names.map(escapeName)].join('~'), ...entries].join(';');
}

/** Throws, or gives undefined, where the text is no workload. */
export function jobsFromText(text) {
  if (text.startsWith('r~')) return drawFromText(text.slice(2).split('~'));
  if (!text.startsWith('l~')) return undefined;
  const [head, ...entries] = text.split(';');
  const names = head.split('~').slice(1).map(decodeURIComponent);
  const list = entries.map((entry, at) => jobFromText(entry, at, names));
  const distinct = new Set(list.map((job) => job?.id));
  return list.every(Boolean) && list.length > 0 && distinct.size === list.length ? { list } : undefined;
}

function drawFromText([count, seed, perSecond, ...models]) {
  const draw = {
    count: Number(count), seed: Number(seed), perSecond: Number(perSecond) === 0 ? null : Number(perSecond), models: models.map(decodeURIComponent),
  };
  const whole = Number.isInteger(draw.count) && draw.count >= 1 && draw.count <= MOST_DRAWN && Number.isInteger(draw.seed) && draw.seed >= 0;
  return whole && (draw.perSecond === null || draw.perSecond > 0) && models.length > 0 ? { draw } : undefined;
}

function jobFromText(entry, at, names) {
  const [model, source, destination, release = '', weight = '', batch = '', id = '', pins = ''] = entry.split(':');
  const [modelId, from, to] = [model, source, destination].map((place) => names[from36(place)]);
  const job = {
    id: id === '' ? String(at + 1) : decodeURIComponent(id),
    model: modelId, source: from, destination: to,
    releaseSeconds: release === '' ? 0 : from36(release) / 1e6,
    weight: weight === '' ? 1 : Number(weight),
    ...(batch !== '' && { batch: Number(batch) }),
    ...(pins !== '' && { pins: pinsFromText(decodeURIComponent(pins)) }),
  };
  const known = [modelId, from, to].every((name) => name !== undefined);
  return known && job.releaseSeconds >= 0 && job.weight >= 0 && (job.batch ?? 1) > 0 ? job : undefined;
}

/** anneal.max.7 */
export const searchToText = ({ method, objective, seed }) => [method, objective, seed].join('.');

export function searchFromText(text) {
  const [method, objective = USUAL_SEARCH.objective, seed = USUAL_SEARCH.seed] = text.split('.');
  const search = { method, objective, seed: Number(seed) };
  return METHODS.includes(method) && OBJECTIVES.includes(objective) && Number.isInteger(search.seed) && search.seed >= 0 ? search : undefined;
}

// The state as the part of the address after `#`, short enough to send: only what differs from the defaults is there.
//   #n=nsfnet&m=vgg19&w=additive&s=seattle&d=houston&l=0.5&c=2&b=10&p=1-4@phone;5@edge,~trusted&e=…&o=…
// With several jobs also k=… (the jobs) and q=… (how they are scheduled), see jobs-link.js.
// A name starting with ~ in a pin is a tag; e (edits) is JSON and o (an opened scenario) deflated JSON, both in base64url.

import { jobsFromText, jobsToText, searchFromText, searchToText } from '../jobs/jobs-link.js';
import { NO_EDITS, NO_FACTORS, OPENED, clampFactor, initialState, withOpened } from './page-state.js';
import { textFromBase64Url, textToBase64Url } from './base64url.js';
import { isKept } from './packed-scenario.js';
import { escapeName, pinsFromText, pinsToText } from './pins-link.js';

/** Links say nothing of their version while there is only one; a later one will. */
export const VERSION_KEY = 'v';
const VERSION = '1';

const shortNumber = (value) => String(Number(value.toPrecision(4)));

const hasEdits = (edits) => Object.keys(edits.nodes).length + Object.keys(edits.links).length > 0;
const samePins = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const jobsTakeModels = ({ jobs, opened }) => {
  const own = new Set(opened.scenario.models.map(({ id }) => id));
  return Boolean(jobs) && (jobs.list ?? []).some(({ model }) => own.has(model));
};

/** @param {import('./page-state.js').PageState} state */
export function stateToLink(state, defaults) {
  const carries = state.opened !== null && (state.network === OPENED || state.model === OPENED || jobsTakeModels(state));
  const base = carries ? withOpened(state.opened) : initialState(defaults.network, defaults.model);
  const parts = [];
  const put = (key, value, usual) => value !== usual && value !== null && parts.push(`${key}=${value}`);
  put('n', state.network, base.network);
  put('m', state.model, base.model);
  put('w', state.wait, base.wait);
  put('s', state.source && escapeName(state.source), null);
  put('d', state.destination && escapeName(state.destination), null);
  put('j', state.job && state.job !== base.job ? escapeName(state.job) : null, null);
  put('l', shortNumber(state.factors.links), '1');
  put('c', shortNumber(state.factors.compute), '1');
  put('b', shortNumber(state.factors.backlog), '1');
  if (state.jobs) parts.push(`k=${jobsToText(state.jobs)}`);
  put('q', searchToText(state.search), searchToText(base.search));
  if (!samePins(state.pins, base.pins)) parts.push(`p=${pinsToText(state.pins)}`);
  if (hasEdits(state.edits)) parts.push(`e=${textToBase64Url(JSON.stringify(state.edits))}`);
  if (carries) parts.push(`o=${state.opened.packed}`);
  return parts.join('&');
}

/** Whether what a link stands for is kept in this tab alone. */
export const isOfTabOnly = (text) => text.split('&').some((part) => part.startsWith('o=') && isKept(part.slice(2)));

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const isPatch = (patch) => isObject(patch) && Object.values(patch).every((value) => value === null || ['number', 'string'].includes(typeof value));

function editsFromText(text) {
  const edits = JSON.parse(textFromBase64Url(text));
  const { nodes = {}, links = {} } = edits;
  const sound = isObject(edits) && [nodes, links].every((part) => isObject(part) && Object.values(part).every(isPatch));
  return sound ? { nodes, links } : undefined;
}

/**
 * Never throws: a link is shown whole or, where any of it cannot be read, not at all; `problems` has the keys of those parts.
 * @param {string} text  without the `#`
 * @param {(packed: string) => null | object} openPacked  the opened scenario that `o=` names
 */
export function stateFromLink(text, defaults, openPacked = () => null) {
  const problems = [];
  const fields = new Map(text.split('&').filter(Boolean).map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
  }));
  const read = (key, reader, otherwise) => {
    if (!fields.has(key)) return otherwise;
    const field = fields.get(key);
    fields.delete(key);
    try {
      const value = reader(field);
      if (value !== undefined) return value;
    } catch {
      // Told below.
    }
    problems.push(key);
    return otherwise;
  };

  read(VERSION_KEY, (version) => (version === VERSION ? version : undefined), VERSION);
  const opened = read('o', (packed) => openPacked(packed) ?? undefined, null);
  const jobs = read('k', jobsFromText, null);
  const jobId = read('j', (text) => {
    const id = decodeURIComponent(text);
    return opened && !jobs && !opened.scenario.jobs.some((job) => job.id === id) ? undefined : id;
  }, null);
  const base = opened ? withOpened(opened, jobId) : initialState(defaults.network, defaults.model);
  const oneOf = (ids) => (id) => (ids.includes(id) || (id === OPENED && opened) ? id : undefined);
  const factor = (value) => (Number(value) > 0 ? clampFactor(Number(value)) : undefined);
  const state = {
    ...base,
    jobs,
    job: jobs ? jobId : base.job,
    search: read('q', searchFromText, base.search),
    network: read('n', oneOf(defaults.networks), base.network),
    model: read('m', oneOf(defaults.models), base.model),
    wait: read('w', (wait) => (['draining', 'additive'].includes(wait) ? wait : undefined), base.wait),
    source: read('s', decodeURIComponent, null),
    destination: read('d', decodeURIComponent, null),
    factors: {
      links: read('l', factor, NO_FACTORS.links),
      compute: read('c', factor, NO_FACTORS.compute),
      backlog: read('b', factor, NO_FACTORS.backlog),
    },
    pins: read('p', pinsFromText, base.pins),
    edits: read('e', editsFromText, NO_EDITS),
  };
  problems.push(...fields.keys());
  return { state: problems.length === 0 ? state : initialState(defaults.network, defaults.model), problems };
}

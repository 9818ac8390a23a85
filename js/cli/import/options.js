// The options of `splitway import`, and what they become.

import { parseQuantity } from '../../quantities.js';
import { CommandError } from '../failure.js';
import { decimalNumber, oneOf } from '../option-kinds.js';
import { computeRule, delayRule, rateRule } from './rules.js';

const FORMATS = [
  'gml', 'graphml', 'sndlib', 'sndlib-xml', 'repetita', 'edge-list', 'node-link', 'splitway',
  'onnx', 'layers', 'pipedream', 'pipeedge', 'msr-fiddle',
];

const positive = decimalNumber({ above: 0, what: 'a number above 0' });

export const importOptions = {
  format: { type: 'string', value: 'FORMAT', choices: FORMATS, about: `the reader, where the content does not tell: ${FORMATS.join(', ')}` },
  rate: { type: 'string', value: 'RATE', about: 'networks: of links without one, such as 10G or ethernet-10g (default ethernet-10g)' },
  compute: {
    type: 'string', value: '[WHERE=]WHAT', many: true,
    about: 'networks: of nodes without a rate, such as degree>=4=t4, tag:external=relay, node:Rome=4T or relay; may be given several times, the first that applies counts (default: by the number of links)',
  },
  delay: { type: 'string', value: 'RULE', about: 'networks: of links without one, such as detour=1.5,speed=2e8,default=1ms: great circle × detour / speed, or the default (default detour=1,speed=2e8,default=1ms)' },
  capacity: { type: 'string', value: 'WHICH', about: 'networks: of SNDlib, preinstalled, smallest, largest or a number (default: preinstalled where there is one, else the smallest module)' },
  'capacity-unit': { type: 'string', value: 'RATE', about: 'networks: what 1 of a capacity means where the file does not say (default 1M, Mbit/s)' },
  directed: oneOf(['yes', 'no'], 'networks: whether each link leads one way only (default: as the file says)'),
  coordinates: oneOf(['degrees', 'degrees-minutes', 'pixels'], 'networks: what the coordinates are: 37.5 for 37.5°, 37.30 for 37°30′, or positions on a screen (default: as the file says, or as they look)'),
  'all-parts': { type: 'boolean', about: 'networks: all parts of one that falls into several (default: the largest)' },
  table: { type: 'string', value: 'POINTER', about: 'which of several tables or models in one file, such as /usnet24 (default: the first)' },
  dim: { type: 'string', value: 'NAME=N', many: true, about: 'models: the size of a dimension that the file leaves open (default 224 for the sides of images, else 1)' },
  shape: { type: 'string', value: 'INPUT=1,3,224,224', many: true, about: 'models: the whole shape of an input' },
  granularity: oneOf(['operators', 'fused', 'blocks'], 'models: what becomes one layer: each operator; with its normalisation and activation; or all between two single tensors (default fused)'),
  batch: { type: 'string', value: 'N', number: positive, about: 'models: how many inputs the file\'s numbers are for, where it does not say (default 1)' },
  'input-bytes': { type: 'string', value: 'SIZE', about: 'models: of the input, where the file does not say, such as 600kB (default: as much as leaves the first layer)' },
  'measured-on': { type: 'string', value: 'NAME=DEVICE', many: true, about: 'models: the device, such as v100, that the file means by a name in its measured times' },
  'bytes-per-element': { type: 'string', value: 'N', number: positive, about: 'models: where the file counts elements (default 4)' },
  'time-unit': { type: 'string', value: 'TIME', about: 'models: what 1 of a time means where the file does not say (default 1ms)' },
};

const refuse = (message) => { throw new CommandError('invalid-option', message); };

function quantity(name, text, unit) {
  if (text === undefined) return undefined;
  const value = parseQuantity(/^[a-z]/i.test(text) ? `1 ${text}` : text, unit);
  return value > 0 ? value : refuse(`--${name} is a number above 0 with a unit, not ${text}`);
}

function capacityOf(text) {
  if (text === undefined || ['preinstalled', 'smallest', 'largest'].includes(text)) return text;
  const value = Number(text);
  return value > 0 ? value : refuse(`--capacity is preinstalled, smallest, largest or a number above 0, not ${text}`);
}

/** NAME=VALUE, several times */
function assignments(name, texts, read) {
  if (texts === undefined) return undefined;
  return Object.fromEntries(texts.map((text) => {
    const at = text.lastIndexOf('=');
    const value = at > 0 ? read(text.slice(at + 1)) : undefined;
    return value === undefined ? refuse(`--${name} is ${importOptions[name].value}, not ${text}`) : [text.slice(0, at), value];
  }));
}

const size = (text) => (/^\d{1,15}$/.test(text.trim()) ? Number(text) : undefined);

function shape(text) {
  const sizes = text.replace(/^\[|\]$/g, '').split(/[,x]/).map(size);
  return sizes.includes(undefined) ? undefined : sizes;
}

const present = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

function rulesOf({ rate, compute, delay }) {
  return present({ rate: rate && rateRule(rate), compute: compute?.map(computeRule), delay: delay && delayRule(delay) });
}

/** What the API is asked for. */
export function importOptionsOf(given) {
  const rules = rulesOf(given);
  return present({
    format: given.format,
    rules: Object.keys(rules).length > 0 ? rules : undefined,
    capacity: capacityOf(given.capacity),
    capacityBitsPerSecond: quantity('capacity-unit', given['capacity-unit'], 'bit/s'),
    directed: given.directed && given.directed === 'yes',
    coordinates: given.coordinates,
    allParts: given['all-parts'],
    table: given.table,
    dims: assignments('dim', given.dim, size),
    shapes: assignments('shape', given.shape, shape),
    granularity: given.granularity,
    batch: given.batch,
    inputBytes: quantity('input-bytes', given['input-bytes'], 'B'),
    measuredOn: assignments('measured-on', given['measured-on'], (device) => device || undefined),
    bytesPerElement: given['bytes-per-element'],
    timeUnitSeconds: quantity('time-unit', given['time-unit'], 's'),
  });
}

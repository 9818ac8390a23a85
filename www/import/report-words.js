// What an import did, in words and rows, for the panel that shows it.

import { exactQuantity, formatBytes, grouped } from '../format/quantities.js';
import { counted } from '../format/words.js';
import { isSaid } from './asked.js';

/** What can be read, in the order in which it is told. */
const READ = [
  ['nodes', (count, format) => (format === 'onnx' ? null : counted(count, 'node'))],
  ['links', (count) => counted(count, 'link')],
  ['operators', (count) => counted(count, 'operator')],
  ['layers', (count) => counted(count, 'layer')],
  ['parameters', (count) => counted(count, 'parameter')],
  ['weightBytes', (bytes) => `${formatBytes(bytes)} of weights`],
  ['externalFiles', (count) => `weights in ${counted(count, 'file')} beside it`],
  ['devices with measured seconds', (count) => `times measured on ${counted(count, 'device')}`],
];

/** 40 nodes, 61 links, from 25 kB of GraphML */
export function readWords({ read, format }) {
  const told = READ.filter(([what]) => read[what] > 0).map(([what, words]) => words(read[what], format)).filter(Boolean);
  return `${told.join(', ')}, from ${formatBytes(read.bytes)} of ${FORMATS[format] ?? format}`;
}

/** What else there is to see in the report. What its reader has said is not taken for granted. */
export function summaryWords({ filled, converted, assumed: told, unknown }, options = {}) {
  const assumed = told.filter((each) => !isSaid(each, options));
  const parts = [
    filled.length > 0 && `${counted(filled.length, 'value')} filled in by rules`,
    converted.length > 0 && `${grouped(converted.length)} converted`,
    assumed.length > 0 && `${grouped(assumed.length)} taken for granted`,
    unknown.length > 0 && `${grouped(unknown.length)} not understood`,
  ].filter(Boolean);
  return parts.length === 0 ? 'Nothing had to be filled in.' : `${capitalised(parts.join(', '))}.`;
}

const FORMATS = {
  splitway: 'splitway JSON', gml: 'GML', graphml: 'GraphML', sndlib: 'SNDlib’s text', 'sndlib-xml': 'SNDlib’s XML', repetita: 'a REPETITA graph',
  'edge-list': 'a table of links', 'node-link': 'node-link JSON', onnx: 'ONNX', layers: 'a table of layers', pipedream: 'a PipeDream graph',
  pipeedge: 'PipeEdge’s YAML', 'msr-fiddle': 'msr-fiddle’s JSON',
};

/** Long numbers of a rule with a prefix: 200 Mm/s. */
export const ruleWords = (rule) => rule.replaceAll(/\b(\d{5,}) (m\/s|bit\/s|FLOP\/s)/g, (_, digits, unit) => exactQuantity(Number(digits), unit));

/** One row for each rule: how many nodes, links or layers got what. */
export function rowsByRule(values) {
  const groups = new Map();
  for (const { path, rule } of values) {
    const [, , kind, index, field] = path.split('/');
    const key = JSON.stringify([kind, rule]);
    if (!groups.has(key)) groups.set(key, { kind, rule, members: new Set(), fields: new Set() });
    const group = groups.get(key);
    group.members.add(index);
    group.fields.add(field);
  }
  return [...groups.values()].map(({ kind, rule, members, fields }) => ({
    what: `${grouped(members.size)} ${members.size === 1 ? kind.slice(0, -1) : kind}`,
    fields: fields.has('device') ? 'device and its figures' : [...fields].map(fieldWords).join(', '),
    rule: ruleWords(rule),
  }));
}

const FIELDS = { flopPerSecond: 'compute rate', bitsPerSecond: 'rate', delaySeconds: 'delay', joulesPerBit: 'energy', flop: 'work' };
const fieldWords = (field) => FIELDS[field] ?? field;

/** Which nodes a rule is about. */
export function conditionWords({ minDegree, maxDegree, tag, node }) {
  const conditions = [
    minDegree !== undefined && `${counted(minDegree, 'neighbour')} or more`,
    maxDegree !== undefined && `${counted(maxDegree, 'neighbour')} or fewer`,
    tag !== undefined && (TAGS[tag] ?? `tag “${tag}”`),
    node !== undefined && node,
  ].filter(Boolean);
  return conditions.length === 0 ? 'All others' : capitalised(conditions.join(', '));
}

const TAGS = { hyperedge: 'shared media', external: 'outside networks' };
const capitalised = (text) => text[0].toUpperCase() + text.slice(1);

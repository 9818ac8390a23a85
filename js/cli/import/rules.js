// The words of --rate, --compute and --delay as rules.

import { parseQuantity } from '../../quantities.js';
import { CommandError } from '../failure.js';

const refuse = (message) => { throw new CommandError('invalid-option', message); };

const isWord = (text) => /^[a-z][\w-]*$/i.test(text);

/** `10G`, `622 Mbit/s`, `ethernet-10g` */
export function rateRule(text) {
  const bitsPerSecond = parseQuantity(text, 'bit/s');
  if (bitsPerSecond > 0) return { bitsPerSecond };
  return isWord(text) ? { link: text } : refuse(`--rate is a rate such as 10G or a link class such as ethernet-10g, not ${text}`);
}

const COMPUTE = '--compute is [WHERE=]WHAT, where WHERE is degree>=N, degree<=N, tag:NAME or node:NAME, and WHAT is relay, a rate such as 4T or a device such as jetson-agx-orin';

function placeOf(text, whole) {
  const degree = /^degree\s*(<=|>=)\s*(\d+)$/.exec(text);
  if (degree) return { [degree[1] === '>=' ? 'minDegree' : 'maxDegree']: Number(degree[2]) };
  const named = /^(tag|node):(.+)$/.exec(text);
  return named ? { [named[1]]: named[2] } : refuse(`${COMPUTE}; not ${whole}`);
}

function computeOf(text, whole) {
  if (text === 'relay') return { flopPerSecond: 0 };
  const flopPerSecond = parseQuantity(text, 'FLOP/s');
  if (flopPerSecond >= 0) return { flopPerSecond };
  return isWord(text) ? { device: text } : refuse(`${COMPUTE}; not ${whole}`);
}

/** `relay`, `degree>=4=t4`, `node:Rome=4T` */
export function computeRule(text) {
  const at = text.lastIndexOf('=');
  const isComparison = at > 0 && '<>'.includes(text[at - 1]);
  if (at < 0 || isComparison) return computeOf(text.trim(), text);
  return { ...placeOf(text.slice(0, at).trim(), text), ...computeOf(text.slice(at + 1).trim(), text) };
}

const DELAY_PARTS = {
  detour: { field: 'detour', unit: '' },
  speed: { field: 'metresPerSecond', unit: 'm/s' },
  default: { field: 'seconds', unit: 's' },
};

/** `detour=1.5,speed=2e8,default=1ms` */
export function delayRule(text) {
  const rule = {};
  for (const part of text.split(',')) {
    const [name, value] = part.includes('=') ? part.split('=', 2).map((word) => word.trim()) : ['default', part];
    const known = DELAY_PARTS[name] ?? refuse(`--delay is detour=N, speed=M/S and default=TIME with commas between, not ${text}`);
    const amount = parseQuantity(value, known.unit);
    if (!(amount >= 0)) refuse(`--delay ${name} is a number, not ${value}`);
    rule[known.field] = amount;
  }
  return rule;
}

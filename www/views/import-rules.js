// The rules by which an imported network's gaps were filled, each in a field that fills anew when it is changed.

import { html } from '../draw/svg.js';
import { exactQuantity, parseQuantity } from '../format/quantities.js';
import { conditionWords } from '../import/report-words.js';
import { classField, classList } from './class-field.js';
import { quantityField } from './import-fields.js';

const DEVICES = 'device-classes';
const LINKS = 'link-classes';

const numberOr = (value, least = 0) => (Number.isFinite(value) && value >= least ? value : undefined);

/** In a vacuum, rounded as the field shows it. */
const LIGHT_METRES_PER_SECOND = 3e8;
const aboveZero = (expected) => (value) => (value > 0 ? undefined : `Expected: ${expected}.`);
const DETOUR = 'a number above 0, such as 1.5';
const SPEED = 'a speed above 0, such as 200 Mm/s';
const refusesSpeed = (value) =>
  (value > LIGHT_METRES_PER_SECOND ? 'Nothing is faster than light: 300 Mm/s at the most.' : aboveZero(SPEED)(value));

const readRate = (text) => (text.trim().toLowerCase() === 'relay' ? 0 : numberOr(parseQuantity(text, 'FLOP/s')));

function computeFields({ rules, devices, set }) {
  return rules.compute.map((rule, at) => {
    const { device, flopPerSecond, ...condition } = rule;
    const put = (what) => set({ compute: rules.compute.map((each, index) => (index === at ? { ...condition, ...what } : each)) });
    return classField({
      label: conditionWords(rule), entries: devices, list: DEVICES, readOther: readRate,
      value: device ?? (flopPerSecond === 0 ? 'relay' : exactQuantity(flopPerSecond, 'FLOP/s')),
      about: flopPerSecond === 0 ? 'Passes data on, computes nothing.' : 'A device, a rate such as 4 TFLOP/s, or relay.',
      onChoose: ({ entry, other }) => put(entry ? { device: entry.id } : { flopPerSecond: other }),
    });
  });
}

/**
 * @param {object} rules those of the report
 * @param {{ devices: object[], links: object[] }} catalogue
 * @param {(rules: object) => void} change
 */
export function ruleFields(rules, { devices, links }, change) {
  const set = (patch) => change({ ...rules, ...patch });
  const { rate, delay } = rules;
  const setDelay = (patch) => set({ delay: { ...delay, ...patch } });
  return [
    classList(DEVICES, devices), classList(LINKS, links),
    html('h3', null, 'Which machine a node has: the first rule that fits'),
    ...computeFields({ rules, devices, set }),
    html('h3', null, 'Links whose rate the file does not say'),
    classField({
      label: 'Rate', entries: links, list: LINKS, value: rate.link ?? (rate.bitsPerSecond ? exactQuantity(rate.bitsPerSecond, 'bit/s') : 'ethernet-10g'),
      about: 'A class of link, or a rate such as 622 Mbit/s.',
      readOther: (text) => numberOr(parseQuantity(text, 'bit/s'), 1),
      onChoose: ({ entry, other }) => set({ rate: entry ? { link: entry.id } : { bitsPerSecond: other } }),
    }),
    html('h3', null, 'Links whose delay the file does not say: the great circle between their ends'),
    html('div', { class: 'import-fields' },
      quantityField({ label: 'times a detour of', value: delay.detour, unit: '', expected: DETOUR, refuses: aboveZero(DETOUR), onChange: (detour) => setDelay({ detour }) }),
      quantityField({
        label: 'at the speed of', value: delay.metresPerSecond, unit: 'm/s', expected: SPEED, refuses: refusesSpeed,
        onChange: (metresPerSecond) => setDelay({ metresPerSecond }),
      }),
      quantityField({ label: 'or, without places', value: delay.seconds, unit: 's', expected: 'a time of 0 or more, such as 1 ms', onChange: (seconds) => setDelay({ seconds }) })),
  ];
}

// Fields for what an import took for granted, where an option says otherwise.

import { html } from '../draw/svg.js';
import { formatIn, parseQuantity } from '../format/quantities.js';
import { refusalOf } from '../views/import-fields.js';
import { optionAt, withOption } from './asked.js';

const choice = (...choices) => ({ choices });
const quantity = (unit, example) => ({ unit, expected: `a number above 0, such as ${example}` });
const COUNT = { unit: '', whole: true, expected: 'a whole number above 0, such as 8' };

/** What each option takes, by its JSON pointer. */
const OPTIONS = {
  '/directed': choice(['false', 'both ways'], ['true', 'one way each']),
  '/coordinates': choice(['degrees', 'degrees'], ['degrees-minutes', 'degrees and minutes'], ['pixels', 'positions on a screen']),
  '/capacity': choice(['preinstalled', 'the pre-installed one'], ['smallest', 'the smallest module'], ['largest', 'the largest module']),
  '/capacityBitsPerSecond': quantity('bit/s', '1 Gbit/s'),
  '/timeUnitSeconds': quantity('s', '1 ms'),
  '/inputBytes': quantity('B', '150 kB'),
  '/bytesPerElement': quantity('B', '2 B'),
  '/batch': COUNT,
};

const kindOf = (pointer) => OPTIONS[pointer] ?? (pointer.startsWith('/dims/') ? COUNT : undefined);

const readChoice = (text) => ({ '': undefined, true: true, false: false }[text] ?? (text || undefined));

/** A number that was given, in words that `read` understands. */
const shownNumber = (value, { unit }) => (value === undefined ? '' : unit === '' ? String(value) : formatIn(value, unit));

function read(text, { unit, whole }) {
  if (text.trim() === '') return undefined;
  const value = parseQuantity(text, unit);
  return value > 0 && (!whole || Number.isSafeInteger(value)) ? value : NaN;
}

/**
 * A field that shows what was said, or what is taken for granted without a word.
 * @param {{ about: string, value: string, option: string }} asked
 * @param {object} options those of the last import
 * @param {(patch: object) => void} change
 * @returns {HTMLElement | null} nothing where there is no option
 */
export function assumptionField({ about, value, option }, options, change) {
  const kind = kindOf(option);
  if (!kind) return null;
  const said = optionAt(options, option);
  if (kind.choices) {
    const offered = [['', `taken: ${value}`], ...kind.choices];
    const select = html('select', { 'aria-label': about }, offered.map(([id, words]) => html('option', { value: id }, words)));
    select.value = said === undefined ? '' : String(said);
    select.addEventListener('change', () => change(withOption(options, option, readChoice(select.value))));
    return select;
  }
  const input = html('input', {
    type: 'text', 'aria-label': about, autocomplete: 'off', spellcheck: 'false', placeholder: value, value: shownNumber(said, kind),
    inputmode: kind.whole ? 'numeric' : 'text',
  });
  const refusal = refusalOf(input);
  input.addEventListener('change', () => {
    const number = read(input.value, kind);
    refusal.say(Number.isNaN(number) ? `Expected: ${kind.expected}.` : undefined);
    if (!Number.isNaN(number)) change(withOption(options, option, number));
  });
  return html('div', null, input, refusal.words);
}

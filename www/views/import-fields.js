// The plain fields of an import's report.

import { html } from '../draw/svg.js';
import { exactQuantity, parseQuantity } from '../format/quantities.js';

let made = 0;

/** A field with its label, and with room for what it refuses, and why. */
function labelled(label, input, ...more) {
  input.id = `import-field-${made += 1}`;
  return html('div', { class: 'import-field' }, html('label', { for: input.id }, label), input, more);
}

export function selectField({ label, choices, value, onChange }) {
  const select = html('select', null, choices.map(([id, words]) => html('option', { value: id }, words)));
  select.value = value;
  select.addEventListener('change', () => onChange(select.value));
  return labelled(label, select);
}

/** Room for what is expected of an input, said where it has something else. */
export function refusalOf(input) {
  const words = html('span', { class: 'field-error', id: `import-refusal-${made += 1}`, 'aria-live': 'polite' });
  input.setAttribute('aria-describedby', words.id);
  return {
    words,
    /** Without a message, all is well. */
    say(message = '') {
      words.textContent = message;
      input.setAttribute('aria-invalid', String(message !== ''));
    },
  };
}

/**
 * @param {{ label: string, value?: number, unit: string, placeholder?: string, expected: string, refuses?: (value: number) => string | undefined,
 *   onChange: (value: number) => void }} field `expected` says what is, of what is no number; `refuses` says what is wrong with a number
 */
export function quantityField({ label, value, unit, placeholder, expected, refuses = () => undefined, onChange }) {
  const text = value === undefined ? '' : exactQuantity(value, unit);
  const input = html('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', value: text, placeholder });
  const refusal = refusalOf(input);
  input.addEventListener('change', () => {
    const number = parseQuantity(input.value, unit);
    const wrong = Number.isFinite(number) && number >= 0 ? refuses(number) : `Expected: ${expected}.`;
    refusal.say(wrong);
    if (wrong === undefined) onChange(number);
  });
  return labelled(label, input, refusal.words);
}

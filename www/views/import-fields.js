// The plain fields of an import's report.

import { html } from '../draw/svg.js';
import { exactQuantity, parseQuantity } from '../format/quantities.js';

export function selectField({ label, choices, value, onChange }) {
  const select = html('select', null, choices.map(([id, words]) => html('option', { value: id }, words)));
  select.value = value;
  select.addEventListener('change', () => onChange(select.value));
  return html('label', { class: 'import-field' }, html('span', null, label), select);
}

/** @param {{ label: string, value?: number, unit: string, placeholder?: string, onChange: (value: number) => void }} field */
export function quantityField({ label, value, unit, placeholder, onChange }) {
  const text = value === undefined ? '' : exactQuantity(value, unit);
  const input = html('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', value: text, placeholder });
  input.addEventListener('change', () => {
    const number = parseQuantity(input.value, unit);
    const isSound = Number.isFinite(number) && number >= 0;
    input.setAttribute('aria-invalid', String(!isSound));
    if (isSound) onChange(number);
  });
  return html('label', { class: 'import-field' }, html('span', null, label), input);
}

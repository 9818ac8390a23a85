// A field for a class of the catalogue: typed or picked, found by any part of its name, with where its figures come from.

import { html } from '../draw/svg.js';
import { classWords, findClass } from '../catalogue/classes.js';

let fields = 0;

/** What a field offers; several fields share it. */
export const classList = (id, entries) => html('datalist', { id }, entries.map((entry) => html('option', { value: entry.id }, classWords(entry))));

/**
 * @param {{ label: string, entries: object[], list: string, value?: string, about?: string, readOther?: (text: string) => unknown,
 *   onChoose: (choice: { entry?: object, other?: unknown }) => void }} field `list` is the id of a `classList`; `readOther` reads
 *   what is no class: undefined refuses it
 */
export function classField({ label, entries, list, value = '', about = '', readOther = () => undefined, onChoose }) {
  const number = fields += 1;
  const input = html('input', {
    type: 'text', id: `class-${number}`, list, autocomplete: 'off', spellcheck: 'false', value, 'aria-describedby': `class-words-${number}`,
  });
  const words = html('span', { id: `class-words-${number}` });
  const source = html('p', { class: 'class-source' });
  const details = html('details', null, html('summary', null, 'source'), source);
  const tell = () => {
    const entry = findClass(entries, input.value);
    words.textContent = entry ? classWords(entry) : about;
    source.textContent = entry?.source ?? '';
    details.hidden = !entry;
  };
  input.addEventListener('change', () => {
    const entry = findClass(entries, input.value);
    const other = entry ? undefined : readOther(input.value);
    const isKnown = entry !== undefined || other !== undefined;
    input.setAttribute('aria-invalid', String(!isKnown));
    if (!isKnown) {
      words.textContent = `The catalogue has no “${input.value}”. ${about}`.trim();
      details.hidden = true;
      return;
    }
    if (entry) input.value = entry.id;
    tell();
    onChoose({ entry, other });
  });
  tell();
  return html('div', { class: 'class-field' }, html('label', { for: input.id }, label), input, html('div', { class: 'class-words' }, words, details));
}

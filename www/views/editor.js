// Change the numbers of one node or link. Each keystroke is applied; what is refused is said at its field.

import { troubleOf } from '../answer/trouble.js';
import { messageElements } from '../draw/message.js';
import { html } from '../draw/svg.js';
import { exactQuantity, parseQuantity } from '../format/quantities.js';
import { LINK_FIELDS, NODE_FIELDS } from '../state/editable-fields.js';

function readField(field, text) {
  if (field.unit === 'text') return { value: text.trim() === '' ? null : text };
  if (text.trim() === '') return field.required ? { error: 'A number is needed here.' } : { value: null };
  const value = parseQuantity(text, field.unit);
  if (Number.isFinite(value)) return { value };
  const example = field.unit === '' || field.unit === '°' ? '12.5' : `20 G${field.unit}, 2e10 or 0.5`;
  return { error: value > 0 ? 'That number is too large.' : `This is not a number. Write for example ${example}.` };
}

const shownText = (field, value) => {
  if (value === undefined || value === null) return '';
  return field.unit === 'text' ? value : exactQuantity(value, field.unit);
};

function fieldElements(field, value, { apply, settle, rule }) {
  const id = `field-${field.key}`;
  const input = html('input', { type: 'text', id, autocomplete: 'off', spellcheck: 'false', 'data-key': field.key, 'aria-describedby': `${id}-hint ${id}-error` });
  input.value = shownText(field, value);
  const error = html('p', { class: 'field-error', id: `${id}-error` });
  const element = html('div', { class: 'field' },
    html('label', { for: id }, field.label), input,
    html('p', { class: 'field-hint', id: `${id}-hint` }, [field.hint, rule && `Filled in by the import: ${rule}.`].filter(Boolean).join(' ')), error);
  const say = (message) => {
    error.replaceChildren(...messageElements(message));
    input.setAttribute('aria-invalid', String(message !== ''));
  };
  let unread = false;
  input.addEventListener('input', () => {
    const read = readField(field, input.value);
    unread = read.error !== undefined;
    say(read.error ?? '');
    if (!unread) apply(field.key, read.value);
  });
  input.addEventListener('change', settle);
  return {
    element,
    input,
    label: field.label,
    say: (message) => unread || say(message),
    refresh(now) {
      if (document.activeElement !== input && !unread) input.value = shownText(field, now);
    },
  };
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {{ edit(part: 'nodes' | 'links', names: (string | number)[], patch: object, gesture: string): void, settle(): void,
 *   setSource(index: number): void, setDestination(index: number): void,
 *   filledBy(part: 'nodes' | 'links', index: number, field: string): string | undefined }} actions
 */
export function createEditor(dialog, actions) {
  let target = null; // { kind: 'node' | 'link', index }
  let fields = new Map();
  let opener = null;
  let latest = null;
  const part = () => (target.kind === 'node' ? 'nodes' : 'links');
  /** The values as entered: without the sliders' factors, and even when they are refused. */
  const entered = () => latest.wanted.network[part()][target.index];

  function close() {
    if (!dialog.open) return;
    dialog.close();
    // What it was opened from may have been drawn anew meanwhile, with another name.
    const again = opener?.isConnected ? opener : document.querySelector(`[data-${target.kind}="${target.index}"][tabindex]`);
    target = null;
    again?.focus();
  }

  const heading = (text) => {
    const button = html('button', { type: 'button', 'aria-label': 'Close' }, '✕');
    button.addEventListener('click', close);
    return html('div', { class: 'editor-head' }, html('h2', { id: 'editor-heading' }, text), button);
  };

  function endsButtons() {
    const source = html('button', { type: 'button' }, 'Start here');
    const destination = html('button', { type: 'button' }, 'Deliver the answer here');
    source.addEventListener('click', () => actions.setSource(target.index));
    destination.addEventListener('click', () => actions.setDestination(target.index));
    return html('div', { class: 'editor-ends' }, source, destination);
  }

  function build() {
    const isNode = target.kind === 'node';
    const thing = entered();
    const { nodes, links } = latest;
    const link = isNode ? null : links[target.index];
    const both = html('input', { type: 'checkbox', id: 'both-directions' });
    both.checked = Boolean(link) && link.reverse >= 0;
    const names = () => (isNode ? [thing.id] : [target.index, ...(both.checked ? [link.reverse] : [])]);
    const apply = (key, value) => actions.edit(part(), names(), { [key]: value }, `edit ${target.kind} ${target.index} ${key}`);
    const make = (field) => {
      const rule = actions.filledBy(part(), target.index, field.key);
      const made = fieldElements(field, thing[field.key], { apply, settle: actions.settle, rule });
      fields.set(field.key, made);
      return made.element;
    };
    fields = new Map();
    const all = isNode ? NODE_FIELDS : LINK_FIELDS;
    const title = isNode ? nodes[target.index].label : `${nodes[link.from].label} → ${nodes[link.to].label}`;
    dialog.replaceChildren(
      heading(title),
      html('p', { class: 'editor-about' }, isNode
        ? `Node “${thing.id}”. Changes count at once; the sliders multiply on top.`
        : 'One direction of a link. Changes count at once; the sliders multiply on top.'),
      isNode ? endsButtons() : '',
      ...all.filter(({ more }) => !more).map(make),
      link && link.reverse >= 0 ? html('div', { class: 'editor-both' }, both, html('label', { for: 'both-directions' }, 'Change the other direction too')) : '',
      html('details', null, html('summary', null, isNode ? 'Memory bandwidth, energy, price, place' : 'Energy and price'), ...all.filter(({ more }) => more).map(make)));
  }

  /** An error of the solver belongs to a field when its JSON pointer ends there. */
  function placeError() {
    const prefix = `/network/${part()}/${target.index}/`;
    const { error } = latest;
    for (const [key, { label, say, refresh }] of fields) {
      const here = error && error.path === prefix + key;
      say(here ? troubleOf(latest).details[0].replaceAll(`\`${key}\``, label) : '');
      if (here) fields.get(key).element.closest('details')?.setAttribute('open', '');
      refresh(entered()[key]);
    }
  }

  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    close();
  });

  return {
    open(ref) {
      opener = document.activeElement;
      target = { kind: ref.kind, index: ref[ref.kind] };
      build();
      if (!dialog.open) dialog.show();
      placeError();
      (fields.get(ref.field) ?? [...fields.values()][ref.kind === 'node' ? 1 : 0]).input.focus();
    },
    close,
    update(answer) {
      latest = answer;
      if (!target) return;
      if (!entered()) close();
      else placeError();
    },
    highlight() {},
  };
}

// The catalogue of devices and links, searched by any words: every figure with its kind and its source, ready to be put on a node.

import { html } from '../draw/svg.js';
import { formatFlopRate, formatIn, formatRate } from '../format/quantities.js';
import { matching } from '../catalogue/classes.js';

const KINDS = {
  measured: 'measured: somebody ran it',
  peak: 'peak: an upper bound, by a data sheet or by clocks and cores',
  derived: 'derived: computed of measured or published figures',
  nominal: 'nominal: a standard’s, a preset’s or an assumed figure',
};

const badge = (kind) => html('span', { class: `figure-kind figure-${kind}`, title: KINDS[kind] }, kind);

const cells = (name, values) => values.map((value) => html(name, name === 'th' ? { scope: 'col' } : null, value));

function figuresTable(name, figures) {
  const row = ({ what, value, unit, kind, source }) => html('tr', null, html('th', { scope: 'row' }, what), cells('td', [formatIn(value, unit), badge(kind), source]));
  return html('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': `Figures of ${name}` },
    html('table', null, html('thead', null, html('tr', null, cells('th', ['Figure', 'Value', 'Kind', 'Source']))), html('tbody', null, figures.map(row))));
}

const rateOf = (entry) => (entry.flopPerSecond === undefined ? formatRate(entry.bitsPerSecond) : formatFlopRate(entry.flopPerSecond));

/**
 * @param {HTMLDetailsElement} details  filled when somebody opens it
 * @param {{ edit(part: 'nodes', ids: string[], patch: object, gesture: string): void, settle(): void }} actions
 * @param {() => Promise<{ devices: object[], links: object[], figures: { devices: object, links: object } }>} load
 */
export function createCatalogue(details, { edit, settle }, load) {
  const search = html('input', { type: 'search', id: 'catalogue-search', autocomplete: 'off', spellcheck: 'false', placeholder: 'such as: jetson, gpu measured, uplink' });
  const place = html('select', { id: 'catalogue-place' });
  const count = html('p', { class: 'control-note', role: 'status' });
  const list = html('div', { class: 'catalogue-list' });
  const body = html('div', { class: 'catalogue-body' },
    html('div', { class: 'catalogue-ask' },
      html('label', { for: 'catalogue-search' }, 'Search'), search, html('label', { for: 'catalogue-place' }, 'Put a device on'), place), count, list);
  let nodes = [];
  let offered = '';

  /** A node takes all figures of a device, and loses those that the device lacks. */
  function put(device) {
    const { id, flopPerSecond, memoryBytes = null, memoryBytesPerSecond = null, watts = null } = device;
    edit('nodes', [place.value], { device: id, flopPerSecond, memoryBytes, memoryBytesPerSecond, watts }, `device ${place.value}`);
    settle();
    count.textContent = `${device.name} is on ${place.selectedOptions[0].textContent} now.`;
  }

  function entryElement(entry, figures) {
    const isDevice = entry.flopPerSecond !== undefined;
    const use = isDevice && html('button', { type: 'button', class: 'outlined', 'aria-label': `Put there: ${entry.name}` }, 'Put there');
    if (use) use.addEventListener('click', () => put(entry));
    const opened = html('details', null, html('summary', null, html('strong', null, entry.name), ` ${rateOf(entry)} `, badge(entry.kind), html('code', null, entry.id)));
    opened.addEventListener('toggle', () => {
      if (opened.open && opened.childElementCount === 1) opened.append(figuresTable(entry.name, figures[entry.id] ?? []));
    });
    return { entry, element: html('div', { class: 'catalogue-entry' }, opened, use) };
  }

  async function fill() {
    if (!details.open || body.isConnected) return;
    details.append(body);
    count.textContent = 'Loading the catalogue…';
    try {
      const { devices, links, figures } = await load();
      const groups = [['Devices', devices, figures.devices], ['Links', links, figures.links]].map(([title, entries, ofGroup]) => {
        const made = entries.map((entry) => entryElement(entry, ofGroup));
        return { entries, made, element: html('section', { 'aria-label': title }, html('h3', null, title), made.map(({ element }) => element)) };
      });
      list.replaceChildren(...groups.map(({ element }) => element));
      const show = () => {
        const found = groups.map(({ entries, made, element }) => {
          const wanted = new Set(matching(entries, search.value));
          made.forEach(({ entry, element: each }) => { each.hidden = !wanted.has(entry); });
          element.hidden = wanted.size === 0;
          return wanted.size;
        });
        count.textContent = found.some(Boolean) ? `${found[0]} devices and ${found[1]} links` : 'Nothing has all of these words; try fewer.';
      };
      search.addEventListener('input', show);
      show();
    } catch (error) {
      count.textContent = `The catalogue could not be loaded: ${error.message}`;
      details.addEventListener('toggle', () => body.remove(), { once: true });
    }
  }
  details.addEventListener('toggle', fill);

  return {
    update(answer) {
      nodes = answer.nodes;
      const key = JSON.stringify(nodes.map(({ id, label }) => [id, label]));
      if (key === offered) return;
      offered = key;
      const chosen = place.value;
      place.replaceChildren(...nodes.map(({ id, label }) => html('option', { value: id }, label)));
      place.value = nodes.some(({ id }) => id === chosen) ? chosen : nodes[Math.max(0, answer.sourceIndex)].id;
    },
    highlight() {},
  };
}

// The catalogue of devices and links, searched by any words: every figure with its kind and its source, ready to be put on a node or link.

import { html } from '../draw/svg.js';
import { formatFlopRate, formatIn, formatRate } from '../format/quantities.js';
import { matching } from '../catalogue/classes.js';
import { linkPlaces } from '../catalogue/link-places.js';

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
 * @param {{ edit(part: 'nodes' | 'links', names: (string | number)[], patch: object, gesture: string): void, settle(): void }} actions
 * @param {() => Promise<{ devices: object[], links: object[], figures: { devices: object, links: object } }>} load
 */
export function createCatalogue(details, { edit, settle }, load) {
  const search = html('input', { type: 'search', id: 'catalogue-search', autocomplete: 'off', spellcheck: 'false', placeholder: 'such as: jetson, gpu measured, uplink' });
  const place = html('select', { id: 'catalogue-place' });
  const linkPlace = html('select', { id: 'catalogue-link-place' });
  const count = html('p', { class: 'control-note', role: 'status' });
  const list = html('div', { class: 'catalogue-list' });
  const body = html('div', { class: 'catalogue-body' },
    html('div', { class: 'catalogue-ask' },
      html('label', { for: 'catalogue-search' }, 'Search'), search, html('label', { for: 'catalogue-place' }, 'Put a device on'), place,
      html('label', { for: 'catalogue-link-place' }, 'Put a link class on'), linkPlace), count, list);
  let latest = null;
  let linksOf = new Map(); // by the value of a choice
  let offered = '';
  let offeredLinks = '';

  /** A node takes all figures of a device, and loses those that the device lacks. */
  function put(device) {
    const { id, flopPerSecond, memoryBytes = null, memoryBytesPerSecond = null, watts = null } = device;
    edit('nodes', [place.value], { device: id, flopPerSecond, memoryBytes, memoryBytesPerSecond, watts }, `device ${place.value}`);
    settle();
    count.textContent = `${device.name} is on ${place.selectedOptions[0].textContent} now.`;
  }

  /** Links take rate and energy of a class, and its delay where it has one: else how far they reach is what they keep. */
  function putLink({ name, bitsPerSecond, delaySeconds, joulesPerBit = null }) {
    const chosen = linksOf.get(linkPlace.value);
    if (chosen === undefined) return;
    edit('links', chosen, { bitsPerSecond, joulesPerBit, ...(delaySeconds > 0 && { delaySeconds }) }, `link class ${linkPlace.value}`);
    settle();
    const kept = delaySeconds > 0 ? '' : ` ${chosen.length === 1 ? 'Its delay stays' : 'Their delays stay'}: the class has none.`;
    count.textContent = `${name} is on ${linkPlace.selectedOptions[0].textContent} now.${kept}`;
  }

  function entryElement(entry, figures) {
    const isDevice = entry.flopPerSecond !== undefined;
    const use = html('button', { type: 'button', class: 'outlined', 'aria-label': `Put there: ${entry.name}` }, 'Put there');
    use.addEventListener('click', () => (isDevice ? put(entry) : putLink(entry)));
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
          const wanted = new Map(matching(entries, search.value).map((entry, at) => [entry, at]));
          made.forEach(({ entry, element: each }) => { each.hidden = !wanted.has(entry); });
          const shown = made.filter(({ entry }) => wanted.has(entry)).toSorted((a, b) => wanted.get(a.entry) - wanted.get(b.entry));
          element.append(...shown.map(({ element: each }) => each));
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
  details.addEventListener('toggle', offer);

  function offerNodes({ nodes, sourceIndex }) {
    const key = JSON.stringify(nodes.map(({ id, label }) => [id, label]));
    if (key === offered) return;
    offered = key;
    const chosen = place.value;
    place.replaceChildren(...nodes.map(({ id, label }) => html('option', { value: id }, label)));
    place.value = nodes.some(({ id }) => id === chosen) ? chosen : nodes[Math.max(0, sourceIndex)].id;
  }

  function offerLinks({ links, sourceIndex }) {
    const key = JSON.stringify([offered, sourceIndex, links.map(({ from, to }) => [from, to])]);
    if (key === offeredLinks) return;
    offeredLinks = key;
    const chosen = linkPlace.value;
    const groups = linkPlaces(latest);
    linksOf = new Map(groups.flatMap(({ places }) => places.map(({ id, links: of }) => [id, of])));
    linkPlace.replaceChildren(...groups.map(({ title, places }) => (
      html('optgroup', { label: title }, places.map(({ id, words }) => html('option', { value: id }, words))))));
    if (linksOf.has(chosen)) linkPlace.value = chosen;
  }

  function offer() {
    if (!details.open || latest === null) return;
    offerNodes(latest);
    offerLinks(latest);
  }

  return {
    update(answer) {
      latest = answer;
      offer();
    },
    highlight() {},
  };
}

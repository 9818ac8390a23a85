// A figure's data as a table, made when it is opened.

import { html } from '../draw/svg.js';

const cell = (value) => (value === null || value === undefined ? '–' : typeof value === 'number' ? Number(value.toPrecision(6)).toString() : String(value));

/** @param {() => object[]} rowsOf */
export function createTwin(title, rowsOf) {
  const body = html('div', { class: 'twin-body' });
  const twin = html('details', { class: 'twin' }, html('summary', null, `${title}, as a table`), body);
  twin.addEventListener('toggle', () => {
    if (!twin.open || body.firstChild) return;
    const rows = rowsOf();
    const names = [...new Set(rows.flatMap(Object.keys))];
    body.append(html('div', { class: 'table-scroll twin-scroll', tabindex: 0, role: 'region', 'aria-label': title }, html('table', null,
      html('caption', null, title),
      html('thead', null, html('tr', null, names.map((name) => html('th', { scope: 'col' }, name)))),
      html('tbody', null, rows.map((row) => html('tr', null, names.map((name) => html('td', null, cell(row[name])))))))));
  });
  return twin;
}

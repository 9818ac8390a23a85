// Methods and simpler policies beside each other, with the bound that none can go below.

import { html } from '../draw/svg.js';
import { formatSeconds } from '../format/quantities.js';
import { comparedValues, comparisonBars } from './comparison-geometry.js';

function createRow(actions) {
  const name = html('span', { class: 'compared-name' });
  const use = html('button', { type: 'button', class: 'compared-use' });
  const bar = html('span', { class: 'compared-bar' });
  const bound = html('span', { class: 'compared-bound' });
  const value = html('span', { class: 'compared-value' });
  const note = html('span', { class: 'compared-note' });
  const element = html('li', { class: 'compared' }, html('span', { class: 'compared-head' }, name, use), html('span', { class: 'compared-track', 'aria-hidden': 'true' }, bar, bound), html('span', { class: 'compared-figures' }, value, note));
  const row = { method: null };
  use.addEventListener('click', () => actions.search({ method: row.method }));
  return Object.assign(row, {
    element,
    show({ name: words, method, note: extra, value: seconds }, { share, isBroken, isBest, text, difference }, boundShare, chosen) {
      row.method = method;
      name.textContent = words;
      element.classList.toggle('is-method', method !== null);
      element.classList.toggle('is-chosen', method !== null && method === chosen);
      element.classList.toggle('is-best', isBest);
      element.classList.toggle('is-broken', isBroken);
      use.hidden = method === null || method === chosen;
      use.textContent = seconds === null ? 'search' : 'use';
      use.setAttribute('aria-label', `${seconds === null ? 'Search with' : 'Use'}: ${words}`);
      bar.style.inlineSize = `${share * 100}%`;
      bound.style.insetInlineStart = `${boundShare * 100}%`;
      value.textContent = text;
      note.textContent = [difference, isBest && seconds !== null ? 'best' : '', extra].filter(Boolean).join(', ');
    },
  });
}

export function createComparison(container, actions) {
  const list = html('ul', { class: 'comparison' });
  const about = html('p', { class: 'compared-about' });
  const body = html('div', { class: 'twin-body' });
  const twin = html('details', { class: 'twin' }, html('summary', null, 'The comparison as a table'), body);
  container.replaceChildren(about, list, twin);
  let rows = [];
  let shown = null;

  function table() {
    if (!twin.open || !shown) return;
    const { values, bars, lowerBound } = shown;
    body.replaceChildren(html('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Methods and policies' }, html('table', null,
      html('caption', null, 'Methods and policies'),
      html('thead', null, html('tr', null, ['Policy or method', 'Value', 'Above the best', 'Remark'].map((text) => html('th', { scope: 'col' }, text)))),
      html('tbody', null, values.map(({ name, note }, at) => html('tr', null, html('th', { scope: 'row' }, name), [bars.rows[at].text, bars.rows[at].difference, note].map((text) => html('td', null, text)))),
        html('tr', null, html('th', { scope: 'row' }, 'Lower bound'), html('td', null, formatSeconds(lowerBound)), html('td'), html('td', null, 'no schedule can be below'))))));
  }
  twin.addEventListener('toggle', table);

  let answer = null;
  function render() {
    const { jobs } = answer;
    const label = (id) => answer.nodes.find((node) => node.id === id)?.label ?? id;
    const values = comparedValues(jobs, label);
    const lowerBound = jobs.schedule?.lowerBound ?? 0;
    const bars = comparisonBars(values, lowerBound);
    while (rows.length < values.length) rows.push(createRow(actions));
    rows = rows.slice(0, values.length);
    if (list.children.length !== rows.length) list.replaceChildren(...rows.map(({ element }) => element));
    rows.forEach((row, at) => row.show(values[at], bars.rows[at], bars.bound, jobs.search.method));
    about.textContent = `${jobs.search.objective === 'max' ? 'The longest latency' : 'The mean latency'} that each gives for the same jobs. The line is the lower bound, ${formatSeconds(lowerBound)}.`;
    shown = { values, bars, lowerBound };
    table();
  }

  return {
    update(next) {
      answer = next;
      render();
    },
    /** More of the same search. */
    progress(jobs) {
      answer = { nodes: answer.nodes, jobs };
      render();
    },
    highlight() {},
  };
}

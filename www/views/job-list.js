// The jobs in their order of priority. One is shown in all views; it can be moved, copied, taken away.

import { html } from '../draw/svg.js';
import { lookSwatch } from '../draw/job-look.js';
import { formatSeconds } from '../format/quantities.js';
import { jobName } from '../jobs/job-looks.js';
import { inOrder, moved } from '../jobs/job-list.js';

const DRAG_FROM = 5;

const button = (text, label, act, name = '') => {
  const element = html('button', { type: 'button', class: 'outlined', 'aria-label': label, title: label, 'data-act': name }, text);
  element.addEventListener('click', act);
  return element;
};

function createRow(id) {
  const cells = ['job-mark', 'job-id', 'job-what', 'job-where', 'job-more', 'job-latency'].map((name) => html('span', { class: name }));
  return { id, look: null, cells, element: html('div', { class: 'job-row', role: 'option', id: `job-row-${encodeURIComponent(id)}`, 'data-job': id }, cells) };
}

const write = (cell, text) => cell.textContent !== text && (cell.textContent = text);

/**
 * @param {HTMLElement} container
 * @param {object} actions
 */
export function createJobList(container, actions) {
  const list = html('div', { class: 'job-list', role: 'listbox', tabindex: 0, 'aria-label': 'Jobs, the highest priority first', 'aria-describedby': 'job-list-keys' });
  const keys = html('p', { class: 'visually-hidden', id: 'job-list-keys' },
    'Arrow keys choose a job, Alt with the arrow keys moves it in the order, D copies it, Delete takes it away.');
  const drop = html('div', { class: 'job-drop', hidden: true });
  let answer = null;
  let order = [];
  let rows = new Map();
  let current = null;
  let labels = new Map();

  // Keys may come faster than answers: the next one is about what the last one did.
  const chosen = () => current;
  const placeOf = (id) => order.findIndex((job) => job.id === id);
  function choose(id) {
    current = id;
    actions.showJob(id);
  }
  function moveTo(id, place) {
    current = id;
    order = moved(order, id, place);
    actions.moveJob(id, place);
  }
  const move = (by) => moveTo(chosen(), placeOf(chosen()) + by);
  const up = button('↑', 'Raise its priority (Alt + ↑)', () => move(-1), 'up');
  const down = button('↓', 'Lower its priority (Alt + ↓)', () => move(1), 'down');
  const copy = button('Duplicate', 'Duplicate the job (D)', () => actions.duplicateJob(chosen()), 'duplicate');
  const remove = button('Remove', 'Remove the job (Delete)', () => actions.removeJob(chosen()), 'remove');
  const head = html('div', { class: 'job-row job-head', 'aria-hidden': 'true' },
    ['', '', 'Model', 'From → to', '', 'Takes'].map((text) => html('span', null, text)));
  const tools = html('div', { class: 'job-tools', role: 'group', 'aria-label': 'The chosen job' });
  const about = html('span', { class: 'job-about' });
  tools.append(about, up, down, copy, remove);
  const scroll = html('div', { class: 'job-scroll' }, list, drop);
  container.replaceChildren(head, scroll, keys, tools);

  /** Most rows are as they were: hundreds of them must not cost a frame. */
  function fill(row, job) {
    const { jobs } = answer;
    const plan = jobs.plans.get(job.id);
    const skipped = jobs.skipped.get(job.id);
    const selected = job.id === jobs.shown.id;
    const now = [job, plan, skipped, selected, labels];
    if (row.filled?.every((part, at) => part === now[at])) return;
    row.filled = now;
    const label = (id) => labels.get(id) ?? id;
    const look = jobs.looks.get(job.id);
    if (row.look !== look) row.cells[0].replaceChildren(lookSwatch(look), html('span', { class: 'visually-hidden' }, 'Job'));
    row.look = look;
    write(row.cells[1], job.id);
    write(row.cells[2], job.model);
    write(row.cells[3], job.source === job.destination ? `${label(job.source)} ↩` : `${label(job.source)} → ${label(job.destination)}`);
    write(row.cells[4], [job.releaseSeconds > 0 && `+${formatSeconds(job.releaseSeconds)}`, job.weight !== 1 && `×${job.weight}`, job.pins && 'pinned'].filter(Boolean).join(' '));
    write(row.cells[5], skipped ? 'no way' : plan ? formatSeconds(plan.latencySeconds) : '…');
    row.element.title = skipped?.message ?? '';
    row.element.setAttribute('aria-selected', String(selected));
  }

  function render() {
    if (answer.nodes.length !== labels.size || answer.nodes.some(({ id, label }) => labels.get(id) !== label)) {
      labels = new Map(answer.nodes.map(({ id, label }) => [id, label]));
    }
    order = inOrder(answer.jobs.list, answer.jobs.order);
    const next = new Map(order.map(({ id }) => [id, rows.get(id) ?? createRow(id)]));
    const elements = [...next.values()].map(({ element }) => element);
    const same = elements.length === list.children.length && elements.every((element, at) => list.children[at] === element);
    if (!same) list.replaceChildren(...elements);
    rows = next;
    order.forEach((job) => fill(rows.get(job.id), job));
    const { shown } = answer.jobs;
    list.setAttribute('aria-activedescendant', rows.get(shown.id).element.id);
    write(about, `${jobName(shown.id)}, priority ${placeOf(shown.id) + 1} of ${order.length}`);
    up.disabled = placeOf(shown.id) === 0;
    down.disabled = placeOf(shown.id) === order.length - 1;
  }

  function reveal() {
    const { element } = rows.get(chosen());
    const { offsetTop, offsetHeight } = element;
    if (offsetTop < list.scrollTop) list.scrollTop = offsetTop;
    else if (offsetTop + offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = offsetTop + offsetHeight - list.clientHeight;
  }

  list.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey) return;
    const at = placeOf(chosen());
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: order.length - 1, PageUp: at - 10, PageDown: at + 10 }[event.key];
    if (to !== undefined) {
      const place = Math.min(order.length - 1, Math.max(0, to));
      if (event.altKey) moveTo(chosen(), place);
      else choose(order[place].id);
    } else if (event.altKey) return;
    else if (event.key === 'Delete' || event.key === 'Backspace') actions.removeJob(chosen());
    else if (event.key.toLowerCase() === 'd') actions.duplicateJob(chosen());
    else return;
    event.preventDefault();
  });

  const rowAt = (target) => target.closest?.('[data-job]');
  list.addEventListener('pointerover', ({ target }) => actions.hover(rowAt(target) ? { kind: 'job', job: rowAt(target).dataset.job } : null));
  list.addEventListener('pointerleave', () => actions.hover(null));

  // --- a row dragged to another place

  let drag = null;
  const placeAt = (y) => {
    const elements = [...list.children];
    const found = elements.findIndex((element) => {
      const { top, height } = element.getBoundingClientRect();
      return y < top + height / 2;
    });
    return found < 0 ? elements.length : found;
  };
  list.addEventListener('pointerdown', (event) => {
    const row = rowAt(event.target);
    if (row && event.button === 0) drag = { id: row.dataset.job, y: event.clientY, place: null, touch: event.pointerType === 'touch' };
  });
  list.addEventListener('pointermove', (event) => {
    // A finger scrolls the list; it moves jobs with the buttons.
    if (!drag || drag.touch || (drag.place === null && Math.abs(event.clientY - drag.y) < DRAG_FROM)) return;
    if (drag.place === null) list.setPointerCapture(event.pointerId);
    drag.place = placeAt(event.clientY);
    const before = list.children[drag.place];
    const y = before ? before.offsetTop : list.lastElementChild.offsetTop + list.lastElementChild.offsetHeight;
    drop.hidden = false;
    drop.style.transform = `translateY(${y - list.scrollTop}px)`;
    rows.get(drag.id).element.classList.add('dragged');
  });
  function letGo(moves) {
    if (!drag) return;
    const { id, place } = drag;
    drag = null;
    drop.hidden = true;
    rows.get(id)?.element.classList.remove('dragged');
    if (!moves) return;
    const from = placeOf(id);
    if (place === null) choose(id);
    else moveTo(id, place > from ? place - 1 : place);
  }
  list.addEventListener('pointerup', () => letGo(true));
  list.addEventListener('pointercancel', () => letGo(false));
  list.addEventListener('keydown', ({ key }) => key === 'Escape' && letGo(false));

  let revealed = null;
  return {
    update(next) {
      answer = next;
      current = answer.jobs.shown.id;
      render();
      const at = `${chosen()} ${placeOf(chosen())}`;
      if (at !== revealed) reveal();
      revealed = at;
    },
    highlight(ref) {
      for (const { id, element } of rows.values()) element.classList.toggle('lit', ref?.kind === 'job' && ref.job === id);
    },
  };
}

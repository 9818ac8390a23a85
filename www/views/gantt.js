// When each machine and link works for which job. The bars are few paths, one for each look; what is under the pointer
// is found by geometry, so that hundreds of jobs are as quick as three.

import { observeWidth } from '../draw/geo-observe.js';
import { createTip } from '../draw/geo-tip.js';
import { lookFill, lookPatterns } from '../draw/job-look.js';
import { html, svg } from '../draw/svg.js';
import { formatPercent, formatSeconds } from '../format/quantities.js';
import { LOOKS, colourOf, jobName } from '../jobs/job-looks.js';
import { lastMoment } from '../jobs/schedule-words.js';
import {
  barPaths, boxesOf, firstAfter, hitAt, placed, rowsOf, shifted, threadsOf, timeMarks, unfolded, wayOf, zoomed,
} from './gantt-geometry.js';

const ZOOM_STEP = 1.5;
const PAN_SHARE = 0.15;
const MARK_ROOM = 96;
const LABEL_LETTER = 6.4;

const clipped = (text, room) => {
  const letters = Math.max(3, Math.floor(room / LABEL_LETTER));
  return text.length > letters ? `${text.slice(0, letters - 1)}…` : text;
};

/**
 * @param {HTMLElement} container
 * @param {{ hover(ref: object | null): void, showJob(id: string): void }} actions
 */
export function createGantt(container, actions) {
  const bands = svg('g', { class: 'gantt-rows' });
  const axis = svg('g', { class: 'gantt-axis' });
  const backlog = svg('path', { class: 'gantt-backlog', fill: 'url(#backlog-hatch)' });
  const looks = Array.from({ length: LOOKS }, (_, look) => svg('path', { class: `job-bar job-color-${colourOf(look)}`, fill: lookFill(look) }));
  const bars = svg('g', { class: 'gantt-bars' }, looks);
  const threads = svg('path', { class: 'gantt-thread' });
  const way = svg('path', { class: 'gantt-way' });
  const chosen = svg('path', { class: 'gantt-chosen' });
  const lit = svg('path', { class: 'gantt-lit' });
  const numbers = svg('g', { class: 'gantt-numbers' });
  const cursor = svg('rect', { class: 'gantt-cursor', hidden: true });
  const moments = svg('g', { class: 'gantt-moments' });
  const canvas = svg('svg', {
    class: 'gantt', tabindex: 0, role: 'application', 'aria-label': 'Gantt chart of the schedule', 'aria-describedby': 'gantt-keys',
  }, lookPatterns(), bands, axis, backlog, bars, threads, way, chosen, lit, numbers, moments, cursor);
  const stage = html('div', { class: 'gantt-stage' }, canvas);
  const tip = createTip(stage);
  const live = html('p', { class: 'visually-hidden', 'aria-live': 'polite' });
  const keys = html('p', { class: 'visually-hidden', id: 'gantt-keys' },
    'Arrow keys go from bar to bar and from row to row, Enter shows the job of a bar in all views, plus and minus zoom, 0 shows the whole schedule.');
  const button = (text, label, act) => {
    const element = html('button', { type: 'button', class: 'outlined', 'aria-label': label, title: label }, text);
    element.addEventListener('click', act);
    return element;
  };
  const zoomIn = button('+', 'Zoom in', () => look(zoomed(view, end, 1 / ZOOM_STEP)));
  const zoomOut = button('−', 'Zoom out', () => look(zoomed(view, end, ZOOM_STEP)));
  const whole = button('Whole', 'Show the whole schedule', () => look({ from: 0, to: end }));
  const fold = html('button', { type: 'button', class: 'gantt-fold' });
  const legend = html('p', { class: 'gantt-legend' },
    svg('svg', { width: 22, height: 12, 'aria-hidden': 'true' }, svg('rect', { class: 'gantt-backlog', width: 22, height: 12, fill: 'url(#backlog-hatch)' })), 'work queued before',
    svg('svg', { width: 26, height: 12, 'aria-hidden': 'true' }, svg('path', { class: 'job-bar job-color-0', d: 'M0 0h7v9h-7zM19 0h7v9h-7z' }), svg('path', { class: 'gantt-thread', d: 'M7 9v2H19v-2' })), 'interrupted, then resumed');
  const tools = html('div', { class: 'gantt-tools' }, legend, html('span', { class: 'gantt-hint' }, 'Ctrl + wheel zooms, drag moves'), zoomOut, zoomIn, whole);
  container.replaceChildren(tools, stage, fold, keys, live);

  let answer = null;
  let schedule = null;
  let rows = [];
  let end = 0;
  let view = { from: 0, to: 0 };
  let ground = null;
  let width = 0;
  let all = false;
  let at = null; // the keyboard's place: { row, bar }
  let indexOf = new Map();
  let lastRef = null;
  let drawn = null;

  fold.addEventListener('click', () => {
    all = !all;
    render();
  });

  function look(next) {
    view = next;
    render();
  }

  const isWhole = () => view.to - view.from >= end * (1 - 1e-9);

  function render() {
    if (!schedule || width === 0) return;
    const { rows: open, folded } = unfolded(rows, all);
    ground = placed(open, { width, ...view });
    canvas.setAttribute('viewBox', `0 0 ${width} ${ground.height}`);
    canvas.setAttribute('width', width);
    canvas.setAttribute('height', ground.height);
    drawRows();
    drawAxis();
    const drawn = barPaths(ground, (id) => answer.jobs.looks.get(id) ?? 0);
    backlog.setAttribute('d', drawn.backlog);
    looks.forEach((path, each) => path.setAttribute('d', drawn.looks.get(each) ?? ''));
    numbers.replaceChildren(...drawn.labels.map(({ x, y, text }) => svg('text', { x, y, 'text-anchor': 'middle' }, text)));
    threads.setAttribute('d', threadsOf(ground, schedule.plans, indexOf));
    drawChosen();
    placeCursor();
    const links = rows.filter(({ kind }) => kind === 'link').length;
    fold.hidden = folded === 0 && !(all && unfolded(rows, false).folded > 0);
    fold.textContent = all ? 'Show the busiest links only' : `Show all ${links} links in use`;
    fold.setAttribute('aria-expanded', String(all));
    zoomOut.disabled = whole.disabled = isWhole();
    highlight(lastRef);
  }

  function drawRows() {
    bands.replaceChildren(...ground.rows.map((row, index) => {
      const colour = row.kind === 'node' ? answer.nodes[row.index].colorIndex : null;
      const name = svg('text', { class: 'gantt-name', x: colour === null ? 0 : 14, y: row.middle + 4 }, clipped(row.label, ground.left - (colour === null ? 8 : 22)));
      return svg('g', { class: `gantt-row gantt-${row.kind}`, 'data-row': index },
        svg('rect', { class: 'gantt-band', x: ground.left, y: row.barTop - 1, width: ground.plot, height: row.barHeight + 2 }),
        colour === null ? null : svg('circle', { class: `gantt-dot node-color-${colour}`, cx: 5, cy: row.middle, r: 5 }),
        name);
    }));
  }

  function drawAxis() {
    const marks = timeMarks(view.from, view.to, Math.max(2, Math.floor(ground.plot / MARK_ROOM)));
    axis.replaceChildren(...marks.flatMap(({ seconds, text }) => {
      const x = ground.x(seconds);
      const anchor = x > width - 30 ? 'end' : x < ground.left + 20 ? 'start' : 'middle';
      return [
        svg('line', { class: 'gantt-mark', x1: x, x2: x, y1: 20, y2: ground.bottom }),
        svg('text', { class: 'axis-text', x: Math.min(x, width), y: 13, 'text-anchor': anchor }, text),
      ];
    }));
  }

  function drawChosen() {
    const { shown } = answer.jobs;
    const plan = answer.jobs.plans.get(shown.id);
    chosen.setAttribute('d', boxesOf(ground, shown.id));
    way.setAttribute('d', plan ? wayOf(ground, plan, indexOf) : '');
    moments.replaceChildren();
    if (!plan) return;
    const done = shown.releaseSeconds + plan.latencySeconds;
    for (const [seconds, word] of [[shown.releaseSeconds, 'asked'], [done, 'answered']]) {
      if (seconds < view.from || seconds > view.to) continue;
      const x = ground.x(seconds);
      moments.append(svg('path', { class: 'gantt-moment', d: `M${x} 18l-4 -0.01l4 7l4 -7z` }, svg('title', null, `${jobName(shown.id)} ${word} at ${formatSeconds(seconds)}`)),
        svg('line', { class: 'gantt-moment-line', x1: x, x2: x, y1: 24, y2: ground.bottom }));
    }
  }

  /** Everything of the thing that is hovered, here or elsewhere. */
  function highlight(ref) {
    lastRef = ref;
    if (!ground || !schedule) return;
    let d = '';
    if (ref?.kind === 'job') d = boxesOf(ground, ref.job);
    else if (ref?.kind === 'step' || ref?.kind === 'layer' || ref?.kind === 'copy') d = stepBoxes(ref);
    lit.setAttribute('d', d);
    canvas.classList.toggle('focusing', ref?.kind === 'job' && d !== '');
    for (const band of bands.children) {
      const row = ground.rows[band.dataset.row];
      band.classList.toggle('lit', (ref?.kind === 'node' && row.kind === 'node' && row.index === ref.node)
        || (ref?.kind === 'link' && row.kind === 'link' && (row.index === ref.link || answer.links[ref.link]?.reverse === row.index)));
    }
  }

  /** The steps of the shown job that a layer, a copy or a step stands for. */
  function stepBoxes(ref) {
    const plan = answer.jobs.plans.get(answer.jobs.shown.id);
    const steps = (plan?.steps ?? []).filter((step, index) => (ref.kind === 'step' ? index === ref.step
      : ref.kind === 'layer' ? step.layer === ref.layer : step.afterLayer === ref.copy));
    return steps.map((step) => {
      const key = step.kind === 'compute' ? `node ${indexOf.get(step.node)}` : `link ${step.link}`;
      const row = ground.byKey.get(key);
      const bars = (step.pieces ?? [[step.startSeconds, step.endSeconds]]).map(([start, until]) => ({ start, end: until, job: 'step' }));
      return row ? boxesOf({ ...ground, rows: [{ ...row, bars }] }, 'step') : '';
    }).join('');
  }

  function barTexts(row, bar) {
    if (!bar) {
      const last = lastMoment(schedule);
      const share = last > 0 ? row.busySeconds / last : 0;
      return [row.label, `busy ${formatSeconds(row.busySeconds)}, ${formatPercent(share)} of the time until all is done`];
    }
    const when = `${formatSeconds(bar.start)} to ${formatSeconds(bar.end)} (${formatSeconds(bar.end - bar.start)})`;
    if (bar.job === null) return [`${row.label}: work queued before`, when];
    const job = answer.jobs.list.find(({ id }) => id === bar.job);
    return [`${jobName(bar.job)} ${row.kind === 'node' ? 'computes on' : 'is sent'} ${row.label}`, when, job ? `${job.model}, asked by ${answer.nodes[indexOf.get(job.source)]?.label ?? job.source}` : ''].filter(Boolean);
  }

  const refOf = (hit) => {
    if (!hit) return null;
    if (hit.bar?.job) return { kind: 'job', job: hit.bar.job };
    return hit.bar || hit.at < 0 ? { kind: hit.row.kind, [hit.row.kind]: hit.row.index } : null;
  };

  const pointOf = (event) => {
    const { left, top } = canvas.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  function point(hit, spot) {
    actions.hover(refOf(hit));
    canvas.classList.toggle('on-bar', Boolean(hit?.bar?.job));
    if (hit && (hit.bar || hit.at < 0) && (hit.bar || spot.x < ground.left)) tip.show(spot, barTexts(hit.row, hit.bar));
    else tip.hide();
  }

  let drag = null;
  canvas.addEventListener('pointerdown', (event) => {
    if (!ground || event.button !== 0) return;
    drag = { x: event.clientX, view, moved: false };
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!ground) return;
    const spot = pointOf(event);
    if (!drag) return point(hitAt(ground, spot.x, spot.y), spot);
    const by = event.clientX - drag.x;
    if (!drag.moved && Math.abs(by) < 4) return undefined;
    if (isWhole()) return undefined;
    if (!drag.moved) canvas.setPointerCapture(event.pointerId);
    drag.moved = true;
    tip.hide();
    return look(shifted(drag.view, end, (-by / ground.plot) * (drag.view.to - drag.view.from)));
  });
  canvas.addEventListener('pointerup', (event) => {
    const clicked = drag && !drag.moved;
    drag = null;
    if (!clicked) return;
    const spot = pointOf(event);
    const hit = hitAt(ground, spot.x, spot.y);
    if (hit?.bar?.job) actions.showJob(hit.bar.job);
  });
  canvas.addEventListener('pointercancel', () => { drag = null; });
  canvas.addEventListener('pointerleave', () => {
    if (!drag) point(null);
  });
  canvas.addEventListener('wheel', (event) => {
    if (!ground) return;
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (event.ctrlKey || event.metaKey) look(zoomed(view, end, Math.exp(event.deltaY * 0.004), ground.secondsAt(pointOf(event).x)));
    else if ((sideways || event.shiftKey) && !isWhole()) look(shifted(view, end, ((event.deltaX || event.deltaY) / ground.plot) * (view.to - view.from)));
    else return;
    event.preventDefault();
  }, { passive: false });

  // --- by keyboard

  function go(row, bar) {
    const { bars: there } = ground.rows[row];
    at = { row, bar: Math.min(there.length - 1, Math.max(0, bar)) };
    const { start, end: until } = there[at.bar];
    if (until < view.from || start > view.to) look(shifted(view, end, (start + until) / 2 - (view.from + view.to) / 2));
    placeCursor();
    const hit = { row: ground.rows[row], bar: there[at.bar], at: at.bar };
    live.textContent = barTexts(hit.row, hit.bar).join(', ');
    point(hit, { x: ground.x(start), y: hit.row.middle });
  }

  function placeCursor() {
    const row = at && ground.rows[at.row];
    const bar = row?.bars[at.bar];
    cursor.toggleAttribute('hidden', !bar);
    if (!bar) return;
    const x = Math.max(ground.left, ground.x(bar.start));
    const values = { x: x - 2, y: row.barTop - 2, width: Math.max(2, Math.min(ground.x(bar.end), width) - x) + 4, height: row.barHeight + 4, rx: 2 };
    Object.entries(values).forEach(([name, value]) => cursor.setAttribute(name, value));
  }

  canvas.addEventListener('keydown', (event) => {
    if (!ground || event.ctrlKey || event.metaKey || event.altKey) return;
    const { row, bar } = at ?? { row: 0, bar: -1 };
    const beside = (next) => {
      const to = Math.min(ground.rows.length - 1, Math.max(0, next));
      const middle = at ? (ground.rows[row].bars[bar].start + ground.rows[row].bars[bar].end) / 2 : 0;
      go(to, firstAfter(ground.rows[to].bars, middle));
    };
    const act = {
      ArrowRight: () => (event.shiftKey ? look(shifted(view, end, PAN_SHARE * (view.to - view.from))) : go(row, bar + 1)),
      ArrowLeft: () => (event.shiftKey ? look(shifted(view, end, -PAN_SHARE * (view.to - view.from))) : go(row, bar - 1)),
      ArrowDown: () => beside(at ? row + 1 : 0),
      ArrowUp: () => beside(row - 1),
      Home: () => go(row, 0),
      End: () => go(row, Infinity),
      Enter: () => at && ground.rows[row].bars[bar]?.job && actions.showJob(ground.rows[row].bars[bar].job),
      '+': () => look(zoomed(view, end, 1 / ZOOM_STEP, at ? ground.rows[row].bars[bar].start : undefined)),
      '-': () => look(zoomed(view, end, ZOOM_STEP)),
      0: () => look({ from: 0, to: end }),
      Escape: () => point(null),
    };
    const wanted = act[event.key === '=' ? '+' : event.key === ' ' ? 'Enter' : event.key];
    if (!wanted) return;
    wanted();
    event.preventDefault();
  });
  canvas.addEventListener('blur', () => {
    at = null;
    if (ground) placeCursor();
    point(null);
  });

  observeWidth(container, (now) => {
    width = now;
    render();
  });

  return {
    update(next) {
      answer = next;
      const given = next.jobs?.schedule ?? null;
      if (!given) return;
      const now = [given, next.jobs.shown, next.jobs.looks, ...next.nodes.map(({ colorIndex }) => colorIndex)];
      if (drawn && drawn.length === now.length && drawn.every((part, at) => part === now[at])) return;
      drawn = now;
      const before = end;
      const fitted = isWhole();
      if (given !== schedule) {
        schedule = given;
        indexOf = new Map(answer.nodes.map(({ id }, index) => [id, index]));
        rows = rowsOf(schedule, answer.nodes, answer.links);
        end = lastMoment(schedule);
        if (fitted || before === 0) view = { from: 0, to: end };
        else view = shifted(view, end, 0);
        if (at && !rows[at.row]?.bars[at.bar]) at = null;
        canvas.setAttribute('aria-label', `Gantt chart: ${rows.length} machines and links over ${formatSeconds(end)}`);
      }
      render();
    },
    highlight,
  };
}

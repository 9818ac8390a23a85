// A search while it runs: its best value over its moves, how far it has come, and a way to take what it has.

import { observeWidth } from '../draw/geo-observe.js';
import { html, svg } from '../draw/svg.js';
import { formatPercent, formatSeconds, grouped } from '../format/quantities.js';
import { METHOD_NAMES, gapOf } from '../jobs/schedule-words.js';
import { curveGeometry } from './curve-geometry.js';

const HEIGHT = 132;

export function createSearchCurve(container, actions) {
  const line = svg('path', { class: 'curve-line' });
  const dot = svg('circle', { class: 'curve-dot', r: 3.5 });
  const marks = svg('g');
  const bound = svg('line', { class: 'curve-bound' });
  const canvas = svg('svg', { class: 'curve', role: 'img' }, marks, bound, line, dot);
  const bar = html('progress', { max: 1, value: 0, 'aria-label': 'Progress of the search' });
  const stop = html('button', { type: 'button', class: 'outlined', id: 'stop-search' }, 'Stop, take the best so far');
  stop.addEventListener('click', () => actions.stopSearch());
  const words = html('p', { class: 'curve-words' });
  container.replaceChildren(words, html('div', { class: 'curve-progress' }, bar, stop), canvas);
  let width = 0;
  let answer = null;

  function render() {
    if (!answer) return;
    const { running, search, result } = answer.jobs;
    const live = running && running.search.method === search.method ? running : null;
    const run = live ?? result;
    const points = run?.points ?? [];
    const lowerBound = live?.lowerBound ?? result?.schedule.lowerBound ?? 0;
    bar.hidden = stop.hidden = !live;
    if (live) bar.value = live.share;
    const first = points[0]?.value;
    const last = points.at(-1);
    words.textContent = !last ? (live ? 'Starting…' : '')
      : `${METHOD_NAMES[search.method]} ${live ? 'has tried' : result?.stopped ? 'was stopped after' : 'tried'} ${grouped(last.moves)} moves: ${formatSeconds(first)} → ${formatSeconds(last.value)}`
        + `${first > last.value ? ` (−${formatPercent(1 - last.value / first)})` : ' (nothing better yet)'}, gap ${formatPercent(gapOf({ value: last.value, lowerBound }))}.`;
    canvas.toggleAttribute('hidden', points.length < 2 || width === 0);
    if (points.length < 2 || width === 0) return;
    const geometry = curveGeometry(points, lowerBound, { width, height: HEIGHT, share: live ? live.share : 1 });
    canvas.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    canvas.setAttribute('width', width);
    canvas.setAttribute('height', HEIGHT);
    canvas.setAttribute('aria-label', words.textContent);
    line.setAttribute('d', geometry.d);
    dot.setAttribute('cx', geometry.end.x);
    dot.setAttribute('cy', geometry.end.y);
    bound.toggleAttribute('hidden', geometry.bound === null);
    if (geometry.bound !== null) Object.entries({ x1: geometry.left, x2: width, y1: geometry.bound, y2: geometry.bound }).forEach(([name, value]) => bound.setAttribute(name, value));
    marks.replaceChildren(...geometry.marks.flatMap(({ y, text }) => [
      svg('line', { class: 'gantt-mark', x1: geometry.left, x2: width, y1: y, y2: y }),
      svg('text', { class: 'axis-text', x: geometry.left - 6, y: y + 4, 'text-anchor': 'end' }, text)]),
    svg('text', { class: 'axis-text', x: width, y: HEIGHT - 3, 'text-anchor': 'end' }, 'moves →'),
    ...(geometry.bound === null ? [] : [svg('text', { class: 'axis-text', x: width, y: geometry.bound - 4, 'text-anchor': 'end' }, 'lower bound')]));
  }

  observeWidth(container, (now) => {
    width = now;
    render();
  });

  return {
    update(next) {
      answer = next;
      render();
    },
    /** More of the same search. */
    progress(jobs) {
      if (!answer) return;
      answer = { jobs };
      render();
    },
    highlight() {},
  };
}

// How latency grows with load, by policy: simulated in the background when asked for.

import { observeWidth } from '../draw/geo-observe.js';
import { html, svg } from '../draw/svg.js';
import { formatSeconds, threeDigits } from '../format/quantities.js';
import { SIMULATED_JOBS } from '../jobs/load-sweep.js';
import { loadChart, loadFrame, logMarks } from './load-geometry.js';

const HEIGHT = 250;
const FIGURES = [{ id: 'mean', title: 'Mean latency' }, { id: 'p95', title: '19 in 20 jobs take at most' }];
const NAMES = {
  'backlog-aware': 'Each behind the queues it finds', 'best-single-split': 'One split each, queues ignored', 'backlog-blind': 'Best path each, queues ignored',
  'all-at-node': 'All on one machine', 'all-at-source': 'All where they start',
};
const SHAPES = {
  'backlog-aware': 'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z', 'best-single-split': 'M-3.6 -3.6h7.2v7.2h-7.2z', 'backlog-blind': 'M0 -4.6L4.4 3.4h-8.8z',
  'all-at-node': 'M0 -5L5 0L0 5L-5 0z', 'all-at-source': 'M0 4.6L4.4 -3.4h-8.8z',
};
const perSecond = (rate) => `${threeDigits(rate)} jobs/s`;

const sample = (policy) => svg('svg', { width: 26, height: 12, 'aria-hidden': 'true', class: `load-${policy}` },
  svg('path', { class: 'load-line', d: 'M0 6H26' }), svg('path', { class: 'load-mark', d: SHAPES[policy], transform: 'translate(13 6)' }));

/** @param {{ start(): void, cancel(): void }} sweep */
export function createLoadCurve(container, { start, cancel }) {
  const run = html('button', { type: 'button', class: 'outlined', id: 'simulate-load' }, 'Simulate');
  const stop = html('button', { type: 'button', class: 'outlined', hidden: true, id: 'cancel-load' }, 'Stop');
  const bar = html('progress', { max: 1, value: 0, hidden: true, 'aria-label': 'Progress of the simulation' });
  const about = html('p', { class: 'compared-about' },
    `Requests like those above arrive at random, at a steady rate, and each is routed as it comes. Every point is ${SIMULATED_JOBS} jobs simulated event by event. Where queues grow without end, a line leaves the chart (△).`);
  const legend = html('ul', { class: 'load-legend' });
  const charts = FIGURES.map(({ id, title }) => ({ id, title, canvas: svg('svg', { class: 'load-chart', role: 'img', 'aria-label': title }) }));
  const body = html('div', { class: 'twin-body' });
  const twin = html('details', { class: 'twin', hidden: true }, html('summary', null, 'The load curves as a table'), body);
  const stage = html('div', { class: 'load-charts', hidden: true }, charts.map(({ canvas }) => canvas));
  container.replaceChildren(about, html('div', { class: 'load-progress' }, run, stop, bar), legend, stage, twin);
  run.addEventListener('click', start);
  stop.addEventListener('click', cancel);
  let sweep = null;
  let labelOf = (id) => id;
  let width = 0;

  const nameOf = ({ policy, node }) => (node ? `All on ${labelOf(node)}` : NAMES[policy]);

  function draw({ id, title, canvas }, frame, room) {
    const chart = loadChart(sweep.series, id, { ...frame, width: room, height: HEIGHT });
    canvas.setAttribute('viewBox', `0 0 ${room} ${HEIGHT}`);
    canvas.setAttribute('width', room);
    canvas.setAttribute('height', HEIGHT);
    const ticks = [
      ...logMarks(frame.low, frame.high, 7).map((seconds) => [svg('line', { class: 'gantt-mark', x1: chart.left, x2: chart.right, y1: chart.y(seconds), y2: chart.y(seconds) }),
        svg('text', { class: 'axis-text', x: chart.left - 6, y: chart.y(seconds) + 4, 'text-anchor': 'end' }, formatSeconds(seconds))]),
      ...logMarks(frame.first, frame.last, Math.floor(room / 60)).map((rate) => [svg('line', { class: 'axis-mark', x1: chart.x(rate), x2: chart.x(rate), y1: chart.bottom, y2: chart.bottom + 4 }),
        svg('text', { class: 'axis-text', x: chart.x(rate), y: chart.bottom + 16, 'text-anchor': chart.x(rate) > chart.right - 12 ? 'end' : 'middle' }, threeDigits(rate))]),
    ].flat();
    const lines = chart.lines.map(({ policy, d, marks, lost }, at) => svg('g', { class: `load-${policy}` },
      svg('path', { class: 'load-line', d }),
      lost && svg('path', { class: 'load-lost-line', d: lost.d }),
      marks.map(({ x, y, point }) => svg('path', { class: 'load-mark', d: SHAPES[policy], transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
        svg('title', null, `${nameOf(sweep.series[at])}, ${perSecond(point.jobsPerSecond)}: ${formatSeconds(point[id])}`))),
      lost && svg('path', { class: 'load-lost', d: 'M0 -5L5 3h-10z', transform: `translate(${lost.x.toFixed(1)} ${lost.y})` },
        svg('title', null, `${nameOf(sweep.series[at])}, ${perSecond(lost.point.jobsPerSecond)}: queues grow without end`))));
    canvas.replaceChildren(svg('text', { class: 'load-title', x: 0, y: 11 }, title), svg('g', null, ticks), ...lines,
      svg('text', { class: 'axis-text', x: chart.right, y: HEIGHT - 4, 'text-anchor': 'end' }, 'jobs per second'));
  }

  function table() {
    if (!twin.open || !sweep) return;
    const rows = sweep.series.flatMap((each) => each.points.map((point) => [nameOf(each), perSecond(point.jobsPerSecond),
      point.isStable ? formatSeconds(point.mean) : '–', point.isStable ? formatSeconds(point.p95) : '–', point.isStable ? 'yes' : 'no: queues grow without end']));
    body.replaceChildren(html('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Latency against load' }, html('table', null,
      html('caption', null, 'Latency against load'),
      html('thead', null, html('tr', null, ['Policy', 'Load', 'Mean', '19 in 20 take at most', 'Keeps up'].map((text) => html('th', { scope: 'col' }, text)))),
      html('tbody', null, rows.map(([first, ...cells]) => html('tr', null, html('th', { scope: 'row' }, first), cells.map((cell) => html('td', null, cell))))))));
  }
  twin.addEventListener('toggle', table);

  /** The highest load that a policy was seen to bear. */
  const bears = ({ points, problem }) => {
    const best = points.filter(({ isStable }) => isStable).at(-1);
    if (problem) return 'not possible';
    return best ? `keeps up with ${perSecond(best.jobsPerSecond)}` : points.length > 0 ? `not even ${perSecond(points[0].jobsPerSecond)}` : '…';
  };

  function render() {
    const isRunning = Boolean(sweep) && !sweep.isOver;
    run.hidden = isRunning;
    run.textContent = sweep ? 'Simulate again' : 'Simulate';
    stop.hidden = bar.hidden = !isRunning;
    if (isRunning) bar.value = sweep.share;
    legend.replaceChildren(...(sweep?.series ?? []).map((each) => html('li', null, sample(each.policy), html('span', null, nameOf(each)), html('strong', { title: each.problem }, bears(each)))));
    const frame = sweep ? loadFrame(sweep.series) : null;
    stage.hidden = twin.hidden = !frame;
    if (!frame || width === 0) return;
    const beside = width > 620;
    charts.forEach((chart) => draw(chart, frame, beside ? Math.floor((width - 24) / 2) : width));
    table();
  }

  observeWidth(container, (now) => {
    width = now;
    render();
  });

  return {
    /** @param {object | null} next  the sweep of what the page shows */
    show(next, label) {
      sweep = next;
      labelOf = label;
      render();
    },
  };
}

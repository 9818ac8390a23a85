// A plot with marks that can be chosen, by pointer and by keyboard.

import { observeWidth } from '../../draw/geo-observe.js';
import { html, svg } from '../../draw/svg.js';
import { nearestMark, neighbour, plotGeometry } from './geometry.js';
import { AT_LEAST, WRONG, classOf, hollowSample, referenceSample, sample, shapeOf } from './looks.js';
import { createRoving } from './roving.js';

const HEIGHT = 300;
const NEAR_PIXELS = 26;
const LEAST_WIDTH = 260;

const HINT = 'Click a point, or press Enter on it: its scenario is built from its seed and measured in this browser.';

function axes({ frame, xMarks, yMarks }, { x, y }) {
  return svg('g', { class: 'plot-axes', 'aria-hidden': 'true' },
    yMarks.map(({ at, text }) => [
      svg('line', { class: 'plot-grid', x1: frame.left, x2: frame.right, y1: at, y2: at }),
      svg('text', { class: 'axis-text', x: frame.left - 6, y: at + 4, 'text-anchor': 'end' }, text),
    ]).flat(),
    xMarks.map(({ at, text }) => [
      svg('line', { class: 'axis-mark', x1: at, x2: at, y1: frame.bottom, y2: frame.bottom + 4 }),
      svg('text', { class: 'axis-text', x: at, y: frame.bottom + 16, 'text-anchor': 'middle' }, text),
    ]).flat(),
    svg('line', { class: 'axis-mark', x1: frame.left, x2: frame.right, y1: frame.bottom, y2: frame.bottom }),
    svg('text', { class: 'axis-name', x: frame.right, y: HEIGHT - 6, 'text-anchor': 'end' }, x.label),
    svg('text', { class: 'axis-name', x: 0, y: 9 }, y.label));
}

const hollow = (d, x, y, scale = 1) => svg('path', { class: 'plot-mark plot-hollow', d, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale})` });

/** What is true of some marks, as the legend tells it. */
const HOLLOW = [
  { d: AT_LEAST, name: 'stopped at the limit: at least so long', holds: ({ atLeast, spreadAtLeast }) => atLeast || spreadAtLeast },
  { d: WRONG, name: 'ended with a wrong optimum', holds: ({ isWrong, wrong = [] }) => isWrong || wrong.length > 0 },
];

const button = ({ x, y, mark, spread, wrong }, { look, name }) => svg('g', { role: 'button', class: 'plot-point', 'aria-label': `${name}: ${mark.words}` },
  spread && svg('line', { class: 'plot-spread', x1: x, x2: x, y1: spread.top, y2: spread.bottom }),
  spread && mark.spreadAtLeast && hollow(AT_LEAST, x, spread.top, 0.6),
  mark.atLeast || mark.isWrong ? hollow(mark.atLeast ? AT_LEAST : WRONG, x, y)
    : svg('path', { class: 'plot-mark', d: shapeOf(look), transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` }),
  wrong.map((at) => hollow(WRONG, x, at, 0.8)));

/**
 * @param {HTMLElement} container
 * @param {import('./geometry.js').Plot} plot
 * @param {(choice: object) => void} onChoose
 */
export function createPlot(container, plot, onChoose) {
  const canvas = svg('svg', { class: 'plot', role: 'group', 'aria-labelledby': `${plot.id}-title ${plot.id}-about`, height: HEIGHT });
  const readout = html('p', { class: 'plot-readout' }, HINT);
  const legend = html('ul', { class: 'plot-legend' }, plot.series.map(({ name, look, isLoose }) => html('li', null, sample(look, isLoose), name)),
    HOLLOW.filter(({ holds }) => plot.series.some(({ marks: all }) => all.some(holds))).map(({ d, name }) => html('li', null, hollowSample(d), name)),
    plot.reference && html('li', null, referenceSample(), plot.reference.name));
  const stage = html('div', { class: 'plot-stage' }, canvas);
  container.replaceChildren(legend, stage, readout);
  const marks = plot.series.flatMap((series) => series.marks.map((mark) => ({ mark, series })));
  let geometry;
  let buttons = [];
  let pointed = -1;

  function point(at) {
    if (at === pointed) return;
    pointed = at;
    buttons.forEach((each, place) => each.classList.toggle('lit', place === at));
    readout.textContent = at < 0 ? HINT : `${marks[at].series.name}: ${marks[at].mark.words}`;
  }
  const choose = (at) => onChoose(marks[at].mark.choice);
  const roving = createRoving(canvas, { move: (from, key) => neighbour(geometry, from, key), choose, point });

  const under = (event) => {
    const { left, top } = canvas.getBoundingClientRect();
    return nearestMark(geometry, { x: event.clientX - left, y: event.clientY - top }, NEAR_PIXELS);
  };
  canvas.addEventListener('pointermove', (event) => {
    const at = under(event);
    canvas.classList.toggle('on-point', at >= 0);
    point(at);
  });
  canvas.addEventListener('pointerleave', () => point(-1));
  canvas.addEventListener('click', (event) => {
    // A screen reader clicks an element and no place.
    const at = under(event);
    const chosen = at >= 0 ? at : buttons.indexOf(event.target.closest('.plot-point'));
    if (chosen >= 0) choose(chosen);
  });

  function draw(width) {
    geometry = plotGeometry(plot, { width, height: HEIGHT });
    canvas.setAttribute('width', width);
    canvas.setAttribute('viewBox', `0 0 ${width} ${HEIGHT}`);
    const { reference } = geometry;
    const drawn = geometry.series.map(({ d, marks: placed }, at) => {
      const series = plot.series[at];
      return svg('g', { class: classOf(series.look) }, d && svg('path', { class: 'plot-line', d, 'aria-hidden': 'true' }), placed.map((mark) => button(mark, series)));
    });
    canvas.replaceChildren(
      svg('title', { id: `${plot.id}-title` }, plot.title),
      svg('desc', { id: `${plot.id}-about` }, plot.about),
      axes(geometry, plot),
      ...(reference ? [svg('line', { class: 'plot-reference', x1: reference.from.x, y1: reference.from.y, x2: reference.to.x, y2: reference.to.y }, svg('title', null, plot.reference.name))] : []),
      // The first series matters most, so it lies on top.
      ...[...drawn].reverse(),
    );
    buttons = drawn.flatMap((group) => [...group.querySelectorAll('.plot-point')]);
    pointed = -1;
    roving.take(buttons);
  }
  observeWidth(stage, (width) => draw(Math.max(LEAST_WIDTH, width)));
  return { canvas };
}

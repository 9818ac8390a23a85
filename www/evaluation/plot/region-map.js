// A map of regions on the page, every cell of which can be chosen.

import { observeWidth } from '../../draw/geo-observe.js';
import { html, svg } from '../../draw/svg.js';
import { MARGIN } from './margin.js';
import { bordersOf, regionsOf, runsOf } from './regions.js';
import { createRoving } from './roving.js';

const LARGEST = 420;
/** Regions beyond these share the last look, and are told by their letters. */
const COLOURS = 8;
const HINT = 'Click a cell, or press Enter on it: its scenario is built and solved in this browser.';

const lookOf = (place) => Math.min(place, COLOURS);
const letterOf = (place) => (place < 26 ? String.fromCharCode(65 + place) : `A${String.fromCharCode(39 + place)}`);

/**
 * @typedef {object} RegionPlot
 * @property {string} id
 * @property {string} title
 * @property {string} about
 * @property {import('./regions.js').Grid} grid
 * @property {{ label: string, marks: { place: number, text: string }[] }} x  places are columns
 * @property {{ label: string, marks: { place: number, text: string }[] }} y  places are rows
 * @property {(group: string) => string} nameOf
 * @property {(cell: number) => string} wordsOf
 */

/** @param {RegionPlot} plot */
export function createRegionMap(container, plot, onChoose) {
  const { grid } = plot;
  const { size } = grid;
  const regions = regionsOf(grid);
  const canvas = svg('svg', { class: 'plot region-map', role: 'group', 'aria-labelledby': `${plot.id}-title ${plot.id}-about` });
  const readout = html('p', { class: 'plot-readout' }, HINT);
  const stage = html('div', { class: 'plot-stage' }, canvas);
  const legend = html('ol', { class: 'region-legend' }, regions.map(({ name, share }, at) => html('li', { class: `region-look-${lookOf(at)}` },
    html('span', { class: 'region-key', 'aria-hidden': 'true' }, letterOf(at)), html('span', null, plot.nameOf(name)), html('strong', null, ` ${(share * 100).toFixed(share < 0.01 ? 1 : 0)} %`))));
  container.replaceChildren(stage, readout, legend);
  let cells = [];

  function point(at) {
    cells.forEach((cell, place) => cell.classList.toggle('lit', place === at));
    readout.textContent = at < 0 ? HINT : plot.wordsOf(at);
  }
  function move(from, key) {
    const [column, row] = [from % size, Math.floor(from / size)];
    const step = { ArrowLeft: [column - 1, row], ArrowRight: [column + 1, row], ArrowUp: [column, row + 1], ArrowDown: [column, row - 1], Home: [0, row], End: [size - 1, row] }[key];
    const within = (value) => Math.max(0, Math.min(value, size - 1));
    return within(step[1]) * size + within(step[0]);
  }
  const roving = createRoving(canvas, { move, choose: onChoose, point });

  function draw(width) {
    const side = Math.min(LARGEST, width - MARGIN.left - MARGIN.right);
    const cell = side / size;
    const x = (column) => MARGIN.left + column * cell;
    const y = (row) => MARGIN.top + side - row * cell;
    const border = ([column, row, isVertical]) => `M${x(column).toFixed(1)} ${y(row).toFixed(1)}${isVertical ? 'v' : 'h'}${(isVertical ? -cell : cell).toFixed(1)}`;
    const [whole, tall] = [MARGIN.left + side + MARGIN.right, MARGIN.top + side + MARGIN.bottom];
    canvas.setAttribute('width', whole);
    canvas.setAttribute('height', tall);
    canvas.setAttribute('viewBox', `0 0 ${whole} ${tall}`);
    const fills = regions.map(({ places }, at) => svg('g', { class: `region-look-${lookOf(at)}`, 'aria-hidden': 'true' }, runsOf(places, size).map(({ place, length }) => svg('rect', {
      class: 'region-fill', x: x(place % size).toFixed(1), y: y(Math.floor(place / size) + 1).toFixed(1), width: (length * cell + 0.4).toFixed(1), height: (cell + 0.4).toFixed(1),
    }))));
    const labels = regions.map(({ label }, at) => svg('text', {
      class: 'region-label', x: x((label % size) + 0.5), y: y(Math.floor(label / size) + 0.5) + 4.5, 'text-anchor': 'middle', 'aria-hidden': 'true',
    }, letterOf(at)));
    cells = grid.group.map((_, place) => svg('rect', {
      role: 'button', class: 'region-cell', 'aria-label': plot.wordsOf(place),
      x: x(place % size).toFixed(1), y: y(Math.floor(place / size) + 1).toFixed(1), width: cell.toFixed(2), height: cell.toFixed(2),
    }));
    cells.forEach((each, place) => {
      each.addEventListener('pointerenter', () => point(place));
      each.addEventListener('click', () => onChoose(place));
    });
    canvas.replaceChildren(
      svg('title', { id: `${plot.id}-title` }, plot.title),
      svg('desc', { id: `${plot.id}-about` }, plot.about),
      ...fills,
      svg('path', { class: 'region-minor', d: bordersOf(grid.kind, size).map(border).join(''), 'aria-hidden': 'true' }),
      svg('path', { class: 'region-border', d: bordersOf(grid.group, size).map(border).join(''), 'aria-hidden': 'true' }),
      ...labels,
      svg('g', { 'aria-hidden': 'true' },
        plot.x.marks.map(({ place, text }) => svg('text', { class: 'axis-text', x: x(place + 0.5), y: MARGIN.top + side + 16, 'text-anchor': 'middle' }, text)),
        plot.y.marks.map(({ place, text }) => svg('text', { class: 'axis-text', x: MARGIN.left - 6, y: y(place + 0.5) + 4, 'text-anchor': 'end' }, text)),
        svg('text', { class: 'axis-name', x: MARGIN.left + side, y: MARGIN.top + side + MARGIN.bottom - 6, 'text-anchor': 'end' }, plot.x.label),
        svg('text', { class: 'axis-name', x: 0, y: 9 }, plot.y.label)),
      svg('g', null, cells),
    );
    roving.take(cells);
  }
  canvas.addEventListener('pointerleave', () => point(-1));
  observeWidth(stage, draw);
  return { canvas };
}

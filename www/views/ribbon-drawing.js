// The picture of the model ribbon: columns that stay in place (so that focus and hover survive), bands and cuts drawn anew.

import { svg } from '../draw/svg.js';
import { formatBytes, formatFlop } from '../format/quantities.js';
import { BAND_TOP, BYTES_TOP, NAMES_TOP, RIBBON, RIBBON_HEIGHT, labelRows } from './ribbon-geometry.js';

const CUT_LABEL_WIDTH = 92;
const NAME_LETTERS = 10;
const WIDE_ENOUGH_FOR_LEVEL_NAMES = 62;
const NARROW_FOR_EVERY_NAME = 15;

const shortened = (name) => (name.length > NAME_LETTERS ? `${name.slice(0, NAME_LETTERS - 1)}…` : name);

function columnElements(number) {
  const hit = svg('rect', { class: 'layer-hit', y: RIBBON.cutTop + RIBBON.cutHeight, height: NAMES_TOP + RIBBON.namesHeight - RIBBON.cutTop - RIBBON.cutHeight });
  const work = svg('rect', { class: 'layer-work' });
  const bytes = svg('rect', { class: 'layer-bytes', y: BYTES_TOP });
  const name = svg('text', { class: 'layer-name' });
  const pin = svg('path', { class: 'layer-pin', d: 'M-3.5,-9h7v1.5l-1.5,1v2.5l2,2v1h-3.3v4l-0.7,1.5l-0.7,-1.5v-4h-3.3v-1l2,-2v-2.5l-1.5,-1z' });
  const title = svg('title');
  const option = svg('g', { role: 'option', class: 'layer', tabindex: -1, 'data-layer': number, 'aria-selected': 'false' }, title, hit, work, bytes, pin, name);
  return { option, hit, work, bytes, name, pin, title };
}

function placeName(text, x, step) {
  const level = step >= WIDE_ENOUGH_FOR_LEVEL_NAMES;
  text.setAttribute('transform', level ? `translate(${x + step / 2} ${NAMES_TOP + 14})` : `translate(${x + step / 2 + 4} ${NAMES_TOP + 6}) rotate(-90)`);
  text.setAttribute('text-anchor', level ? 'middle' : 'end');
}

/** @param {SVGElement} root */
export function createRibbonDrawing(root, label) {
  const gutter = svg('g', { class: 'ribbon-gutter', 'aria-hidden': 'true' });
  const bands = svg('g', { class: 'ribbon-bands', 'aria-hidden': 'true' });
  const list = svg('g', { role: 'listbox', 'aria-label': label, 'aria-multiselectable': 'true', 'aria-orientation': 'horizontal' });
  const cuts = svg('g', { class: 'ribbon-cuts', 'aria-hidden': 'true' });
  const input = svg('g', { class: 'ribbon-input', 'aria-hidden': 'true' });
  root.append(gutter, input, list, bands, cuts);
  let columns = [];

  function drawGutter(geometry) {
    const words = (y, text, name) => svg('text', { x: 0, y, class: name }, text);
    gutter.replaceChildren(
      words(RIBBON.cutTop + RIBBON.cutHeight + 12, formatFlop(geometry.mostWork), 'gutter-figure'),
      words(BAND_TOP - 4, 'work', 'gutter-word'),
      words(BAND_TOP + 16, 'runs on', 'gutter-word'),
      words(BYTES_TOP + 13, 'data out', 'gutter-word'),
      words(BYTES_TOP + RIBBON.bytesHeight - 2, formatBytes(geometry.mostBytes), 'gutter-figure'),
      svg('line', { class: 'ribbon-base', x1: 0, x2: geometry.width, y1: BAND_TOP, y2: BAND_TOP }),
      svg('line', { class: 'ribbon-base', x1: 0, x2: geometry.width, y1: BYTES_TOP, y2: BYTES_TOP }),
    );
  }

  function drawInput(geometry) {
    const { x, bytes } = geometry.input;
    const name = svg('text', { class: 'layer-name' }, 'input');
    placeName(name, x, geometry.step);
    input.replaceChildren(
      svg('rect', { class: 'layer-bytes', x: x + 1.5, y: BYTES_TOP, width: geometry.step - 3, height: bytes }), name);
  }

  function drawColumns(geometry, layers, nodes, pinned) {
    if (columns.length !== layers.length) {
      columns = layers.map(({ number }) => columnElements(number));
      list.replaceChildren(...columns.map(({ option }) => option));
    }
    const gap = geometry.step > 30 ? 2 : 1;
    const every = Math.max(1, Math.ceil(NARROW_FOR_EVERY_NAME / geometry.step));
    geometry.columns.forEach((column, at) => {
      const { option, hit, work, bytes, name, pin, title } = columns[at];
      const layer = layers[at];
      const node = nodes[layer.node];
      option.setAttribute('class', `layer node-color-${node ? node.colorIndex : 'none'}`);
      title.textContent = layerWords(layer, node, pinned(layer.number));
      set(hit, { x: column.x, width: geometry.step });
      set(work, { x: column.x + gap, y: BAND_TOP - column.work, width: geometry.step - 2 * gap, height: column.work });
      set(bytes, { x: column.x + gap, width: geometry.step - 2 * gap, height: column.bytes });
      set(pin, { transform: `translate(${column.x + geometry.step / 2} ${BAND_TOP - column.work - 5})`, visibility: pinned(layer.number) ? 'visible' : 'hidden' });
      name.textContent = at % every === 0 ? shortened(layer.name) : '';
      placeName(name, column.x, geometry.step);
    });
  }

  function drawBands(geometry, nodes) {
    bands.replaceChildren(...geometry.runs.map((run) => {
      const node = nodes[run.node];
      const letters = Math.floor((run.width - 14) / 6.6);
      const text = node.label.length <= letters ? node.label : letters >= 3 ? `${node.label.slice(0, letters - 1)}…` : '';
      return svg('g', { class: `band node-color-${node.colorIndex}`, 'data-first': run.first, 'data-last': run.last, 'data-pin-node': node.index },
        svg('title', null, `Layers ${run.first}–${run.last} on ${node.label}: drag them to another machine`),
        svg('rect', { x: run.x + 1, y: BAND_TOP + 2, width: run.width - 2, height: RIBBON.bandHeight - 4, rx: 3 }),
        svg('text', { x: run.x + run.width / 2, y: BAND_TOP + 16.5, 'text-anchor': 'middle' }, text));
    }));
  }

  function drawCuts(geometry, nodes) {
    const starts = geometry.cuts.map(({ x }) => Math.min(x, geometry.width - CUT_LABEL_WIDTH));
    const rows = labelRows(starts, CUT_LABEL_WIDTH);
    cuts.replaceChildren(...geometry.cuts.map((cut, at) => {
      const row = rows[at];
      const top = RIBBON.cutTop + 11 + row * 13;
      const end = cut.x + CUT_LABEL_WIDTH > geometry.width;
      return svg('g', { class: 'cut', 'data-after-layer': cut.afterLayer },
        svg('title', null, `${formatBytes(cut.bytes)} leave ${nodes[cut.from]?.label ?? '?'} for ${nodes[cut.to]?.label ?? '?'}`),
        svg('line', { x1: cut.x, x2: cut.x, y1: top - 8, y2: NAMES_TOP }),
        svg('path', { class: 'cut-arrow', d: end ? `M${cut.x - 10},${top - 7}l6,3.5l-6,3.5z` : `M${cut.x + 4},${top - 7}l6,3.5l-6,3.5z` }),
        svg('text', { x: end ? cut.x - 14 : cut.x + 14, y: top, 'text-anchor': end ? 'end' : 'start' }, `send ${formatBytes(cut.bytes)}`));
    }));
  }

  return {
    list,
    draw(geometry, layers, nodes, pinned) {
      set(root, { width: geometry.width, height: RIBBON_HEIGHT, viewBox: `0 0 ${geometry.width} ${RIBBON_HEIGHT}` });
      drawGutter(geometry);
      drawInput(geometry);
      drawColumns(geometry, layers, nodes, pinned);
      drawBands(geometry, nodes);
      drawCuts(geometry, nodes);
    },
    option: (number) => columns[number - 1]?.option ?? null,
    options: () => columns.map(({ option }) => option),
    bands: () => [...bands.children],
    cuts: () => [...cuts.children],
  };
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function layerWords(layer, node, pinned) {
  const where = node ? `runs on ${node.label}` : 'not placed';
  return `Layer ${layer.number}, ${layer.name}: ${formatFlop(layer.flop)}, passes on ${formatBytes(layer.outputBytes)}, ${where}${pinned ? ', pinned' : ''}`;
}

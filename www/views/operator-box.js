// One box of the operator graph: a layer, a folded block, the input or the answer.

import { svg } from '../draw/svg.js';
import { formatBytes, formatFlop } from '../format/quantities.js';

export const MARGIN = { left: 12, right: 24, top: 58, bottom: 30 };
const NAME_LETTERS = 14;

/** Of a path the end tells more than the beginning. */
export function shortened(name, letters = NAME_LETTERS) {
  if (name.length <= letters) return name;
  return name.includes('/') ? `…${name.slice(1 - letters)}` : `${name.slice(0, letters - 1)}…`;
}

/** The texts stand beside the item, whose name says more than they do. */
function textsOf({ kind, first, last, width }, layers) {
  const line = (y, text, name) => svg('text', { class: name, x: width / 2, y, 'text-anchor': 'middle' }, text);
  if (kind === 'layer') {
    const layer = layers[first - 1];
    return [line(13, shortened(layer.name), 'op-name'), line(25, shortened(layer.kind ?? '', 15), 'op-kind')];
  }
  if (kind === 'block') {
    const names = [first, last].map((number) => shortened(layers[number - 1].name, 8));
    return [line(18, `▸ ${last - first + 1} layers`, 'op-name'), line(32, names.join(' – '), 'op-kind')];
  }
  return [line(19, kind, 'op-kind')];
}

/** Runs of layers, in the file's order, on the same machine. */
function runsOf({ first, last }, nodeOf) {
  const runs = [];
  for (let layer = first; layer <= last; layer += 1) {
    const node = nodeOf(layer);
    if (runs.at(-1)?.node === node) runs.at(-1).count += 1;
    else runs.push({ node, count: 1 });
  }
  return runs;
}

/** @param {{ layers: object[], isInBlock: (box: object) => boolean }} about */
export function operatorBox(box, { layers, isInBlock }) {
  const { kind, first, last, block, width, height } = box;
  const transform = `translate(${MARGIN.left + box.x} ${MARGIN.top + box.y - height / 2})`;
  const isItem = kind === 'layer' || kind === 'block';
  const item = isItem ? { role: 'treeitem', tabindex: -1, 'data-first': first, 'data-block': block, 'aria-level': kind === 'layer' && isInBlock(box) ? 2 : 1 } : {};
  const title = svg('title');
  const bars = svg('g');
  const group = svg('g', { ...item, ...(kind === 'block' ? { 'aria-expanded': 'false' } : {}), transform },
    title, svg('rect', { class: 'op-box', width, height, rx: kind === 'layer' ? 4 : 9 }), bars);
  const className = (color) => `op op-${kind} node-color-${color}`;
  group.setAttribute('class', className('none'));
  let shown = '';
  return {
    box, group, isItem,
    texts: svg('g', { transform }, textsOf(box, layers)),
    /** Colours it by the machines that run it, and tells them. */
    show(nodeOf, nodes) {
      const runs = isItem ? runsOf(box, nodeOf) : [];
      const key = JSON.stringify(runs.map(({ node, count }) => [nodes[node]?.label, nodes[node]?.colorIndex, count]));
      if (key === shown) return;
      shown = key;
      let x = 4;
      bars.replaceChildren(...runs.map(({ node, count }) => {
        const share = (count / (last - first + 1)) * (width - 8);
        const bar = svg('rect', { class: `op-bar node-color-${nodes[node]?.colorIndex ?? 'none'}`, x, y: height - 6, width: share, height: 4, rx: 1 });
        x += share;
        return bar;
      }));
      group.setAttribute('class', className((runs.length === 1 && nodes[runs[0].node]?.colorIndex) ?? 'none'));
      const machines = [...new Set(runs.map(({ node }) => nodes[node]?.label))].filter(Boolean);
      const words = boxWords(box, layers, machines);
      title.textContent = words;
      if (isItem) group.setAttribute('aria-label', words);
    },
  };
}

/** A layer or a block in words. */
function boxWords(box, layers, machines) {
  const where = machines.length === 0 ? 'not placed' : `runs on ${machines.join(', then ')}`;
  if (box.kind === 'block') {
    const inside = layers.slice(box.first - 1, box.last);
    const flop = inside.reduce((sum, layer) => sum + (layer.flop ?? 0), 0);
    return `Block of ${inside.length} layers, ${inside[0].name} to ${inside.at(-1).name}: ${formatFlop(flop)}, ${where}`;
  }
  if (box.kind !== 'layer') return box.kind === 'input' ? 'What goes into the model' : 'What comes out of the model';
  const layer = layers[box.first - 1];
  const reads = layer.inputs?.length > 0 ? `, reads ${layer.inputs.join(', ')}` : '';
  const made = layer.outputs ? layer.outputs.reduce((sum, { bytes }) => sum + bytes, 0) : layer.outputBytes;
  return `Layer ${box.first}, ${layer.name}${layer.kind ? ` (${layer.kind})` : ''}: ${formatFlop(layer.flop ?? 0)}${reads}, makes ${formatBytes(made)}, ${where}`;
}

// The picture of the operator graph: boxes and tensors as the scene has them, then colours and cuts for each answer.

import { svg } from '../draw/svg.js';
import { formatBytes } from '../format/quantities.js';
import { marksOf } from '../graph/scene.js';
import { MARGIN, operatorBox, shortened } from './operator-box.js';
import { labelRows } from './ribbon-geometry.js';

const CUT_LABEL_WIDTH = 190;
const THICKEST = 5;

/** Along the lane from where it begins to where it ends for one reader. */
function pathOf({ lane, ends }) {
  const bend = (from, to) => `C${(from.x + to.x) / 2},${from.y} ${(from.x + to.x) / 2},${to.y} ${to.x},${to.y}`;
  const shifted = ({ x, y }) => ({ x: MARGIN.left + x, y: MARGIN.top + y });
  const pieces = lane.map(({ x, end, y }) => [shifted({ x, y }), shifted({ x: end, y })]);
  const along = pieces.slice(1).map(([begin, end], at) => `M${pieces[at][1].x},${pieces[at][1].y}${bend(pieces[at][1], begin)}L${end.x},${end.y}`);
  const away = ends.map((end) => {
    const from = pieces[end.after - 1][1];
    return `M${from.x},${from.y}${bend(from, shifted(end))}`;
  });
  return [...along, ...away].join('');
}

/** @param {SVGElement} root */
export function createOperatorDrawing(root, label) {
  const title = svg('title', null, label);
  const frames = svg('g', { class: 'op-frames' });
  const nets = svg('g', { class: 'op-nets', 'aria-hidden': 'true' });
  const tree = svg('g', { role: 'tree', 'aria-label': label, 'aria-orientation': 'horizontal' });
  const ends = svg('g', { 'aria-hidden': 'true' });
  const texts = svg('g', { class: 'op-texts', 'aria-hidden': 'true' });
  const cuts = svg('g', { class: 'op-cuts', 'aria-hidden': 'true' });
  root.append(title, frames, nets, ends, tree, texts, cuts);
  let scene = null;
  let boxes = [];
  let paths = [];

  function drawCut(cut, at, nodes, indexOf, rows) {
    const marks = cut.marks;
    const [from, to] = [nodes[indexOf.get(cut.from)], nodes[indexOf.get(cut.to)]];
    const bottom = MARGIN.top + scene.height + 8;
    const top = 16 + rows[at] * 16;
    const points = marks.map(({ x, y }) => `${MARGIN.left + x},${MARGIN.top + y}`);
    const head = MARGIN.left + marks[0].x;
    const words = `cut ${at + 1}: ${formatBytes(cut.bytes)}, ${from.label} → ${to.label}`;
    const end = head + CUT_LABEL_WIDTH > MARGIN.left + scene.width + MARGIN.right;
    const mark = ({ x, y, tensors, block, lift, side }) => {
      const [shiftedX, shiftedY] = [MARGIN.left + x, MARGIN.top + y];
      const bytes = formatBytes(tensors.reduce((sum, tensor) => sum + tensor.bytes * cut.batch, 0));
      const what = tensors.length === 1 ? shortened(tensors[0].name, 18) : `${tensors.length} tensors`;
      const text = `${what} ${bytes}${block < 0 ? '' : ', within'}`;
      return svg('g', { class: 'op-mark' },
        svg('title', null, `${tensors.map(({ label, bytes: each }) => `${label}: ${formatBytes(each * cut.batch)}`).join(', ')}, from ${from.label} to ${to.label}`),
        svg('path', { d: `M${shiftedX - 5},${shiftedY}l5,-5l5,5l-5,5z` }),
        svg('text', { x: shiftedX + (side === 'start' ? 6 : -6), y: shiftedY - lift, 'text-anchor': side }, text));
    };
    return svg('g', { class: 'op-cut', 'data-after-layer': cut.afterLayer },
      svg('title', null, words),
      svg('path', { class: 'op-cut-line', d: `M${head},${top + 4}L${points.join(' ')}L${MARGIN.left + marks.at(-1).x},${bottom}` }),
      svg('text', { class: 'op-cut-name', x: end ? head - 4 : head + 4, y: top, 'text-anchor': end ? 'end' : 'start' }, words),
      marks.map(mark));
  }

  return {
    /** Another model, or other blocks folded. */
    draw(next, about) {
      scene = next;
      const [width, height] = [MARGIN.left + scene.width + MARGIN.right, MARGIN.top + scene.height + MARGIN.bottom];
      Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }).forEach(([name, value]) => root.setAttribute(name, value));
      const most = Math.max(1, ...scene.nets.map(({ tensor }) => tensor.bytes));
      paths = scene.nets.map((net) => svg('path', { class: 'op-net', d: pathOf(net), 'stroke-width': 1 + (THICKEST - 1) * Math.sqrt(net.tensor.bytes / most) },
        svg('title', null, `${net.tensor.label}: ${formatBytes(net.tensor.bytes)}`)));
      nets.replaceChildren(...paths);
      boxes = scene.boxes.map((box) => operatorBox(box, about));
      ends.replaceChildren(...boxes.filter(({ isItem }) => !isItem).map(({ group }) => group));
      tree.replaceChildren(...boxes.filter(({ isItem }) => isItem).map(({ group }) => group));
      texts.replaceChildren(...boxes.map((each) => each.texts));
      frames.replaceChildren(...scene.frames.map(({ block, x, y, right, bottom }) => svg('g', { class: 'op-frame', 'data-fold': block },
        svg('title', null, 'Fold this block'),
        svg('rect', { x: MARGIN.left + x - 8, y: MARGIN.top + y - 20, width: right - x + 16, height: bottom - y + 28, rx: 9 }),
        svg('text', { x: MARGIN.left + x, y: MARGIN.top + y - 7 }, '▾ fold'))));
    },
    /** Another answer about the same scene. */
    show(answer, nodeOf, cutsOfPlan, indexOf) {
      boxes.forEach(({ show }) => show(nodeOf, answer.nodes));
      const marked = cutsOfPlan.map((cut) => ({ ...cut, marks: marksOf(scene, cut) })).filter(({ marks }) => marks.length > 0);
      const rows = labelRows(marked.map(({ marks }) => marks[0].x), CUT_LABEL_WIDTH);
      cuts.replaceChildren(...marked.map((cut, at) => drawCut(cut, at, answer.nodes, indexOf, rows)));
      const crossing = new Set(marked.flatMap(({ tensors }) => tensors));
      scene.nets.forEach(({ tensor }, at) => {
        if (crossing.has(tensor) !== paths[at].classList.contains('crossing')) paths[at].classList.toggle('crossing');
      });
    },
    /** Lights what belongs to the thing that is pointed at, anywhere on the page. */
    light(isLit, isCutLit) {
      for (const { box, group } of boxes) {
        let lit = false;
        for (let layer = box.first; layer <= box.last && Number.isFinite(layer) && !lit; layer += 1) lit = isLit(layer);
        group.classList.toggle('lit', lit);
      }
      for (const cut of cuts.children) cut.classList.toggle('lit', isCutLit(Number(cut.dataset.afterLayer)));
    },
    items: () => [...tree.children],
    /** The cuts that are drawn, in their order. */
    cuts: () => [...cuts.children],
  };
}

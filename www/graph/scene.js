// What is drawn of a model: boxes for its input, layers, folded blocks and answer, and nets for the tensors between them.

import { layeredLayout } from './layered-layout.js';

const SIZES = {
  input: { width: 64, height: 30 },
  layer: { width: 104, height: 36 },
  block: { width: 124, height: 48 },
  answer: { width: 64, height: 30 },
};

/**
 * @typedef {{ kind: 'input' | 'layer' | 'block' | 'answer', first: number, last: number, block: number }} Box
 *   layers by their numbers in the file; `block` is the place of the block that it is or is in, -1 for the ends
 */

function boxesOf(blocks, folded) {
  const inside = ({ first, last }, block) => Array.from({ length: last - first + 1 }, (_, at) => ({ kind: 'layer', first: first + at, last: first + at, block }));
  return [
    { kind: 'input', first: 0, last: 0, block: -1 },
    ...blocks.flatMap((range, block) => (folded.has(block) ? [{ kind: 'block', ...range, block }] : inside(range, block))),
    { kind: 'answer', first: Infinity, last: Infinity, block: -1 },
  ];
}

function netsOf(boxes, tensors) {
  const boxOf = new Map(boxes.flatMap(({ first, last }, at) => Array.from({ length: Number.isFinite(first) ? last - first + 1 : 0 }, (_, add) => [first + add, at])));
  const answer = boxes.length - 1;
  return tensors.flatMap((tensor) => {
    const from = boxOf.get(tensor.maker);
    const to = [...new Set([...tensor.readers.map((reader) => boxOf.get(reader)), ...(tensor.isOutput ? [answer] : [])])].filter((box) => box !== from);
    return to.length === 0 ? [] : [{ from, to, tensor }];
  });
}

/** Frames around the boxes of each unfolded block. */
function framesOf(boxes, layout, blocks, folded) {
  return blocks.flatMap(({ first, last }, block) => {
    if (last === first || folded.has(block)) return [];
    const inside = boxes.flatMap((box, at) => (box.block === block ? [{ ...layout.boxes[at], ...SIZES[box.kind] }] : []));
    return [{
      block,
      x: Math.min(...inside.map(({ x }) => x)), right: Math.max(...inside.map(({ x, width }) => x + width)),
      y: Math.min(...inside.map(({ y, height }) => y - height / 2)), bottom: Math.max(...inside.map(({ y, height }) => y + height / 2)),
    }];
  });
}

/**
 * @param {import('../answer/tensors.js').Tensor[]} tensors
 * @param {{ first: number, last: number }[]} blocks
 * @param {Set<number>} folded places of blocks
 */
export function sceneOf(tensors, blocks, folded) {
  const boxes = boxesOf(blocks, folded);
  const nets = netsOf(boxes, tensors);
  const layout = layeredLayout(boxes.map(({ kind }) => SIZES[kind]), nets);
  return {
    width: layout.width,
    height: layout.height,
    boxes: boxes.map((box, at) => ({ ...box, ...SIZES[box.kind], ...layout.boxes[at] })),
    nets: nets.map((net, at) => ({ ...net, ...layout.nets[at] })),
    frames: framesOf(boxes, layout, blocks, folded),
  };
}

const BESIDE = 9;
/** How far the text of a mark is lifted off the lines and boxes that it is at. */
const ABOVE_A_BOX = 9;
const ABOVE_A_LANE = 6;
const BELOW_A_BLOCK = 14;

/** A tensor within a folded block crosses at the block. */
function within(scene, tensor) {
  const box = scene.boxes.find(({ first, last }) => first <= tensor.maker && tensor.maker <= last);
  return { tensor, x: box.x + box.width / 2, y: box.y + box.height / 2, block: box.block, lift: -BELOW_A_BLOCK, side: 'start' };
}

/** Where a tensor crosses a cut: past the readers that are done, before those to come, and there as near to a column as can be. */
function crossing(scene, { isDone }, net, nearColumn) {
  const { tensor, lane } = net;
  const isToCome = (box) => scene.boxes[box].kind === 'answer' || tensor.readers.some((reader) => !isDone(reader) && scene.boxes[box].first <= reader && reader <= scene.boxes[box].last);
  const toCome = net.ends.filter((_, at) => isToCome(net.to[at]));
  const done = net.ends.filter((_, at) => !isToCome(net.to[at]));
  if (toCome.length === 0) return within(scene, tensor);
  const first = toCome.reduce((a, b) => (b.after < a.after ? b : a));
  const from = Math.max(0, ...done.map(({ after }) => after));
  const liftAt = (box) => scene.boxes[box].height / 2 + ABOVE_A_BOX;
  if (from >= first.after) {
    return { tensor, x: first.x - BESIDE, y: first.y, block: -1, lift: liftAt(net.to[net.ends.indexOf(first)]), side: 'start' };
  }
  const at = Math.max(from, Math.min(first.after - 1, nearColumn - scene.boxes[net.from].column));
  return { tensor, x: lane[at].end + BESIDE, y: lane[at].y, block: -1, lift: at === 0 ? liftAt(net.from) : ABOVE_A_LANE, side: 'end' };
}

/**
 * The marks of a cut from top to bottom; those within one folded block are one.
 * @returns {{ x: number, y: number, block: number, lift: number, side: 'start' | 'end', tensors: import('../answer/tensors.js').Tensor[] }[]}
 */
export function marksOf(scene, cut) {
  const nets = cut.tensors.map((tensor) => scene.nets.find((net) => net.tensor === tensor));
  const latest = Math.max(0, ...nets.filter(Boolean).map(({ from }) => scene.boxes[from].column));
  const marks = cut.tensors.map((tensor, at) => (nets[at] ? crossing(scene, cut, nets[at], latest) : within(scene, tensor)));
  const places = new Map();
  for (const { tensor, x, y, ...how } of marks.sort((a, b) => a.y - b.y || a.x - b.x)) {
    const key = `${x} ${y}`;
    if (!places.has(key)) places.set(key, { x, y, ...how, tensors: [] });
    places.get(key).tensors.push(tensor);
  }
  return [...places.values()];
}

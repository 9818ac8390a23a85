// A drawing of a graph from left to right (Sugiyama, Tagawa, Toda 1981): columns by longest paths, a lane through every
// column that a tensor passes, an order within the columns by the means of neighbours, and places by least squares.

import { separate } from './separate.js';

const LANE = 8;
const ROOM = 18;
const GAP = 40;
/** Where lanes would be more than this, long ones are left out: their nets lead straight to the readers. */
const MOST_LANES = 50_000;
const LONG_WHERE_MANY = 8;
const ORDERING_SWEEPS = 6;
const PLACING_SWEEPS = 4;

/**
 * Longest paths from the left, then each box as far to the right as its readers let it: a side branch that is read late
 * stands late, as it runs.
 */
function columnsOf(count, nets) {
  const columns = Array(count).fill(0);
  const outgoing = Array.from({ length: count }, () => []);
  for (const { from, to } of nets) outgoing[from].push(...to);
  outgoing.forEach((readers, from) => readers.forEach((reader) => { columns[reader] = Math.max(columns[reader], columns[from] + 1); }));
  for (let box = count - 1; box >= 0; box -= 1) {
    if (outgoing[box].length > 0) columns[box] = Math.min(...outgoing[box].map((reader) => columns[reader])) - 1;
  }
  return columns;
}

/** Boxes and lanes, each with its neighbours in the columns before and after. */
function itemsOf(boxes, nets, columns) {
  const items = boxes.map(({ height }, at) => ({ column: columns[at], height, before: [], after: [] }));
  const join = (left, right) => {
    left.after.push(right);
    right.before.push(left);
  };
  const lastColumns = nets.map(({ to }) => Math.max(...to.map((reader) => columns[reader])));
  const spans = nets.map(({ from }, at) => lastColumns[at] - columns[from]);
  const longest = spans.reduce((sum, span) => sum + span, 0) > MOST_LANES ? LONG_WHERE_MANY : Infinity;
  const lanes = nets.map(({ from, to }, net) => {
    const last = lastColumns[net];
    const lane = [items[from]];
    if (spans[net] > longest) {
      to.forEach((reader) => join(items[from], items[reader]));
      return lane;
    }
    for (let column = columns[from] + 1; column <= last; column += 1) {
      for (const reader of to) if (columns[reader] === column) join(lane.at(-1), items[reader]);
      if (column === last) break;
      const item = { column, height: LANE, before: [], after: [] };
      join(lane.at(-1), item);
      items.push(item);
      lane.push(item);
    }
    return lane;
  });
  return { items, lanes };
}

const mean = (items, field) => items.reduce((sum, item) => sum + item[field], 0) / items.length;

function orderColumns(columns) {
  const number = (column) => column.forEach((item, at) => { item.at = at; });
  columns.forEach(number);
  for (let sweep = 0; sweep < ORDERING_SWEEPS; sweep += 1) {
    const side = sweep % 2 === 0 ? 'before' : 'after';
    for (const column of side === 'before' ? columns : [...columns].reverse()) {
      for (const item of column) item.rank = item[side].length === 0 ? item.at : mean(item[side], 'at');
      column.sort((a, b) => a.rank - b.rank || a.at - b.at);
      number(column);
    }
  }
}

function placeColumns(columns) {
  const rooms = columns.map((column) => column.slice(1).map((item, at) => (item.height + column[at].height) / 2 + ROOM));
  const put = (at, wanted) => separate(wanted, rooms[at]).forEach((y, index) => { columns[at][index].y = y; });
  columns.forEach((column, at) => put(at, column.map(() => 0)));
  for (let sweep = 0; sweep < PLACING_SWEEPS; sweep += 1) {
    const side = sweep % 2 === 0 ? 'before' : 'after';
    const places = columns.map((_, at) => (side === 'before' ? at : columns.length - 1 - at));
    for (const at of places) put(at, columns[at].map((item) => (item[side].length === 0 ? item.y : mean(item[side], 'y'))));
  }
}

/**
 * @param {{ width: number, height: number }[]} boxes  so that each net leads from a box to later ones
 * @param {{ from: number, to: number[] }[]} nets
 * @returns {{ width: number, height: number, boxes: { x: number, y: number, column: number }[],
 *   nets: { lane: { x: number, end: number, y: number }[], ends: { x: number, y: number, after: number }[] }[] }}
 *   boxes by their left edge and middle; a net runs along its lane, which begins at the box, and leaves it for each of its
 *   readers, in their order, `after` so many pieces of the lane
 */
export function layeredLayout(boxes, nets) {
  const places = columnsOf(boxes.length, nets);
  const { items, lanes } = itemsOf(boxes, nets, places);
  const columns = Array.from({ length: Math.max(0, ...places) + 1 }, () => []);
  items.forEach((item) => columns[item.column].push(item));
  orderColumns(columns);
  placeColumns(columns);
  const widths = columns.map(() => 0);
  boxes.forEach(({ width }, at) => { widths[places[at]] = Math.max(widths[places[at]], width); });
  const lefts = [];
  const width = widths.reduce((x, each) => {
    lefts.push(x);
    return x + each + GAP;
  }, 0) - GAP;
  const top = Math.min(...items.map(({ y, height }) => y - height / 2));
  const bottom = Math.max(...items.map(({ y, height }) => y + height / 2));
  const left = (at) => lefts[places[at]] + (widths[places[at]] - boxes[at].width) / 2;
  return {
    width,
    height: bottom - top,
    boxes: boxes.map((_, at) => ({ x: left(at), y: items[at].y - top, column: places[at] })),
    nets: nets.map(({ from, to }, at) => ({
      lane: lanes[at].map(({ column, y }, piece) => {
        const [x, end] = piece === 0 ? [left(from), left(from) + boxes[from].width] : [lefts[column], lefts[column] + widths[column]];
        return { x, end, y: y - top };
      }),
      ends: to.map((reader) => ({ x: left(reader), y: items[reader].y - top, after: Math.min(places[reader] - places[from], lanes[at].length) })),
    })),
  };
}

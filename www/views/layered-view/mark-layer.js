// Dots where the path touches a plane, with the names of the nodes where a tensor sets out and arrives.

import { placeLabels, textWidth } from '../../draw/geo-labels.js';
import { pool, write, writeText } from '../../draw/geo-elements.js';
import { svg } from '../../draw/svg.js';

const NAME_SIZE = 11;
// Room above and below a plane into which a name may reach.
const HEADROOM = 60;
const GLYPHS = { start: 'M-2.6 -3.6L4 0L-2.6 3.6Z', end: 'M-3 -3H3V3H-3Z' };

export function createMarkLayer() {
  const dots = pool(svg('g'), () => svg('g', null, svg('circle'), svg('path', { class: 'layered-end-glyph' })));
  const names = svg('g', { class: 'layered-names', 'aria-hidden': 'true' });
  const texts = pool(names, () => svg('text', { class: 'layered-name' }));
  let marks = [];
  let spots = [];

  return {
    names,
    /** @param {(plane: number) => Element} homeOf */
    describe(next, segments, ground, answer, homeOf) {
      marks = next;
      const computing = new Set(answer.layers.map((layer) => layer.node));
      dots.begin();
      for (const mark of marks) {
        const g = dots.next();
        const home = homeOf(mark.plane);
        if (g.parentNode !== home) home.append(g);
        const node = answer.nodes[mark.node];
        const kind = mark.end ? 'end' : computing.has(mark.node) ? 'computes' : 'passes';
        write(g, { class: `layered-mark ${kind} node-color-${node.colorIndex}` });
        write(g.children[0], { r: mark.end ? 7.5 : computing.has(mark.node) ? 4.5 : 3 });
        write(g.children[1], { d: GLYPHS[mark.end] ?? null });
      }
      dots.end();
      spots = namesPlaced(marks, segments, ground, answer);
      texts.begin();
      for (const spot of spots) writeText(texts.next(), spot.text);
      texts.end();
    },
    raise(ground, heights, base) {
      marks.forEach((mark, i) => {
        const { x, y } = ground.at[mark.node];
        write(dots.items[i], { transform: `translate(${x.toFixed(1)} ${(y + base - heights[mark.copy]).toFixed(1)})` });
      });
      spots.forEach((spot, i) => write(texts.items[i], { x: spot.x.toFixed(1), y: (spot.y + 9.5 + base - heights[spot.copy]).toFixed(1) }));
    },
  };
}

function namesPlaced(marks, segments, ground, answer) {
  const { frame, view, at } = ground;
  const bounds = { width: frame.narrow ? frame.width : frame.textLeft - 5, height: view.screenDepth + 2 * HEADROOM };
  const planes = groupByPlane(marks);
  return [...planes.values()].flatMap((onPlane) => {
    const labels = onPlane.filter((mark) => mark.named).map((mark) => {
      const text = answer.nodes[mark.node].label;
      return {
        id: mark.node, text, copy: mark.copy, x: at[mark.node].x, y: at[mark.node].y + HEADROOM,
        radius: mark.end ? 8 : 5, width: textWidth(text, NAME_SIZE), height: 13, must: true,
      };
    });
    const obstacles = onPlane.flatMap(({ node, rises, lands }) => {
      const { x, y } = at[node];
      return [
        { x: x - 5, y: y + HEADROOM - 5, width: 10, height: 10, owner: node },
        ...(rises ? [{ x: x - 4, y: y + HEADROOM - 50, width: 8, height: 50, weight: 0.9 }] : []),
        ...(lands ? [{ x: x - 4, y: y + HEADROOM, width: 8, height: 40, weight: 0.6 }] : []),
      ];
    });
    if (frame.narrow) obstacles.push({ x: -10, y: HEADROOM - 34, width: frame.lean + 20, height: 32 });
    obstacles.push(...arrowBoxes(onPlane[0].copy, segments, at));
    const placed = placeLabels(labels, obstacles, bounds);
    return labels.filter(({ id }) => placed.has(id)).map(({ id, text, copy }) => ({ text, copy, x: placed.get(id).x, y: placed.get(id).y - HEADROOM }));
  });
}

const arrowBoxes = (copy, segments, at) => segments.filter((segment) => segment.kind === 'transfer' && segment.copy === copy)
  .flatMap(({ from, to }) => [0.2, 0.4, 0.6, 0.8].map((t) => ({
    x: at[from].x + (at[to].x - at[from].x) * t - 3, y: at[from].y + (at[to].y - at[from].y) * t + HEADROOM - 3, width: 6, height: 6, weight: 0.7,
  })));

function groupByPlane(marks) {
  const groups = new Map();
  for (const mark of marks) groups.set(mark.plane, [...(groups.get(mark.plane) ?? []), mark]);
  return groups;
}

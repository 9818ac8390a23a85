// Storeys: one tilted plane each, with what rises from it to the plane above.

import { pool, write } from '../../draw/geo-elements.js';
import { svg } from '../../draw/svg.js';
import { convexHull, surroundings } from './surroundings.js';

const MOST_DECK_LINES = 24;
const MOST_RISERS = 40;
let instances = 0;

const at = (value) => value.toFixed(1);
const polygon = (points) => `M${points.map(({ x, y }) => `${at(x)} ${at(y)}`).join('L')}Z`;

export function createStoreyLayer() {
  instances += 1;
  const prefix = `layered-${instances}`;
  const shapes = {
    land: svg('path', { id: `${prefix}-land`, class: 'layered-land' }),
    links: svg('path', { id: `${prefix}-links`, class: 'layered-links', fill: 'none' }),
    dots: svg('path', { id: `${prefix}-dots`, class: 'layered-dots' }),
    rings: svg('path', { id: `${prefix}-rings`, class: 'layered-rings' }),
    hull: svg('path', { id: `${prefix}-hull`, class: 'layered-hull' }),
  };
  const defs = svg('defs', null, Object.values(shapes));
  const group = svg('g', { class: 'layered-storeys' });
  const use = (shape) => svg('use', { href: `#${prefix}-${shape}` });
  const storeys = pool(group, () => {
    const parts = {
      sheet: svg('path', { class: 'layered-sheet' }),
      deck: svg('path', { class: 'layered-deck', fill: 'none' }),
      risers: svg('path', { class: 'layered-risers', fill: 'none' }),
    };
    parts.plane = svg('g', { class: 'layered-plane' }, parts.sheet, use('hull'), use('land'), use('links'), use('dots'), use('rings'));
    const g = svg('g', { class: 'layered-storey' }, parts.plane, parts.deck, parts.risers);
    g.parts = parts;
    return g;
  });
  // The path is drawn over all sheets, in the order of the storeys: close sheets must not hide it.
  const paths = svg('g', { class: 'layered-paths' });
  const floors = pool(paths, () => {
    const parts = { crossing: svg('g'), rising: svg('g'), marks: svg('g', { class: 'layered-marks' }) };
    const g = svg('g', null, parts.crossing, parts.rising, parts.marks);
    g.parts = parts;
    return g;
  });
  let ground = null;
  let sheet = '';

  return {
    defs,
    group,
    paths,
    /** Shapes that every plane repeats. */
    shape(next, answer, touched) {
      ground = next;
      const near = surroundings(answer.nodes.length, ground.lines, touched);
      const dot = (node) => `M${at(ground.at[node].x)} ${at(ground.at[node].y)}h.01`;
      const runs = near.nodes.filter((node) => answer.nodes[node].flopPerSecond > 0);
      const relays = near.nodes.filter((node) => !(answer.nodes[node].flopPerSecond > 0));
      const { frame, view } = ground;
      sheet = polygon(view.corners.map(({ x, y }) => ({ x: x + frame.left, y })));
      write(shapes.land, { d: ground.land, transform: `translate(${frame.left} 0) ${view.matrix}` });
      write(shapes.links, {
        d: near.lines.map(({ from, to }) => `M${at(ground.at[from].x)} ${at(ground.at[from].y)}L${at(ground.at[to].x)} ${at(ground.at[to].y)}`).join(''),
      });
      write(shapes.dots, { d: runs.map(dot).join('') });
      write(shapes.rings, { d: relays.map(dot).join('') });
      write(shapes.hull, { d: near.whole ? '' : polygon(convexHull(ground.at)) });
    },
    /** Which copies stand as planes. */
    describe(fold) {
      storeys.begin();
      floors.begin();
      for (const copy of fold.planes) {
        write(storeys.next().parts.plane, { 'data-copy': copy });
        floors.next();
      }
      storeys.end();
      floors.end();
    },
    /** Everything that depends on the heights. */
    raise(fold, heights, base, answer) {
      const { frame, view } = ground;
      const closest = Math.min(...fold.gaps.map(({ from, to }) => heights[to] - heights[from]));
      group.classList.toggle('dense', closest < view.screenDepth * 0.8);
      fold.planes.forEach((copy, i) => {
        const { parts } = storeys.items[i];
        write(parts.plane, { transform: `translate(0 ${at(base - heights[copy])})` });
        write(parts.sheet, { d: sheet });
        const gap = fold.gaps[i];
        write(parts.deck, { d: gap?.bundle ? deckLines(gap, heights, base, view, frame.left) : '' });
        write(parts.risers, { d: gap ? riserLines(gap, heights, base, answer) : '' });
      });
    },
    /** Where a step's drawing belongs: on its plane, or in the space above a plane. */
    homeOf(segment, fold) {
      const copy = segment.kind === 'compute' ? segment.layer : segment.copy;
      const plane = fold.planes.indexOf(copy);
      if (segment.kind === 'transfer' && plane >= 0) return floors.items[plane].parts.crossing;
      const gap = fold.gaps.findIndex(({ from, to }) => copy > from && copy <= to);
      return floors.items[gap].parts.rising;
    },
    marksOf: (plane) => floors.items[plane].parts.marks,
    highlight(related, fold) {
      fold.planes.forEach((copy, i) => storeys.items[i].parts.plane.classList.toggle('lit', related?.copy === copy));
    },
  };

  function riserLines(gap, heights, base, answer) {
    const runners = answer.nodes.filter((node) => node.flopPerSecond > 0);
    if (runners.length > MOST_RISERS || answer.nodes.length > 100) return '';
    return runners.map(({ index }) => {
      const { x, y } = ground.at[index];
      return `M${at(x)} ${at(base + y - heights[gap.from])}V${at(base + y - heights[gap.to])}`;
    }).join('');
  }
}

// A short way along the side of a sheet is enough to show that it goes on.
const towards = (from, to) => ({ x: from.x + (to.x - from.x) * 0.16, y: from.y + (to.y - from.y) * 0.16 });

// The folded copies, as the edges of a deck of cards.
function deckLines(gap, heights, base, view, left) {
  const [backLeft, backRight, right, front] = view.corners.map(({ x, y }) => ({ x: x + left, y }));
  const leftEnd = towards(front, backLeft);
  const rightEnd = towards(right, backRight);
  const count = gap.to - gap.from - 1;
  const stride = Math.max(1, Math.ceil(count / MOST_DECK_LINES));
  let d = '';
  for (let copy = gap.from + 1; copy < gap.to; copy += stride) {
    const y = base - heights[copy];
    d += `M${at(leftEnd.x)} ${at(y + leftEnd.y)}L${at(front.x)} ${at(y + front.y)}H${at(right.x)}L${at(rightEnd.x)} ${at(y + rightEnd.y)}`;
  }
  return d;
}

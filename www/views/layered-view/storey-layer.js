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
      crossing: svg('g', { class: 'layered-crossing' }),
      marks: svg('g', { class: 'layered-marks' }),
      deck: svg('path', { class: 'layered-deck', fill: 'none' }),
      risers: svg('path', { class: 'layered-risers', fill: 'none' }),
      rising: svg('g', { class: 'layered-rising' }),
    };
    parts.plane = svg('g', { class: 'layered-plane' }, parts.sheet, use('hull'), use('land'), use('links'), use('dots'), use('rings'));
    const g = svg('g', { class: 'layered-storey' }, parts.plane, parts.crossing, parts.marks, parts.deck, parts.risers, parts.rising);
    g.parts = parts;
    return g;
  });
  let ground = null;
  let sheet = '';

  return {
    defs,
    group,
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
      for (const copy of fold.planes) write(storeys.next().parts.plane, { 'data-copy': copy });
      storeys.end();
    },
    /** Everything that depends on the heights. */
    raise(fold, heights, base, answer) {
      const { frame, view } = ground;
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
      if (segment.kind === 'transfer' && plane >= 0) return storeys.items[plane].parts.crossing;
      const gap = fold.gaps.findIndex(({ from, to }) => copy > from && copy <= to);
      return storeys.items[gap].parts.rising;
    },
    marksOf: (plane) => storeys.items[plane].parts.marks,
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

// The folded copies, as the edges of a deck of cards.
function deckLines(gap, heights, base, view, left) {
  const [, , right, front] = view.corners;
  const count = gap.to - gap.from - 1;
  const stride = Math.max(1, Math.ceil(count / MOST_DECK_LINES));
  let d = '';
  for (let copy = gap.from + 1; copy < gap.to; copy += stride) {
    const y = base - heights[copy];
    d += `M${at(view.corners[0].x + left)} ${at(y)}L${at(front.x + left)} ${at(y + front.y)}H${at(right.x + left)}L${at(view.corners[1].x + left)} ${at(y)}`;
  }
  return d;
}

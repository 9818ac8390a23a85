// The numbers of hops: each on or beside its own line, off each other, off arrowheads and off nodes.

import { beside, pointOn } from './geo-links.js';
import { overlap } from './geo-labels.js';

// On a shorter line the number would hide the line.
const LEAST_ON_LINE_PIXELS = 48;
const BESIDE_PIXELS = 11;
const ON_LINE = [0.32, 0.42, 0.24, 0.52, 0.62, 0.72].map((t) => ({ t, aside: 0 }));
const BESIDE = [0.5, 0.35, 0.65, 0.2, 0.8].flatMap((t) => [{ t, aside: BESIDE_PIXELS }, { t, aside: -BESIDE_PIXELS }]);
const SPOTS_OF_LONG = [...ON_LINE, ...BESIDE];
const SPOTS_OF_SHORT = [...BESIDE, { t: 0.5, aside: 2 * BESIDE_PIXELS }, { t: 0.5, aside: -2 * BESIDE_PIXELS }];
/** What a later spot costs, as a share of the badge's area: a number keeps to the start of its hop where it can. */
const LATER_COST = 0.01;

export const lengthOf = ({ a, b }) => Math.hypot(b.x - a.x, b.y - a.y);

/**
 * @param {{curve: {a: Point, c: Point, b: Point}, width: number, height: number}[]} badges
 * @param {{x: number, y: number, width: number, height: number}[]} obstacles
 * @returns {{x: number, y: number, width: number, height: number}[]} a box for each badge
 */
export function placeBadges(badges, obstacles) {
  const taken = [...obstacles];
  return badges.map(({ curve, width, height }) => {
    const spots = lengthOf(curve) < LEAST_ON_LINE_PIXELS ? SPOTS_OF_SHORT : SPOTS_OF_LONG;
    let best = null;
    let bestCost = Infinity;
    spots.forEach(({ t, aside }, at) => {
      const middle = pointOn(aside === 0 ? curve : beside(curve, aside), t);
      const box = { x: middle.x - width / 2, y: middle.y - height / 2, width, height };
      const cost = taken.reduce((sum, other) => sum + overlap(box, other), LATER_COST * at * width * height);
      if (cost < bestCost) {
        best = box;
        bestCost = cost;
      }
    });
    taken.push(best);
    return best;
  });
}

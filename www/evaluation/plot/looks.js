// What tells series apart: a colour and a shape each, so that neither is needed alone.

import { svg } from '../../draw/svg.js';

const SHAPES = [
  'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
  'M-3.6 -3.6h7.2v7.2h-7.2z',
  'M0 -4.8L4.4 3.2h-8.8z',
  'M0 -5L5 0L0 5L-5 0z',
  'M0 4.8L4.4 -3.2h-8.8z',
  'M-1.5 -4.5h3v3h3v3h-3v3h-3v-3h-3v-3h3z',
  'M0 -5L4.8 -1.5L3 4.2H-3L-4.8 -1.5z',
  'M-4.6 -2.2L-2.2 -4.6L0 -2.4L2.2 -4.6L4.6 -2.2L2.4 0L4.6 2.2L2.2 4.6L0 2.4L-2.2 4.6L-4.6 2.2L-2.4 0z',
  'M-5 -1.8h10v3.6h-10z',
];

/** Where only a bound is known: up from here. */
export const AT_LEAST = 'M0 -7L5 0H2V6H-2V0H-5z';

/** Where what was found is wrong: a circle, struck out. */
export const WRONG = 'M-5.5 0a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0 -11 0zM-3.9 3.9L3.9 -3.9';

export const shapeOf = (look) => SHAPES[look % SHAPES.length];
export const classOf = (look) => `plot-look-${look % SHAPES.length}`;

/** A hollow shape as a legend shows it. */
export const hollowSample = (d) => svg('svg', { width: 26, height: 14, 'aria-hidden': 'true', class: 'plot-look-8' }, svg('path', { class: 'plot-mark plot-hollow', d, transform: 'translate(13 7)' }));

/** The line of reference as a legend shows it. */
export const referenceSample = () => svg('svg', { width: 26, height: 12, 'aria-hidden': 'true' }, svg('path', { class: 'plot-reference', d: 'M0 6H26' }));

/** A series as a legend shows it. */
export const sample = (look, isLoose = false) => svg('svg', { width: 26, height: 12, 'aria-hidden': 'true', class: classOf(look) },
  !isLoose && svg('path', { class: 'plot-line', d: 'M0 6H26' }),
  svg('path', { class: 'plot-mark', d: shapeOf(look), transform: 'translate(13 6)' }));

// The looks of jobs as fills: a colour and, for every second and third ten of them, a texture.

import { JOB_COLOURS, TEXTURES, colourOf, textureOf } from '../jobs/job-looks.js';
import { svg } from './svg.js';

/** The textures of bars, for every colour; the page has them once. */
export function lookPatterns() {
  const colours = Array.from({ length: JOB_COLOURS }, (_, colour) => colour);
  const striped = (colour) => svg('pattern', { id: `job-stripes-${colour}`, class: `job-color-${colour}`, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    svg('rect', { class: 'job-ground', width: 5, height: 5 }), svg('rect', { class: 'job-ink', width: 1.4, height: 5 }));
  const dotted = (colour) => svg('pattern', { id: `job-dots-${colour}`, class: `job-color-${colour}`, width: 5, height: 5, patternUnits: 'userSpaceOnUse' },
    svg('rect', { class: 'job-ground', width: 5, height: 5 }), svg('circle', { class: 'job-ink', cx: 2.5, cy: 2.5, r: 0.95 }));
  const backlog = svg('pattern', { id: 'backlog-hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(-45)' },
    svg('rect', { class: 'pattern-ground', width: 6, height: 6 }), svg('rect', { class: 'pattern-ink', width: 1.2, height: 6 }));
  return svg('defs', null, colours.map(striped), colours.map(dotted), backlog);
}

export function lookFill(look) {
  const texture = textureOf(look);
  return texture === TEXTURES[0] ? null : `url(#job-${texture}-${colourOf(look)})`;
}

/** A small sample of a job's look. */
export const lookSwatch = (look) => svg('svg', { class: 'job-swatch', width: 14, height: 14, 'aria-hidden': 'true' },
  svg('rect', { class: `job-bar job-color-${colourOf(look)}`, x: 0.5, y: 0.5, width: 13, height: 13, rx: 2, fill: lookFill(look) }));

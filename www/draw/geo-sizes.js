// Sizes that mean the same in every drawing: compute rate as area, link rate as width.

import { scaleLog } from 'd3-scale';

// 1 GFLOP/s … 1 PFLOP/s: from a sensor to a rack of accelerators.
const area = scaleLog().domain([1e9, 1e15]).range([18, 200]).clamp(true);
const width = scaleLog().domain([1e6, 1e12]).range([0.7, 4.2]).clamp(true);

export const RELAY_RADIUS = 3;

/** Radius in pixels; the area grows with the logarithm of the rate, and a relay is a small ring. */
export const nodeRadius = (flopPerSecond) => (flopPerSecond > 0 ? Math.sqrt(area(flopPerSecond)) : RELAY_RADIUS);

/** Line width in pixels, by the logarithm of the rate. */
export const linkWidth = (bitsPerSecond) => width(Math.max(1, bitsPerSecond));

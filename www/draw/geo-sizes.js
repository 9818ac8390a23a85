// Sizes that mean the same in every drawing: compute rate as area, link rate as width.

/** From one domain to a range, evenly in the logarithm, and never beyond. */
function logScale([first, last], [low, high]) {
  return (value) => low + (high - low) * Math.min(1, Math.max(0, Math.log(value / first) / Math.log(last / first)));
}

// 1 GFLOP/s … 1 PFLOP/s: from a sensor to a rack of accelerators.
const area = logScale([1e9, 1e15], [18, 200]);
const width = logScale([1e6, 1e12], [0.7, 4.2]);

export const RELAY_RADIUS = 3;

/** Radius in pixels; the area grows with the logarithm of the rate, and a relay is a small ring. */
export const nodeRadius = (flopPerSecond) => (flopPerSecond > 0 ? Math.sqrt(area(flopPerSecond)) : RELAY_RADIUS);

/** Line width in pixels, by the logarithm of the rate. */
export const linkWidth = (bitsPerSecond) => width(Math.max(1, bitsPerSecond));

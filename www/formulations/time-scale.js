// Times from microseconds to minutes on one logarithmic line. Pure: seconds in, places out.

/** A bar that is there at all can be seen. */
const LEAST_LENGTH = 3;

/**
 * @param {{ seconds: number | null, isAtLeast: boolean }[]} bars
 * @param {{ left: number, right: number }} room  where the line begins and ends
 * @returns {{ ticks: { x: number, seconds: number }[], bars: ({ x: number, length: number, isAtLeast: boolean } | null)[] } | null}
 *   null while nothing can be drawn
 */
export function timeScale(bars, { left, right }) {
  const known = bars.map(({ seconds }) => seconds).filter((seconds) => seconds > 0);
  if (known.length === 0) return null;
  // A decade below the shortest, so that its bar has a length.
  const first = Math.floor(Math.log10(Math.min(...known))) - (known.length > 1 ? 0 : 1);
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...known))));
  const x = (seconds) => left + ((Math.log10(seconds) - first) / (last - first)) * (right - left);
  const every = Math.max(1, Math.ceil((last - first) / Math.max(1, Math.floor((right - left) / 56))));
  const powers = Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((_, at) => at % every === 0);
  return {
    ticks: powers.map((power) => ({ x: x(10 ** power), seconds: Number(`1e${power}`) })),
    bars: bars.map(({ seconds, isAtLeast }) => (seconds > 0 ? { x: left, length: Math.max(LEAST_LENGTH, x(seconds) - left), isAtLeast } : null)),
  };
}

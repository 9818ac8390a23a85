// Random numbers that are the same on every run.

/** @param {number} seed @returns {() => number} from 0 up to 1 */
export function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Ways to draw what scenarios are made of. */
export function draws(seed) {
  const random = randomNumbers(seed);
  const whole = (from, to) => from + Math.floor(random() * (to - from + 1));
  const chance = (share) => random() < share;
  const magnitude = (from, to) => Number((10 ** (from + random() * (to - from))).toPrecision(6));
  const among = (list) => list[whole(0, list.length - 1)];
  return { whole, chance, magnitude, among };
}

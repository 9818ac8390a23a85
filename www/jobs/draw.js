// Random workloads: the same parameters on the same network give the same jobs, so a link carries the parameters alone.

export const MOST_DRAWN = 300;

/** Requests come from the slow machines: those under this share of the fastest one's rate. */
const DEVICE_SHARE = 1 / 4;

/**
 * @typedef {object} Draw
 * @property {number} count      from 1 to 300
 * @property {number} seed       a whole number
 * @property {null | number} perSecond  mean rate of a Poisson process in jobs/s; null releases all at once
 * @property {string[]} models   ids, each as likely as the others
 */

/** A seeded stream of numbers in [0, 1): Mulberry32. */
export function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The nodes that ask: the slow ones among those that compute; all that compute where there is no difference. */
export function deviceNodes(nodes) {
  const computing = nodes.filter(({ flopPerSecond }) => flopPerSecond > 0);
  const fastest = Math.max(...computing.map(({ flopPerSecond }) => flopPerSecond));
  const slow = computing.filter(({ flopPerSecond }) => flopPerSecond < fastest * DEVICE_SHARE);
  if (slow.length > 0) return slow;
  return computing.length > 0 ? computing : nodes;
}

/** Times are kept to the microsecond. */
export const toMicroseconds = (seconds) => Math.round(seconds * 1e6) / 1e6;

/**
 * The jobs, in order of release; each wants its answer back where it started.
 * @param {Draw} draw
 * @param {{ id: string, flopPerSecond: number }[]} nodes
 */
export function drawJobs({ count, seed, perSecond, models }, nodes) {
  const random = randomNumbers(seed);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const devices = deviceNodes(nodes);
  let now = 0;
  return Array.from({ length: count }, (_, index) => {
    if (perSecond !== null) now -= Math.log(1 - random()) / perSecond;
    const { id } = pick(devices);
    return { id: String(index + 1), model: pick(models), source: id, destination: id, releaseSeconds: toMicroseconds(now), weight: 1 };
  });
}

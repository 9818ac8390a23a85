// Random choices that are the same wherever they are made: from a text, by Mulberry32.

import { randomNumbers } from '../../jobs/draw.js';

/** The seed that a text stands for: FNV-1a. */
export function seedOf(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Six digits: engines differ in the last bits of powers. */
const rounded = (value) => Number(value.toPrecision(6));

/** @param {string} text what the choices are for, the evaluation's seed among it */
export function drawsFor(text) {
  const random = randomNumbers(seedOf(text));
  const between = (from, to) => from + random() * (to - from);
  return {
    between: (from, to) => rounded(between(from, to)),
    whole: (from, to) => Math.floor(between(from, to + 1)),
    chance: (share) => random() < share,
    /** Every factor as likely as any other. */
    magnitude: (from, to) => rounded(from * (to / from) ** random()),
    among: (list) => list[Math.floor(random() * list.length)],
  };
}

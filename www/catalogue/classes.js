// Devices and links of the catalogue in words, and found by words.

import { formatFlopRate, formatRate } from '../format/quantities.js';

const rate = (entry) => (entry.flopPerSecond === undefined ? formatRate(entry.bitsPerSecond) : formatFlopRate(entry.flopPerSecond));

/** RTX 3090, 5 TFLOP/s, measured */
export const classWords = (entry) => `${entry.name}, ${rate(entry)}, ${entry.kind}`;

const wordsOf = (text) => text.toLowerCase().split(/[\s,]+/).filter(Boolean);

/** The entries that have all words of a text, in any order: first those whose names have the most of them as whole words. */
export function matching(entries, text) {
  const words = wordsOf(text);
  const whole = ({ name }) => {
    const own = new Set(name.toLowerCase().split(/[^\p{L}\p{N}.]+/u));
    return words.filter((word) => own.has(word)).length;
  };
  return entries
    .filter((entry) => {
      const all = `${entry.id} ${classWords(entry)} ${entry.class ?? ''}`.toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .map((entry) => ({ entry, count: whole(entry) }))
    .sort((a, b) => b.count - a.count)
    .map(({ entry }) => entry);
}

/** The entry that a text means: its id, its name, or the only one that has all its words. */
export function findClass(entries, text) {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return undefined;
  const exact = entries.find((entry) => [entry.id, entry.name, classWords(entry)].some((each) => each.toLowerCase() === wanted));
  if (exact) return exact;
  const found = matching(entries, wanted);
  return found.length === 1 ? found[0] : undefined;
}

// Few numbers about many.

const ascending = (values) => [...values].sort((a, b) => a - b);

/** The middle value, of an even number the mean of the two in the middle. */
export function median(values) {
  const sorted = ascending(values);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The element whose value is in the middle, of an even number the lower of the two. */
export const middleBy = (list, valueOf) => [...list].sort((a, b) => valueOf(a) - valueOf(b))[(list.length - 1) >> 1];

export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

export const largest = (values) => values.reduce((most, value) => Math.max(most, value), -Infinity);
export const smallest = (values) => values.reduce((least, value) => Math.min(least, value), Infinity);

export const count = (list, holds) => list.filter(holds).length;

/** Elements by what they have in common, in the order in which that first occurs. */
export function groupedBy(list, keyOf) {
  const groups = new Map();
  for (const element of list) {
    const key = keyOf(element);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(element);
  }
  return groups;
}

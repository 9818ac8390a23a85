// Where the path touches a drawn plane, and which of those places carry a name.

/**
 * @param {{planes: number[]}} fold
 * @param {object[]} segments see climb.js
 * @param {{source: number, destination: number, layerCount: number}} ends
 * @returns {{plane: number, copy: number, node: number, named: boolean, rises: boolean, lands: boolean,
 *   end: ''|'start'|'end'}[]} rises: a layer is computed upwards from here; lands: one arrives from below
 */
export function pathMarks(fold, segments, { source, destination, layerCount }) {
  const planeOf = new Map(fold.planes.map((copy, plane) => [copy, plane]));
  const marks = new Map();
  const mark = (copy, node, named) => {
    if (!planeOf.has(copy) || node < 0) return null;
    const key = `${copy} ${node}`;
    if (!marks.has(key)) marks.set(key, { plane: planeOf.get(copy), copy, node, named: false, rises: false, lands: false, end: '' });
    if (named) marks.get(key).named = true;
    return marks.get(key);
  };
  segments.forEach((segment, i) => {
    if (segment.kind === 'compute') {
      const foot = mark(segment.layer - 1, segment.node, false);
      const head = mark(segment.layer, segment.node, false);
      if (foot) foot.rises = true;
      if (head) head.lands = true;
      return;
    }
    // The first and the last node of a journey within a copy are named, those passed on the way are not.
    const before = segments[i - 1];
    const after = segments[i + 1];
    mark(segment.copy, segment.from, !(before?.kind === 'transfer' && before.copy === segment.copy));
    mark(segment.copy, segment.to, !(after?.kind === 'transfer' && after.copy === segment.copy));
  });
  const start = mark(0, source, true);
  if (start) start.end = 'start';
  const end = mark(layerCount, destination, true);
  if (end) end.end = 'end';
  return [...marks.values()];
}

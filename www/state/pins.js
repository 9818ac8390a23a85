// Pins: ranges of layers restricted to some nodes or tags. One layer's pin can be set or taken away
// without touching its neighbours: ranges split and join as needed.

/** @typedef {{ firstLayer: number, lastLayer: number, nodes?: string[], tags?: string[] }} Pin */

const sameTarget = (a, b) =>
  String(a.nodes ?? '') === String(b.nodes ?? '') && String(a.tags ?? '') === String(b.tags ?? '');

/** Without any pin on layers first..last. */
export function unpinLayers(pins, first, last) {
  return pins.flatMap((pin) => {
    if (pin.lastLayer < first || pin.firstLayer > last) return [pin];
    return [
      { ...pin, lastLayer: first - 1 },
      { ...pin, firstLayer: last + 1 },
    ].filter((part) => part.firstLayer <= part.lastLayer);
  });
}

/** Layers first..last run on that node, whatever was asked before. */
export function pinLayers(pins, first, last, nodeId) {
  const others = unpinLayers(pins, first, last);
  const sorted = [...others, { firstLayer: first, lastLayer: last, nodes: [nodeId] }]
    .sort((a, b) => a.firstLayer - b.firstLayer);
  return sorted.reduce((joined, pin) => {
    const before = joined.at(-1);
    if (before && before.lastLayer + 1 === pin.firstLayer && sameTarget(before, pin)) {
      joined[joined.length - 1] = { ...before, lastLayer: pin.lastLayer };
    } else {
      joined.push(pin);
    }
    return joined;
  }, []);
}

/** The pins that hold a layer. */
export const pinsOf = (pins, layer) => pins.filter((pin) => pin.firstLayer <= layer && layer <= pin.lastLayer);

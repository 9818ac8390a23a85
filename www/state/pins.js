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

/** The ranges of file numbers that layers stand for, from a first to a last one as they are told. */
export function fileRanges(layers, first, last) {
  const places = layers.slice(first - 1, last).map(({ place }) => place).sort((a, b) => a - b);
  return places.reduce((ranges, place) => {
    if (ranges.at(-1)?.[1] === place - 1) ranges.at(-1)[1] = place;
    else ranges.push([place, place]);
    return ranges;
  }, []);
}

/** The pins that hold a layer. */
export const pinsOf = (pins, layer) => pins.filter((pin) => pin.firstLayer <= layer && layer <= pin.lastLayer);

// Puts devices into places and joins them: what turns a map of cities into a network that computes.

export const BACKBONE_SHARE = 0.1;
export const BACKBONE_ABOUT = 'One tenant\'s share of a link is taken as a tenth of its line rate.';
export const DEPLOYMENT_ABOUT = 'Which place has which computer, and how long its queue is, are assumptions made to be instructive.';

/** @param {{ devices: object[], links: object[] }} catalogue */
export function deployment(catalogue) {
  const deviceOf = named(catalogue.devices, 'device');
  const linkOf = named(catalogue.links, 'link');
  return {
    /** A node with a device of the catalogue whose queue is empty after `queueSeconds`. */
    computer(place, device, { queueSeconds = 0, tags } = {}) {
      const { flopPerSecond, memoryBytes, memoryBytesPerSecond, watts } = deviceOf(device);
      return {
        ...place,
        flopPerSecond,
        backlogFlop: Math.round(queueSeconds * flopPerSecond) || undefined,
        memoryBytes,
        memoryBytesPerSecond,
        device,
        watts,
        tags,
      };
    },

    /** A place through which tensors only pass. */
    relay: (place) => ({ ...place, flopPerSecond: 0 }),

    /** Up and down rates differ, so access is two links. */
    access(from, to, link) {
      const direction = (id, ends) => {
        const { bitsPerSecond, delaySeconds, joulesPerBit } = linkOf(id);
        return { ...ends, bitsPerSecond, delaySeconds, joulesPerBit };
      };
      return [direction(`${link}-up`, { from, to }), direction(`${link}-down`, { from: to, to: from })];
    },

    /** A fibre with the same numbers both ways whose queue is empty after `queueSeconds`. */
    fibre: (from, to, { bitsPerSecond, delaySeconds, queueSeconds = 0, joulesPerBit }) => ({
      from,
      to,
      bitsPerSecond,
      delaySeconds: delaySeconds || undefined,
      backlogBits: Math.round(queueSeconds * bitsPerSecond) || undefined,
      joulesPerBit,
      bothWays: true,
    }),
    linkOf,
  };
}

function named(list, what) {
  const byId = new Map(list.map((each) => [each.id, each]));
  return (id) => {
    const found = byId.get(id);
    if (!found) throw new Error(`the catalogue has no ${what} ${id}`);
    return found;
  };
}

/** An id from a city's name: `Salt Lake City` → `salt-lake-city`, `Poznań` → `poznan`. */
export const slug = (name) => name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

// Whether two answers are about the same network, so that a drawing need not be built anew.

export function sameNetwork(a, b) {
  return a !== null && a.nodes.length === b.nodes.length && a.links.length === b.links.length
    && a.nodes.every((node, i) => node === b.nodes[i] || sameNode(node, b.nodes[i]))
    && a.links.every((link, i) => link.from === b.links[i].from && link.to === b.links[i].to && link.reverse === b.links[i].reverse);
}

const sameNode = (a, b) => a.id === b.id && a.label === b.label && a.latitude === b.latitude && a.longitude === b.longitude;

/** Node index by id, as a plan names nodes. */
export const indexById = (nodes) => new Map(nodes.map(({ id }, index) => [id, index]));

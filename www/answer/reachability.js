// Why no route exists: which nodes the source reaches, and the cut that separates the destination.

/**
 * @param {{ id: string }[]} nodes
 * @param {{ from: string, to: string }[]} links  one-way
 * @returns {{ reached: string[], towards: string[] }} what the source reaches, and what reaches the destination
 */
export function cutBetween(nodes, links, source, destination) {
  const spread = (start, tail, head) => {
    const seen = new Set([start]);
    for (let grown = true; grown;) {
      grown = false;
      for (const link of links) {
        if (seen.has(link[tail]) && !seen.has(link[head])) {
          seen.add(link[head]);
          grown = true;
        }
      }
    }
    return nodes.map(({ id }) => id).filter((id) => seen.has(id));
  };
  return { reached: spread(source, 'from', 'to'), towards: spread(destination, 'to', 'from') };
}

// Where a class of links can be put: on all links of the source, or on one, in one direction or both.

/** @typedef {{ id: string, words: string, links: number[] }} LinkPlace  `links`: places in the list of one-way links */

/**
 * @param {{ nodes: { index: number, label: string }[], links: { index: number, from: number, to: number, reverse: number }[], sourceIndex: number }} answer
 * @returns {{ title: string, places: LinkPlace[] }[]} groups; those with nothing in them are left out
 */
export function linkPlaces({ nodes, links, sourceIndex }) {
  const label = (index) => nodes[index].label;
  const indicesOf = (chosen) => chosen.map(({ index }) => index);
  const out = indicesOf(links.filter(({ from }) => from === sourceIndex));
  const into = indicesOf(links.filter(({ to }) => to === sourceIndex));
  const source = nodes[sourceIndex] && label(sourceIndex);
  const ofSource = [
    { id: 'source', words: `all links of ${source}`, links: [...out, ...into] },
    { id: 'source-out', words: `all links from ${source}`, links: out },
    { id: 'source-in', words: `all links to ${source}`, links: into },
  ];
  const pairs = links.filter(({ index, reverse }) => reverse > index);
  return [
    { title: 'The source', places: ofSource.filter((place) => place.links.length > 0) },
    { title: 'Both ways', places: pairs.map(({ index, reverse, from, to }) => ({ id: `both-${index}`, words: `${label(from)} ↔ ${label(to)}`, links: [index, reverse] })) },
    { title: 'One way', places: links.map(({ index, from, to }) => ({ id: `one-${index}`, words: `${label(from)} → ${label(to)}`, links: [index] })) },
  ].filter(({ places }) => places.length > 0);
}

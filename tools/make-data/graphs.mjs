// Larger graphs of the Internet Topology Zoo, places and links alone, for measuring how solving grows.

import { distanceKm } from './geography.mjs';
import { readTopologyZoo } from './gml.mjs';
import { ZOO_CITATION, ZOO_LICENCE } from './topology-zoo.mjs';

const GRAPHS = [
  { id: 'att-mpls', name: 'AT&T MPLS', file: 'topologies/AttMpls.gml' },
  { id: 'uninett', name: 'UNINETT 2010', file: 'topologies/Uninett2010.gml' },
];

const COORDINATE_DECIMALS = 3;
const rounded = (text) => Number(Number(text).toFixed(COORDINATE_DECIMALS));

async function graph(facts, { id, name, file }) {
  const { nodes, edges } = readTopologyZoo(await facts.text(file));
  const places = nodes.map(({ Latitude, Longitude }) => ({ latitude: rounded(Latitude), longitude: rounded(Longitude) }));
  const index = new Map(nodes.map((node, at) => [node.id, at]));
  const pairs = edges.map(({ source, target }) => [index.get(source), index.get(target)].sort((a, b) => a - b));
  const once = [...new Map(pairs.map((pair) => [pair.join(), pair])).values()];
  return {
    id,
    name,
    about: `${places.length} places and ${once.length} links; latitude and longitude of each place, places of the list that a link joins, and its great circle in km.`,
    source: `${ZOO_CITATION}, ${file.replace('topologies/', 'gml/')}; changed: parallel links merged`,
    licence: ZOO_LICENCE,
    places: places.map(({ latitude, longitude }) => [latitude, longitude]),
    edges: once.map(([from, to]) => [from, to, Math.round(distanceKm(places[from], places[to]))]),
  };
}

export const makeGraphs = (facts) => Promise.all(GRAPHS.map((each) => graph(facts, each)));

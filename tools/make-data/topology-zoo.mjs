// A network of the Internet Topology Zoo with computers in some of its cities.

import { BACKBONE_SHARE, deployment, slug } from './deployment.mjs';
import { distanceKm, fibreSeconds } from './geography.mjs';
import { readTopologyZoo } from './gml.mjs';

export const ZOO_LICENCE = 'CC BY 4.0 (Internet Topology Zoo)';
export const ZOO_CITATION = 'S. Knight, H. X. Nguyen, N. Falkner, R. Bowden, M. Roughan, The Internet Topology Zoo, IEEE JSAC 29(9), 2011, github.com/mroughan/InternetTopologyZoo at a725bbc4763b';

const COORDINATE_DECIMALS = 3;

/**
 * @param {(node: object) => { label: string, latitude?: number, longitude?: number }} options.placeOf
 * @param {(edge: object) => number} options.lineBitsPerSecond
 */
export async function zooNetwork(facts, catalogue, { file, name, placeOf, lineBitsPerSecond, computers, busyFibres, phone }) {
  const { nodes, edges } = readTopologyZoo(await facts.text(file));
  const { computer, relay, access, fibre } = deployment(catalogue);
  const places = new Map(nodes.map((node) => {
    const [latitude, longitude] = [node.Latitude, node.Longitude].map((text) => Number(Number(text).toFixed(COORDINATE_DECIMALS)));
    const place = { latitude, longitude, ...placeOf(node) };
    return [node.id, { id: slug(place.label), label: place.label, latitude: place.latitude, longitude: place.longitude }];
  }));
  const cities = [...places.values()].map((place) => (computers[place.id] ? computer(place, ...computers[place.id]) : relay(place)));
  return {
    name,
    nodes: [computer({ id: 'phone', label: 'Phone', latitude: phone.latitude, longitude: phone.longitude }, phone.device, { tags: ['trusted'] }), ...cities],
    links: [
      ...access('phone', phone.at, phone.link),
      ...edges.map((edge) => {
        const [a, b] = [places.get(edge.source), places.get(edge.target)];
        return fibre(a.id, b.id, {
          bitsPerSecond: Math.round(BACKBONE_SHARE * lineBitsPerSecond(edge)),
          delaySeconds: fibreSeconds(distanceKm(a, b)),
          queueSeconds: busyFibres[`${a.id} ${b.id}`],
        });
      }),
    ],
  };
}

// NSFNET: 14 cities, 22 fibres, the link lengths of the optical-network literature.

import { BACKBONE_ABOUT, BACKBONE_SHARE, DEPLOYMENT_ABOUT, deployment, slug } from './deployment.mjs';
import { fibreSeconds } from './geography.mjs';

/** City by the file's name of the node; the coordinates there are of these cities. */
const CITIES = {
  WA: 'Seattle', CA1: 'San Francisco', CA2: 'Los Angeles', UT: 'Salt Lake City', CO: 'Denver', TX: 'Houston', NE: 'Omaha',
  IL: 'Chicago', PA: 'Pittsburgh', GA: 'Atlanta', MI: 'Detroit', NY: 'New York', NJ: 'Newark', DC: 'Washington, DC',
};

const COMPUTERS = {
  seattle: ['jetson-tx2', { queueSeconds: 0.02 }],
  'los-angeles': ['jetson-agx-xavier', { queueSeconds: 0.07 }],
  'san-francisco': ['jetson-agx-orin', { queueSeconds: 0.11 }],
  denver: ['jetson-nano', {}],
  'new-york': ['jetson-agx-orin', { queueSeconds: 0.13 }],
  atlanta: ['jetson-orin-nano', { queueSeconds: 0.09 }],
  chicago: ['v100', { queueSeconds: 0.2 }],
};

const BUSY_FIBRES = { 'seattle chicago': 0.01, 'denver omaha': 0.008 };

const LINE_BITS_PER_SECOND = 1e10;

export async function nsfnet(facts, catalogue) {
  const { nodes, links } = await facts.json('topologies/nsfnet14.deeprmsa.json');
  const { computer, relay, access, fibre } = deployment(catalogue);
  const idOf = new Map(nodes.map(({ id, name }) => [id, slug(CITIES[name])]));
  const cities = nodes.map(({ name, latitude, longitude }) => {
    const place = { id: slug(CITIES[name]), label: CITIES[name], latitude, longitude };
    return COMPUTERS[place.id] ? computer(place, ...COMPUTERS[place.id]) : relay(place);
  });
  const phone = computer({ id: 'phone', label: 'Phone', latitude: 47.2, longitude: -123.4 }, 'phone-mid', { tags: ['trusted'] });
  return {
    id: 'nsfnet',
    name: 'NSFNET',
    about: `The backbone of the United States' research network of the early 1990s, 14 cities and 22 fibres, with a phone on Wi-Fi in Seattle, small GPUs in six cities and a data centre in Chicago. Delays are fibre lengths at 2e8 m/s. Lines are taken as 10 Gbit/s. ${BACKBONE_ABOUT} ${DEPLOYMENT_ABOUT}`,
    source: 'Cities and link lengths: X. Chen et al., DeepRMSA, doi 10.1109/jlt.2019.2923615, as in github.com/micdoh/XLRON at 158ef03f22d1; devices and access: data/catalogue.json',
    licence: 'Facts (MIT where taken from XLRON)',
    network: {
      name: 'NSFNET',
      nodes: [phone, ...cities],
      links: [
        ...access('phone', 'seattle', 'wifi-5'),
        ...links.map(({ source, target, distance }) => {
          const [from, to] = [idOf.get(source), idOf.get(target)];
          return fibre(from, to, {
            bitsPerSecond: BACKBONE_SHARE * LINE_BITS_PER_SECOND,
            delaySeconds: fibreSeconds(distance),
            queueSeconds: BUSY_FIBRES[`${from} ${to}`],
          });
        }),
      ],
    },
    sourceNode: 'phone',
    destinationNode: 'phone',
  };
}

// Abilene, the research backbone of the United States in 2005.

import { BACKBONE_ABOUT, DEPLOYMENT_ABOUT } from './deployment.mjs';
import { ZOO_CITATION, ZOO_LICENCE, zooNetwork } from './topology-zoo.mjs';

const OC192_BITS_PER_SECOND = 192 * 51.84e6;

export async function abilene(facts, catalogue) {
  return {
    id: 'abilene',
    name: 'Abilene',
    about: `Internet2's backbone in 2005: 11 cities, 14 links of 9.95 Gbit/s (OC-192), with a phone of 2016 on Wi-Fi near New York, small GPUs in four cities and a data centre in Chicago. Delays are great circles at 2e8 m/s. ${BACKBONE_ABOUT} ${DEPLOYMENT_ABOUT}`,
    source: `Cities and links: ${ZOO_CITATION}; changed: rates shared, delays and computers added; devices and access: data/catalogue.json`,
    licence: ZOO_LICENCE,
    network: await zooNetwork(facts, catalogue, {
      file: 'topologies/Abilene.gml',
      name: 'Abilene',
      placeOf: ({ label }) => ({ label }),
      lineBitsPerSecond: () => OC192_BITS_PER_SECOND,
      phone: { at: 'new-york', link: 'wifi-5', device: 'phone-2016', latitude: 41.3, longitude: -72.9 },
      computers: {
        'new-york': ['jetson-tx2', {}],
        'washington-dc': ['jetson-agx-xavier', { queueSeconds: 0.1 }],
        denver: ['jetson-nano', { queueSeconds: 0.06 }],
        sunnyvale: ['jetson-nano', { queueSeconds: 0.02 }],
        chicago: ['a100-40gb', { queueSeconds: 0.25 }],
      },
      busyFibres: { 'new-york chicago': 0.004, 'denver kansas-city': 0.01 },
    }),
    sourceNode: 'phone',
    destinationNode: 'phone',
  };
}

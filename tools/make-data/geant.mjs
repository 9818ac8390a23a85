// GÉANT, the research backbone of Europe in 2009.

import { BACKBONE_ABOUT, DEPLOYMENT_ABOUT } from './deployment.mjs';
import { ZOO_CITATION, ZOO_LICENCE, zooNetwork } from './topology-zoo.mjs';

/** The file names countries and mostly gives a city's coordinates; these are those cities. */
const CITIES = {
  NL: 'Amsterdam', BE: 'Brussels', DK: 'Copenhagen', PL: 'Poznań', DE: 'Berlin', CZ: 'Prague', LU: 'Luxembourg', FR: 'Paris', CH: 'Bern',
  IT: 'Rome', GR: 'Patras', CY: 'Nicosia', RO: 'Bucharest', HU: 'Budapest', SK: 'Bratislava',
  PT: 'Lisbon', ES: 'Madrid', BG: 'Sofia', SL: 'Ljubljana', AT: 'Linz', RU: 'Moscow', IS: 'Reykjavík', IE: 'Dublin',
  UK: 'London', SE: 'Stockholm', FI: 'Turku', EE: 'Tallinn', LV: 'Riga',
};

/** Points that are a country's centre, or lie in another country than the label says, moved to a city. */
const MOVED = {
  HR: { label: 'Zagreb', latitude: 45.815, longitude: 15.982 },
  IL: { label: 'Tel Aviv', latitude: 32.085, longitude: 34.782 },
  MT: { label: 'Valletta', latitude: 35.899, longitude: 14.514 },
  TR: { label: 'Ankara', latitude: 39.934, longitude: 32.86 },
  LT: { label: 'Vilnius', latitude: 54.687, longitude: 25.28 },
  NO: { label: 'Oslo', latitude: 59.913, longitude: 10.739 },
};

export async function geant(facts, catalogue) {
  return {
    id: 'geant',
    name: 'GÉANT 2009',
    about: `Europe's research backbone in 2009: 34 places, 52 links of 45 Mbit/s to 10 Gbit/s, with a phone of 2016 on Wi-Fi near Madrid, small computers in six cities and a data centre in Amsterdam. Delays are great circles at 2e8 m/s. ${BACKBONE_ABOUT} ${DEPLOYMENT_ABOUT}`,
    source: `Places and links: ${ZOO_CITATION}; changed: six places moved to a city (Zagreb, Tel Aviv, Valletta, Ankara, Vilnius, Oslo), rates shared, delays and computers added; devices and access: data/catalogue.json`,
    licence: ZOO_LICENCE,
    network: await zooNetwork(facts, catalogue, {
      file: 'topologies/Geant2009.gml',
      name: 'GÉANT 2009',
      placeOf: ({ label }) => MOVED[label] ?? { label: CITIES[label] },
      lineBitsPerSecond: ({ LinkSpeedRaw }) => Number(LinkSpeedRaw),
      phone: { at: 'madrid', link: 'wifi-5', device: 'phone-2016', latitude: 39.6, longitude: -4.6 },
      computers: {
        madrid: ['raspberry-pi-5', {}],
        london: ['jetson-tx2', { queueSeconds: 0.02 }],
        paris: ['jetson-agx-xavier', { queueSeconds: 0.12 }],
        rome: ['jetson-tx2', { queueSeconds: 0.06 }],
        budapest: ['jetson-nano', { queueSeconds: 0.1 }],
        stockholm: ['jetson-agx-xavier', { queueSeconds: 0.15 }],
        amsterdam: ['v100', { queueSeconds: 0.25 }],
      },
      busyFibres: { 'paris london': 0.006, 'berlin copenhagen': 0.01 },
    }),
    sourceNode: 'phone',
    destinationNode: 'phone',
  };
}

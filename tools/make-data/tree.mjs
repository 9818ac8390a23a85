// A phone, its tower, an edge site and the cloud: the textbook hierarchy, as a tree.

import { DEPLOYMENT_ABOUT, deployment } from './deployment.mjs';

export async function tree(facts, catalogue) {
  const { computer, relay, access, fibre, linkOf } = deployment(catalogue);
  const gigabit = linkOf('ethernet-1g');
  const tenGigabit = linkOf('ethernet-10g');
  const internet = linkOf('internet');
  const metro = { bitsPerSecond: gigabit.bitsPerSecond, delaySeconds: 0.0002 };
  const nodes = [
    computer({ id: 'phone', label: 'Phone' }, 'phone-2016', { tags: ['trusted'] }),
    computer({ id: 'camera', label: 'Smart camera' }, 'raspberry-pi-4', { tags: ['trusted'] }),
    computer({ id: 'tower-north', label: 'North tower' }, 'jetson-tx2', { queueSeconds: 0.24, tags: ['operator'] }),
    relay({ id: 'tower-south', label: 'South tower' }),
    computer({ id: 'edge-west', label: 'West edge site' }, 'jetson-orin-nano', { queueSeconds: 0.3, tags: ['operator'] }),
    computer({ id: 'edge-east', label: 'East edge site' }, 'jetson-agx-xavier', { queueSeconds: 0.35, tags: ['operator'] }),
    relay({ id: 'exchange', label: 'Internet exchange' }),
    computer({ id: 'cloud', label: 'Cloud' }, 'v100', { queueSeconds: 0.36, tags: ['cloud'] }),
  ];
  return {
    id: 'tree',
    name: 'Phone, tower, edge, cloud',
    about: `A tree of eight nodes: a phone on 5G and a smart camera on LTE, their towers, two edge sites, an Internet exchange and the cloud. ${DEPLOYMENT_ABOUT}`,
    source: 'Made for splitway; devices and links: data/catalogue.json',
    licence: 'MIT',
    network: {
      name: 'Phone, tower, edge, cloud',
      nodes,
      links: [
        ...access('phone', 'tower-north', '5g'),
        ...access('camera', 'tower-south', 'lte'),
        fibre('tower-north', 'edge-west', metro),
        fibre('tower-south', 'edge-east', metro),
        fibre('edge-west', 'exchange', { ...metro, bitsPerSecond: tenGigabit.bitsPerSecond, queueSeconds: 0.002 }),
        fibre('edge-east', 'exchange', { ...metro, bitsPerSecond: tenGigabit.bitsPerSecond }),
        fibre('exchange', 'cloud', internet),
      ],
    },
    sourceNode: 'phone',
    destinationNode: 'phone',
  };
}

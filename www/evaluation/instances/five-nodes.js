// A phone, two places at the edge, a regional one and a data centre, with several ways between them.

/** Rates are those of the named devices in data/catalogue.json; the links are assumed. */
export const FIVE_NODES = {
  name: 'Five nodes',
  nodes: [
    { id: 'phone', label: 'Phone', flopPerSecond: 31_115_000_000, device: 'phone-2016' },
    { id: 'cafe', label: 'Café', flopPerSecond: 87_822_000_000, device: 'jetson-nano' },
    { id: 'tower', label: 'Tower', flopPerSecond: 671_980_000_000, backlogFlop: 13_439_600_000, device: 'jetson-agx-xavier' },
    { id: 'region', label: 'Region', flopPerSecond: 1_278_137_000_000, backlogFlop: 51_125_480_000, device: 't4' },
    { id: 'cloud', label: 'Cloud', flopPerSecond: 10_503_300_000_000, backlogFlop: 210_066_000_000, device: 'h100' },
  ],
  links: [
    { from: 'phone', to: 'cafe', bitsPerSecond: 433_350_000, delaySeconds: 0.001, bothWays: true },
    { from: 'phone', to: 'tower', bitsPerSecond: 166_130_000, delaySeconds: 0.014, bothWays: true },
    { from: 'cafe', to: 'tower', bitsPerSecond: 1_000_000_000, delaySeconds: 0.002, bothWays: true },
    { from: 'cafe', to: 'region', bitsPerSecond: 200_000_000, delaySeconds: 0.004, bothWays: true },
    { from: 'tower', to: 'region', bitsPerSecond: 1_000_000_000, delaySeconds: 0.003, bothWays: true },
    { from: 'region', to: 'cloud', bitsPerSecond: 10_000_000_000, delaySeconds: 0.01, bothWays: true },
  ],
};

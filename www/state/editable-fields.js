// The numbers of nodes and links that a person can change, each with its unit and what it means.

/** @typedef {{ key: string, label: string, unit: string, hint?: string, required?: boolean, more?: boolean }} Field */

/** @type {Field[]} */
export const NODE_FIELDS = [
  { key: 'label', label: 'Name', unit: 'text' },
  { key: 'flopPerSecond', label: 'Compute rate', unit: 'FLOP/s', hint: 'Sustained, not peak. 0 is a relay: it forwards, but runs nothing.', required: true },
  { key: 'backlogFlop', label: 'Queued work', unit: 'FLOP' },
  { key: 'memoryBytes', label: 'Memory for weights', unit: 'B', hint: 'Empty: as much as is needed.' },
  { key: 'memoryBytesPerSecond', label: 'Memory bandwidth', unit: 'B/s', hint: 'What bounds layers that move more than they compute. Empty: unlimited.', more: true },
  { key: 'watts', label: 'Power while computing', unit: 'W', more: true },
  { key: 'pricePerSecond', label: 'Price of a second', unit: '', more: true },
  { key: 'latitude', label: 'Latitude', unit: '°', more: true },
  { key: 'longitude', label: 'Longitude', unit: '°', more: true },
];

/** @type {Field[]} */
export const LINK_FIELDS = [
  { key: 'bitsPerSecond', label: 'Rate', unit: 'bit/s', required: true },
  { key: 'delaySeconds', label: 'Propagation delay', unit: 's', hint: 'About 5 µs for each kilometre of fibre.' },
  { key: 'backlogBits', label: 'Queued bits', unit: 'bit' },
  { key: 'joulesPerBit', label: 'Energy of a bit', unit: 'J', more: true },
  { key: 'pricePerByte', label: 'Price of a byte', unit: '', more: true },
];

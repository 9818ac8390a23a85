// Classes of devices and of links that nodes and links refer to.
//
// A device's rate is what it sustained on ResNet-50 at batch 1 with the fastest runtime measured:
// the middle of MobileNetV2, ResNet-50 and VGG-16, between which one device's rate varies up to 29 times.

const RATE_WORKLOAD = 'resnet50';

/** id → name in the list of devices. */
const MEASURED = {
  'snapdragon-855': 'Qualcomm Snapdragon 855+ (OnePlus 7T)',
  'snapdragon-888': 'Qualcomm Snapdragon 888',
  'snapdragon-8-gen-2': 'Qualcomm Snapdragon 8 Gen 2',
  'dimensity-9300': 'MediaTek Dimensity 9300',
  'raspberry-pi-zero-2': 'Raspberry Pi Zero 2 W',
  'raspberry-pi-3': 'Raspberry Pi 3 B+',
  'raspberry-pi-4': 'Raspberry Pi 4 B (1.8 GHz)',
  'raspberry-pi-5': 'Raspberry Pi 5',
  'rk3588': 'Rockchip RK3588 board (Orange Pi 5)',
  'jetson-nano': 'NVIDIA Jetson Nano 4GB',
  'jetson-tx2': 'NVIDIA Jetson TX2',
  'jetson-agx-xavier': 'NVIDIA Jetson AGX Xavier 32GB',
  'jetson-orin-nano': 'NVIDIA Jetson Orin Nano 8GB',
  'jetson-agx-orin': 'NVIDIA Jetson AGX Orin 64GB',
  'apple-m1': 'Apple M1 (8-core GPU)',
  'apple-m3': 'Apple M3 (MacBook Air 2024)',
  'snapdragon-x-elite': 'Qualcomm Snapdragon X Elite (X1E78100)',
  'aws-c5-4xlarge': 'AWS c5.4xlarge (Xeon Platinum, 16 vCPU)',
  'core-i7-13700k': 'Intel Core i7-13700K',
  'ryzen-5950x': 'AMD Ryzen 9 5950X',
  'epyc-7742': 'AMD EPYC 7742 (one socket)',
  'rtx-3060-ti': 'NVIDIA GeForce RTX 3060 Ti',
  'rtx-3090': 'NVIDIA GeForce RTX 3090',
  'v100': 'NVIDIA V100 PCIe 32GB',
};

/** Without a measured run: FP32 peak times the share of its peak that a measured relative sustains. */
const DERIVED = {
  'apple-a14': { name: 'Apple A14 (iPhone 12)', like: 'apple-m1' },
  'apple-a15': { name: 'Apple A15 5-core GPU (iPhone 13 Pro)', like: 'apple-m1' },
  'apple-a16': { name: 'Apple A16 (iPhone 14 Pro)', like: 'apple-m1' },
  'apple-m2': { name: 'Apple M2 (10-core GPU)', like: 'apple-m1' },
  'rtx-3060': { name: 'NVIDIA GeForce RTX 3060 12GB', like: 'rtx-3060-ti' },
  'rtx-4090': { name: 'NVIDIA GeForce RTX 4090', like: 'rtx-3090' },
  'a10': { name: 'NVIDIA A10', like: 'rtx-3090' },
  'l4': { name: 'NVIDIA L4', like: 'rtx-3090' },
  't4': { name: 'NVIDIA T4', like: 'v100' },
  'a100-40gb': { name: 'NVIDIA A100 SXM4 40GB', like: 'v100' },
  'a100-80gb': { name: 'NVIDIA A100 SXM4 80GB', like: 'v100' },
  'h100': { name: 'NVIDIA H100 SXM5 80GB', like: 'v100' },
  'h200': { name: 'NVIDIA H200 SXM5 141GB', like: 'v100' },
};

/** Phones below the flagships, of which nobody published a run: a board with the same processor cores stands in. */
const STAND_INS = {
  'phone-mid': { name: 'Mid-range phone (four Cortex-A76)', like: 'raspberry-pi-5', ghz: 2.4 },
  'phone-2016': { name: 'Phone of 2016 (four Cortex-A72)', like: 'raspberry-pi-4', ghz: 1.8 },
  'phone-entry': { name: 'Entry-level phone (four Cortex-A53)', like: 'raspberry-pi-3', ghz: 1.4 },
};

/** What the list of devices lacks for phones, without which decoding one token there would look free. */
const PHONE_MEMORY = {
  'snapdragon-855': phoneMemory(34.1e9, 'LPDDR4X-4266 on a 64-bit bus'),
  'snapdragon-888': phoneMemory(51.2e9, 'LPDDR5-6400 on a 64-bit bus'),
  'snapdragon-8-gen-2': phoneMemory(67.2e9, 'LPDDR5X-8400 on a 64-bit bus'),
  'dimensity-9300': phoneMemory(76.8e9, 'LPDDR5T-9600 on a 64-bit bus'),
};

function phoneMemory(memoryBytesPerSecond, bus) {
  return { memoryBytes: 8 * 2 ** 30, memoryBytesPerSecond, source: `Memory: ${bus}, 8 GiB assumed` };
}

const CLASS_NAMES = { 'phone soc': 'phone', 'laptop soc': 'laptop', sbc: 'board', 'edge gpu': 'edge', 'desktop cpu': 'desktop', 'server cpu': 'server', gpu: 'gpu' };

/** The remarks of whoever collected a figure, as a reader of the catalogue needs them. */
export function citation(source) {
  return source
    .replace(/^same data set/, 'huggingface data set devidasmishra/ai-inference-hardware-economics-2026')
    .replaceAll(/ \(read\)/g, '')
    .replaceAll(/,? from general knowledge, not re-read| \(general knowledge\)/g, ' (not re-checked)')
    .replaceAll(/;? ?numbers \(not re-checked\)/g, ' (numbers not re-checked)')
    .replaceAll(/ \(abstract of the paper was read\)/g, '');
}

function deviceOf(id, fact, flopPerSecond, kind, source) {
  const powered = fact.measured?.find(({ power_w: watts }) => watts);
  const isWholeSystem = fact.note?.includes('at the wall');
  return {
    id,
    name: fact.name,
    class: CLASS_NAMES[fact.class] ?? fact.class,
    flopPerSecond,
    memoryBytes: fact.memory_bytes ?? undefined,
    memoryBytesPerSecond: fact.memory_bandwidth_bytes_per_s ?? undefined,
    watts: fact.tdp_w ?? (isWholeSystem ? undefined : powered?.power_w),
    ...PHONE_MEMORY[id],
    kind,
    source: [source, PHONE_MEMORY[id]?.source].filter(Boolean).join('. '),
  };
}

export function rateRun(fact) {
  const runs = fact.measured.filter(({ workload, batch }) => workload === RATE_WORKLOAD && batch === 1);
  return runs.reduce((best, run) => (run.effective_flops > best.effective_flops ? run : best));
}

function makeDevices(facts) {
  const named = new Map(facts.map((fact) => [fact.name, fact]));
  const measured = Object.entries(MEASURED).map(([id, name]) => {
    const fact = named.get(name);
    const run = rateRun(fact);
    const milliseconds = Number((run.latency_s * 1e3).toPrecision(4));
    return deviceOf(id, fact, run.effective_flops, 'measured',
      `Rate: ResNet-50, batch 1, ${milliseconds} ms with ${run.runtime}; ${citation(run.source)}. The rest: ${citation(fact.source)}`);
  });
  const derived = Object.entries(DERIVED).map(([id, { name, like }]) => {
    const fact = named.get(name);
    const relative = named.get(MEASURED[like]);
    const share = Number((rateRun(relative).effective_flops / relative.peak_flops_fp32).toFixed(3));
    return deviceOf(id, fact, Math.round(fact.peak_flops_fp32 * share), 'derived',
      `Rate: FP32 peak × ${share}, the share that ${relative.name} sustains on ResNet-50; peak and the rest: ${citation(fact.source)}`);
  });
  const standIns = Object.entries(STAND_INS).map(([id, { name, like, ghz }]) => {
    const { flopPerSecond, memoryBytes, memoryBytesPerSecond, name: board, source } = measured.find((device) => device.id === like);
    return {
      id, name, class: 'phone', flopPerSecond, memoryBytes, memoryBytesPerSecond, kind: 'derived',
      source: `All figures are those of the ${board}, which has such cores at ${ghz} GHz. ${source}`,
    };
  });
  return [...standIns, ...measured, ...derived];
}

/** The name in the list of devices of every class that is one of them, by its id. */
export const DEVICE_NAMES = { ...MEASURED, ...Object.fromEntries(Object.entries(DERIVED).map(([id, { name }]) => [id, name])) };

const bitsPerSecond = (rate) => Math.round(rate);

/** One direction of a row; `up` is towards the network. */
function accessLink(id, name, row, direction, kind, { rate, delay } = {}) {
  return {
    id: `${id}-${direction}`,
    name: `${name}, ${direction}link`,
    bitsPerSecond: bitsPerSecond(rate ?? row[`${direction}link_bps`]),
    delaySeconds: delay.seconds,
    joulesPerBit: rate ? undefined : row[`energy_${direction}_j_per_bit`] ?? undefined,
    kind,
    source: [`Rate: ${citation(row.source)}`, `delay: ${delay.source}`, !rate && row.energy_source && `energy: ${citation(row.energy_source)}`].filter(Boolean).join('; '),
  };
}

function makeLinks(rows) {
  const row = new Map(rows.map((each) => [each.name, each]));
  const halfOf = (name) => ({
    seconds: row.get(name).rtt_s / 2,
    source: `half of the round trip in ${citation(row.get(name).source)}`,
  });
  const wifiDelay = halfOf('Wi-Fi (browser throttling preset)');
  const mobileDelay = halfOf('Mobile, world median, November 2022');
  const both = (...args) => ['up', 'down'].map((direction) => accessLink(args[0], args[1], args[2], direction, ...args.slice(3)));
  const wifi5 = row.get('Wi-Fi 5 (802.11ac), 2 streams, 80 MHz');
  const wifi6 = row.get('Wi-Fi 6 (802.11ax), 2 streams, 80 MHz');
  const atLineRate = (id, name, rowName) => ({
    id, name, bitsPerSecond: bitsPerSecond(row.get(rowName).uplink_bps), delaySeconds: 0, kind: 'nominal', source: citation(row.get(rowName).source),
  });
  const broadband = halfOf('Fixed broadband, world median, November 2022');
  const fios = row.get('FIOS (browser preset)');
  const dsl = row.get('DSL (browser preset)');
  const wide = row.get('Internet transmission network (core and fixed access, 2015)');
  return [
    ...both('wifi-5', 'Wi-Fi 5, half of the PHY rate', wifi5, 'derived', { rate: wifi5.uplink_bps / 2, delay: wifiDelay }),
    ...both('wifi-2016', 'Wi-Fi as in offloading papers', row.get('Wi-Fi (offloading-paper figures)'), 'measured', { delay: wifiDelay }),
    ...both('wifi-6', 'Wi-Fi 6, half of the PHY rate', wifi6, 'derived', { rate: wifi6.uplink_bps / 2, delay: wifiDelay }),
    ...both('5g', '5G, world median', row.get('5G, world median Q3 2021'), 'measured', { delay: mobileDelay }),
    ...both('lte', 'LTE, median of 2012', row.get('LTE (4GTest 2011-12 median)'), 'measured', { delay: mobileDelay }),
    ...both('3g', '3G as in offloading papers', row.get('3G (offloading-paper figures)'), 'measured', { delay: mobileDelay }),
    ...both('fibre-home', 'Fibre, a browser\'s throttling preset', fios, 'nominal', { delay: halfOf(fios.name) }),
    ...both('dsl', 'DSL, a browser\'s throttling preset', dsl, 'nominal', { delay: halfOf(dsl.name) }),
    atLineRate('bluetooth-le', 'Bluetooth LE, 1 Mbit/s PHY', 'Bluetooth LE 1M PHY'),
    atLineRate('lora', 'LoRa, spreading factor 7', 'LoRa SF7, 125 kHz'),
    atLineRate('ethernet-1g', 'Gigabit Ethernet', 'Ethernet 1000BASE-T'),
    atLineRate('ethernet-10g', '10 Gbit/s Ethernet', 'Ethernet 10G'),
    atLineRate('ethernet-100g', '100 Gbit/s Ethernet', 'Ethernet 100G'),
    {
      id: 'internet', name: 'A share of the public Internet', bitsPerSecond: 1e9, delaySeconds: broadband.seconds, joulesPerBit: wide.energy_up_j_per_bit, kind: 'nominal',
      source: `Rate: assumed; delay: ${broadband.source}; energy: ${wide.energy_kind}, an average over all traffic, ${citation(wide.energy_source)}`,
    },
  ];
}

export async function makeCatalogue(facts) {
  const { devices } = await facts.json('devices.json');
  const { links } = await facts.json('links.json');
  return {
    about: 'Sustained rates and access links for nodes and links. kind: measured = somebody ran it; derived = computed from a measured or published figure by the rule in source; nominal = a standard\'s, preset\'s or assumed figure. watts is the rated power (TDP) or, for boards, the power measured under Linpack.',
    devices: makeDevices(devices),
    links: makeLinks(links),
  };
}

// Every figure that is known of the catalogue's classes, each with where it comes from and what kind of figure it is.

import { DEVICE_NAMES, citation } from './catalogue.mjs';

const WORKLOADS = {
  mobilenet_v2: 'MobileNetV2', resnet50: 'ResNet-50', resnet152: 'ResNet-152', vgg16: 'VGG-16', vgg19: 'VGG-19', 'HPL Linpack FP64': 'Linpack, FP64',
};

const known = (figures) => figures.filter(({ value }) => value !== null && value !== undefined);

/** A peak that somebody computed of clocks and cores is an upper bound like any other. */
function peaksOf(fact) {
  const source = [citation(fact.source), /derived|base clock/.test(fact.peak_kind) ? fact.peak_kind : ''].filter(Boolean).join('; ');
  return known([
    { what: 'compute, FP32', value: fact.peak_flops_fp32, unit: 'FLOP/s', kind: 'peak', source },
    { what: 'compute, FP16', value: fact.peak_flops_fp16, unit: 'FLOP/s', kind: 'peak', source },
    { what: 'compute, INT8', value: fact.peak_ops_int8, unit: 'op/s', kind: 'peak', source },
    { what: 'memory rate', value: fact.memory_bandwidth_bytes_per_s, unit: 'B/s', kind: 'peak', source },
    { what: 'memory', value: fact.memory_bytes, unit: 'B', kind: 'nominal', source },
    { what: 'power (TDP)', value: fact.tdp_w, unit: 'W', kind: 'peak', source },
  ]);
}

function runsOf({ measured = [] }) {
  return measured.flatMap((run) => {
    const what = [WORKLOADS[run.workload] ?? run.workload, run.batch && `batch ${run.batch}`, run.runtime, !/HPL/.test(run.workload) && run.precision?.replace(/^ncnn default.*/, 'reduced precision')].filter(Boolean).join(', ');
    const source = [citation(run.source), run.note].filter(Boolean).join('; ');
    return known([
      { what, value: run.effective_flops, unit: 'FLOP/s', kind: 'measured', source },
      { what: `power under ${WORKLOADS[run.workload] ?? run.workload}`, value: run.power_w, unit: 'W', kind: 'measured', source },
    ]);
  });
}

/** What routing takes comes first. */
const usedDevice = ({ flopPerSecond, kind, source }) => ({ what: 'compute, as routing takes it', value: flopPerSecond, unit: 'FLOP/s', kind, source: source.replace(/\. The rest: .*$/, '') });

const [RATE, DELAY, ENERGY] = ['rate', 'delay', 'energy'].map((what) => new RegExp(`(?:^|; )${what}: (.*?)(?=; (?:delay|energy): |$)`, 'i'));

function linkFigures({ bitsPerSecond, delaySeconds, joulesPerBit, kind, source }) {
  const part = (pattern) => pattern.exec(source)?.[1];
  return known([
    { what: 'rate', value: bitsPerSecond, unit: 'bit/s', kind, source: part(RATE) ?? source },
    { what: 'delay', value: delaySeconds > 0 ? delaySeconds : undefined, unit: 's', kind: 'derived', source: part(DELAY) },
    { what: 'energy', value: joulesPerBit, unit: 'J/bit', kind: 'derived', source: part(ENERGY) },
  ]);
}

/** @param {{ devices: object[], links: object[] }} catalogue */
export async function makeFigures(facts, catalogue) {
  const { devices } = await facts.json('devices.json');
  const factOf = new Map(devices.map((fact) => [fact.name, fact]));
  const figuresOf = (device) => {
    const fact = factOf.get(DEVICE_NAMES[device.id]);
    return [usedDevice(device), ...(fact ? [...runsOf(fact), ...peaksOf(fact)] : [])];
  };
  return {
    about: 'kind: measured = somebody ran it; peak = an upper bound by a data sheet, or by clocks and cores; derived = computed of those by the rule in source; nominal = a standard\'s, preset\'s or assumed figure.',
    devices: Object.fromEntries(catalogue.devices.map((device) => [device.id, figuresOf(device)])),
    links: Object.fromEntries(catalogue.links.map((link) => [link.id, linkFigures(link)])),
  };
}

// Compiled, never run: what must be accepted, and what must be refused.
import { SplitwayError, load } from 'splitway';
import type { Background, ComparedForm, Comparison, Formulated, ImportProgress, LayeredGraph, Node, Plan, Progress, RouteOptions, Router, Scenario, Schedule, Simulation, SimulationProgress, Split, SplitVerification, Splitway, SplitwayErrorCode, Step } from 'splitway';
import { load as loadInline } from 'splitway/inline';

const scenario: Scenario = {
  format: 'splitway/scenario@1',
  network: {
    nodes: [{ id: 'phone', flopPerSecond: 1e9, tags: ['trusted'] }],
    links: [{ from: 'phone', to: 'phone', bitsPerSecond: 1 }],
  },
  models: [{ id: 'tiny', inputBytes: 1, layers: [{ name: 'conv', flop: null, outputBytes: 1, secondsOn: { gpu: 1 } }] }],
  jobs: [{ id: 'job', model: 'tiny', source: 'phone', destination: 'phone' }],
  options: { wait: 'draining' },
};

// @ts-expect-error a misspelt field
const misspelt: Node = { id: 'phone', flopPerSecond: 1, flops: 1 };
// @ts-expect-error a missing field
const incomplete: Node = { id: 'phone' };
// @ts-expect-error a value that is not one of two
const patient: RouteOptions = { wait: 'patient' };

function durationOf(step: Step): number {
  switch (step.kind) {
    case 'compute':
      return step.endSeconds - step.startSeconds + step.layer;
    case 'transfer':
      return step.arriveSeconds - step.startSeconds + step.bytes;
  }
}

function inspect(plan: Plan): number {
  const joules: number | null = plan.energyJoules;
  const first: string | undefined = plan.placement[0];
  const potential: number[][] | undefined = plan.certificate?.potentialSeconds;
  return (joules ?? 0) + (first?.length ?? 0) + (potential?.length ?? 0) + plan.steps.map(durationOf).length;
}

function explain(error: unknown): SplitwayErrorCode | undefined {
  if (!(error instanceof SplitwayError)) return undefined;
  const path: string = error.path;
  // @ts-expect-error no such code
  if (error.code === 'no-such-code') return undefined;
  return path === '' ? undefined : error.code;
}

async function use(): Promise<void> {
  const splitway: Splitway = await load();
  const same: Splitway = await loadInline({ wasm: new Uint8Array(4) });
  const { route } = splitway;
  inspect(route(scenario, { certificate: true, pins: [{ firstLayer: 1, lastLayer: 1 }] }));
  inspect(same.route(JSON.stringify(scenario)));
  // @ts-expect-error a plan is not a scenario
  splitway.validate(route(scenario));
  const valid: boolean = splitway.verify(scenario, route(scenario)).valid;
  const { nodes, links }: { nodes: number; links: number } = splitway.validate(scenario);
  const graph: LayeredGraph = splitway.layeredGraph(scenario);
  const tails: Uint32Array = graph.arcs.from;
  using router: Router = splitway.router(scenario);
  router.scaleLinks(2).setNode('phone', { flopPerSecond: 2 }).setLink(0, { delaySeconds: 0 }).route();
  // @ts-expect-error a patch of another thing
  router.setJob('job', { flopPerSecond: 2 });
  // @ts-expect-error no such source
  await load({ wasm: 7 });
  void [valid, nodes, links, tails, splitway.version satisfies string];
}

async function useLongCalls({ compare, decode, formulate, schedule, simulate, background }: Splitway): Promise<void> {
  const onProgress = ({ share, value }: Progress): number => share + (value ?? 0);
  const { order, plans, lowerBound }: Schedule = await schedule(scenario, { method: 'anneal', moves: 100, onProgress });
  const plan: Plan | undefined = plans[0];
  await schedule(JSON.stringify(scenario), { order, baselines: true, signal: undefined });
  // @ts-expect-error a method that is not one of three
  await schedule(scenario, { method: 'luck' });
  // @ts-expect-error another call's option
  await schedule(scenario, { certificate: true });
  const { latency, stable, trace }: Simulation = await simulate(scenario, {
    policy: 'all-at-node', node: 'phone', jobsPerSecond: 2, trace: true, onProgress: ({ events, jobs }: SimulationProgress) => events + jobs,
  });
  const arrivals: Float64Array | undefined = trace?.arrivalSeconds;
  const p95: number | null = latency.p95.seconds;
  // @ts-expect-error a policy that does not exist
  await simulate(scenario, { policy: 'random' });
  const { sizes, text }: Formulated = await formulate(scenario, { form: 'placement', transfers: 'flows', to: 'mps' });
  const variables: number = sizes.variables;
  // @ts-expect-error a form that does not exist
  await formulate(scenario, { form: 'flow' });
  const [decoded]: Plan[] = await decode(scenario, { run_conv_phone: 1 }, { form: 'placement' });
  const forms: ComparedForm[] = ['routing-lp', 'router'];
  const { runs, optimumSeconds }: Comparison = await compare(scenario, {
    forms, highs: 'https://example.org/highs.mjs', onProgress: ({ name, run }) => void [name satisfies ComparedForm, run?.seconds],
  });
  await compare(scenario, { highs: { script: '/highs.mjs', wasm: new Uint8Array(4) }, timeLimitSeconds: 10, seed: 7 });
  const ratio: number | null | undefined = runs[0]?.timeRatio;
  // @ts-expect-error a form that does not exist
  await compare(scenario, { forms: ['simplex'] });
  void [decoded, optimumSeconds, ratio];
  using handle: Background = background();
  const newest: Promise<Schedule> = handle.schedule(scenario, { mode: 'bound' });
  await load({ wasmSchedule: 'https://example.org/schedule_bg.wasm' });
  void [variables, text, plan, lowerBound, newest, stable, arrivals, p95];
}

async function useImports({ importNetwork, importModel, importFile }: Splitway): Promise<void> {
  const { network, report } = await importNetwork('graph []', { rules: { rate: { link: 'ethernet-10g' } }, signal: undefined });
  const onProgress = ({ share }: ImportProgress): number => share;
  const { model } = await importModel({ path: 'model.onnx' }, { dims: { batch: 1 }, granularity: 'fused', onProgress });
  const imported = await importFile(new Uint8Array(8), { format: 'onnx' });
  const layers: number = 'model' in imported ? imported.model.layers.length : imported.network.nodes.length;
  // @ts-expect-error a reader that does not exist
  await importModel('', { format: 'pdf' });
  // @ts-expect-error not a file
  await importModel(7);
  void [network, report.filled[0]?.rule, model, layers];
}

async function useSplits({ importModel, split, verifySplit }: Splitway, plan: Plan): Promise<void> {
  const { model } = await importModel({ path: 'model.onnx' });
  const divided: Split = await split({ path: 'model.onnx' }, plan, { model, dims: { batch: 1 }, granularity: 'fused' });
  const names: string[] = divided.manifest.parts.flatMap(({ inputs }) => inputs.map(({ name }) => name));
  await split('', { placement: ['phone', 'edge'] });
  const { outputs, largestAbsoluteDifference }: SplitVerification = await verifySplit({ path: 'model.onnx' }, divided, {
    ort: '/ort.mjs', seed: 7, inputs: { sr: 16000, x: new Float32Array(4) }, sideFiles: { weights: new Uint8Array(4) },
  });
  void [names, outputs[0]?.name, largestAbsoluteDifference.toFixed()];
  // @ts-expect-error: rates are for networks
  await split('', plan, { rules: {} });
}

void [useSplits, useImports, useLongCalls, misspelt, incomplete, patient, explain, use];

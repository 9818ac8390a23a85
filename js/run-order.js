// A plan whose layers ran in another order than the file's, and its layers, told in the order of the run.

/** The layers' numbers in the order in which they ran. */
export const runOrder = ({ steps }) => steps.flatMap((step) => (step.kind === 'compute' ? [step.layer] : []));

/**
 * The plan and the layers with each layer at its place in the run; the same ones where that is the file's order.
 * @template Layer
 * @param {Layer[]} layers in the file's order
 * @returns {{ plan: object, layers: Layer[] }}
 */
export function inRunOrder(plan, layers) {
  const order = runOrder(plan);
  if (order.every((number, at) => number === at + 1)) return { plan, layers };
  const place = new Map(order.map((number, at) => [number, at + 1]));
  const steps = plan.steps.map((step) => (step.kind === 'compute' ? { ...step, layer: place.get(step.layer) } : step));
  return {
    plan: { ...plan, placement: order.map((number) => plan.placement[number - 1]), steps },
    layers: order.map((number) => layers[number - 1]),
  };
}

/** Whether layers read other tensors than those of the layer before. */
export const isGraph = (layers) => layers.some(({ inputs }) => inputs !== undefined);

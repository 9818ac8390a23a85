// What the figures were measured on. The name of the machine is nobody's business.
import { cpus, loadavg } from 'node:os';

export const machine = () => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, system: `${process.platform} ${process.arch}`, node: process.version,
});

/** How many processes wanted a processor in the last minute. */
export const load = () => Number(loadavg()[0].toFixed(2));

/** Of all points: what was measured on a busy machine took longer. */
export function loadOf(loads) {
  const sum = loads.reduce((all, one) => all + one, 0);
  return { mean: Number((sum / loads.length).toFixed(2)), most: Math.max(...loads) };
}

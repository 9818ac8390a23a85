// What moves with a job after each number of layers: the bytes of the tensors that are still to be read, and of the outputs.

import { tensorsOf } from './tensors.js';

/**
 * @param {object} model  of a scenario
 * @param {number[]} order  the layers' numbers in the order in which they run
 * @returns {number[]} from before the first layer to after the last
 */
export function liveBytesOf(model, order) {
  const step = new Map([[0, 0], ...order.map((number, at) => [number, at + 1])]);
  // Where each tensor begins to count, and where it no longer does.
  const changes = Array(order.length + 2).fill(0).map(() => []);
  for (const { name, bytes, maker, readers, isOutput } of tensorsOf(model)) {
    const end = isOutput ? order.length + 1 : Math.max(...readers.map((reader) => step.get(reader)), 0);
    changes[step.get(maker)].push([name, bytes]);
    changes[Math.max(end, step.get(maker))].push([name]);
  }
  const live = new Map();
  return [0, ...order].map((_, done) => {
    for (const [name, bytes] of changes[done]) {
      if (bytes === undefined) live.delete(name);
      else live.set(name, bytes);
    }
    return [...live.values()].reduce((sum, bytes) => sum + bytes, 0);
  });
}

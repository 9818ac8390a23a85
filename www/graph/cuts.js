// The cuts of a plan: which tensors cross from machine to machine, each time that the job moves.

import { journeyOf } from '../../js/journey.js';

/**
 * @param {object} plan  in the order in which the layers ran
 * @param {number[]} order  the layers' numbers in the file, in the order in which they ran
 * @param {import('../answer/tensors.js').Tensor[]} tensors
 * @returns {{ from: string, to: string, afterLayer: number, bytes: number, isDone: (layer: number) => boolean,
 *   tensors: import('../answer/tensors.js').Tensor[] }[]}
 */
export function cutsOf(plan, order, tensors) {
  const place = new Map([[0, 0], ...order.map((number, at) => [number, at + 1])]);
  return journeyOf(plan).filter(({ kind }) => kind === 'leg').map(({ from, to, afterLayer, bytes }) => {
    const isDone = (layer) => place.get(layer) <= afterLayer;
    const crosses = ({ maker, readers, isOutput }) => isDone(maker) && (isOutput || readers.some((reader) => !isDone(reader)));
    return { from, to, afterLayer, bytes, isDone, tensors: tensors.filter(crosses) };
  });
}

// Models of any number of layers, shaped as convolutional networks are: tensors shrink from layer to layer.

import { drawsFor } from './draws.js';

const INPUT_BYTES = 602_112;
const FIRST_BYTES = 12e6;
const LAST_BYTES = 4e3;
const ALL_FLOP = 4e10;
/** How far a layer may be from the average. */
const SPREAD = 3;

/**
 * @param {number} layers
 * @param {{ flop?: number }} [size] about so much work in all
 */
export function chain(layers, seed, { flop = ALL_FLOP } = {}) {
  const { magnitude } = drawsFor(`${seed}/chain`);
  const shape = (at) => FIRST_BYTES * (LAST_BYTES / FIRST_BYTES) ** (layers > 1 ? at / (layers - 1) : 1);
  return {
    id: 'chain',
    inputBytes: INPUT_BYTES,
    layers: Array.from({ length: layers }, (_, at) => ({
      name: `layer${at + 1}`,
      flop: Math.round((flop / layers) * magnitude(1 / SPREAD, SPREAD)),
      outputBytes: Math.round(shape(at) * magnitude(1 / SPREAD, SPREAD)),
    })),
  };
}

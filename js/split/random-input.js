// Tensors of random numbers that are the same for the same seed.
import { SplitwayError } from '../errors.js';

/** Small and quick, with a period of 2³²; every seed is as good as any other (mulberry32). */
export function makeRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The bits of a number from 0 to 1 in 16 bits, rounded down. */
function halfBits(value) {
  if (value < 2 ** -14) return Math.floor(value * 2 ** 24);
  const exponent = Math.floor(Math.log2(value));
  return ((exponent + 15) << 10) | Math.floor((value / 2 ** exponent - 1) * 1024);
}

// Whole numbers are often indices, of which 0 and 1 are nearly always in range.
const bit = (random) => (random() < 0.5 ? 0 : 1);
const bigBit = (random) => BigInt(bit(random));

const same = (value) => value;

const KINDS = {
  float32: { array: Float32Array, draw: (random) => random(), of: same },
  float64: { array: Float64Array, draw: (random) => random(), of: same },
  float16: { array: Uint16Array, draw: (random) => halfBits(random()), of: (value) => halfBits(value) },
  int8: { array: Int8Array, draw: bit, of: same },
  uint8: { array: Uint8Array, draw: bit, of: same },
  int16: { array: Int16Array, draw: bit, of: same },
  uint16: { array: Uint16Array, draw: bit, of: same },
  int32: { array: Int32Array, draw: bit, of: same },
  uint32: { array: Uint32Array, draw: bit, of: same },
  int64: { array: BigInt64Array, draw: bigBit, of: BigInt },
  uint64: { array: BigUint64Array, draw: bigBit, of: BigInt },
  bool: { array: Uint8Array, draw: bit, of: Number },
};

const refuse = (name, message) => { throw new SplitwayError(message, { code: 'invalid-option', path: `/inputs/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` }); };

const isListOfNumbers = (value) => Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

function takeGiven(given, { kind, count, name }) {
  if (typeof given === 'number' || typeof given === 'bigint') return kind.array.from({ length: count }, () => kind.of(given));
  if (!isListOfNumbers(given)) refuse(name, `input \`${name}\` is a number, or an array of ${count} numbers`);
  if (given.length !== count) refuse(name, `input \`${name}\` has ${count} numbers, and ${given.length} are given`);
  if (given.constructor === kind.array) return given;
  return kind.array.from(given, (value) => kind.of(value));
}

/**
 * The numbers of one input.
 * @param {{ name: string, dataType: string, shape?: number[] }} tensor
 * @param {() => number} random gives numbers from 0 to 1
 * @param {number | bigint | ArrayLike<number | bigint>} [given] in place of random ones
 */
export function inputNumbers({ name, dataType, shape }, random, given) {
  const kind = KINDS[dataType];
  if (kind === undefined) refuse(name, `input \`${name}\` is of type ${dataType}, of which no random numbers can be made`);
  if (shape === undefined) refuse(name, `the sizes of input \`${name}\` are not known: give them when the model is imported`);
  const count = shape.reduce((product, size) => product * size, 1);
  if (given !== undefined) {
    try {
      return takeGiven(given, { kind, count, name });
    } catch (error) {
      if (error instanceof SplitwayError) throw error;
      return refuse(name, `input \`${name}\` (${dataType}) cannot hold what is given: ${error.message}`);
    }
  }
  return kind.array.from({ length: count }, () => kind.draw(random));
}

/**
 * Refuses what an input cannot hold, before anything is run.
 * @param {{ inputs: { name: string, dataType: string, shape?: number[] }[] }} manifest
 * @param {Record<string, number | bigint | ArrayLike<number | bigint>>} given
 */
export function checkGiven({ inputs }, given) {
  for (const [name, numbers] of Object.entries(given)) {
    const tensor = inputs.find((input) => input.name === name);
    if (tensor === undefined) {
      throw new SplitwayError(
        `the model has no input \`${name}\`; its inputs are ${inputs.map((input) => input.name).join(', ')}`,
        { code: 'invalid-option', path: '/inputs' },
      );
    }
    inputNumbers(tensor, () => 0, numbers);
  }
}

// How much two tensors differ.

/** A number of 16 bits, 5 of them exponent. */
function half(bits) {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Of single numbers: `what is not a number` is the same as itself only. */
function distance(one, other) {
  if (Object.is(one, other) || one === other) return 0;
  if (typeof one === 'string') return Infinity;
  // As numbers, large ones would be the same that differ by little.
  if (typeof one === 'bigint') return Number(one > other ? one - other : other - one);
  const absolute = Math.abs(Number(one) - Number(other));
  return Number.isNaN(absolute) ? Infinity : absolute;
}

const readerOf = ({ type, data }) => (type === 'float16' && data instanceof Uint16Array ? (at) => half(data[at]) : (at) => data[at]);

/**
 * @param {{ type: string, dims: readonly number[], data: ArrayLike<number | bigint | string> }} whole
 * @param {typeof whole} parts
 */
export function difference(whole, parts) {
  const elements = whole.data.length;
  if (whole.type !== parts.type || whole.dims.join() !== parts.dims.join()) {
    return { elements, differing: elements, largestAbsoluteDifference: Infinity, largestRelativeDifference: Infinity };
  }
  const [one, other] = [readerOf(whole), readerOf(parts)];
  const result = { elements, differing: 0, largestAbsoluteDifference: 0, largestRelativeDifference: 0 };
  for (let at = 0; at < elements; at += 1) {
    const absolute = distance(one(at), other(at));
    if (absolute === 0) continue;
    const size = Math.max(Math.abs(Number(one(at))), Math.abs(Number(other(at))));
    const relative = Number.isFinite(absolute) && size > 0 ? absolute / size : Infinity;
    result.differing += 1;
    result.largestAbsoluteDifference = Math.max(result.largestAbsoluteDifference, absolute);
    result.largestRelativeDifference = Math.max(result.largestRelativeDifference, relative);
  }
  return result;
}

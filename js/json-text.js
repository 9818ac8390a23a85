// Input crosses into WebAssembly as JSON text. JSON.stringify would change some values without a word
// (NaN to null, a function to nothing, a Map to {}), so those are refused here, with their place.
import { SplitwayError } from './errors.js';

const DEEPEST = 100;
const UNDEFINED = 'undefined cannot be written as JSON';

const pointer = (path, key) => `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;

const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** Why a value itself, its members apart, cannot be written as JSON; undefined when it can. */
function obstacle(value, ancestors) {
  if (typeof value === 'number' && !Number.isFinite(value)) return `${value} is not a finite number`;
  if (['bigint', 'function', 'symbol'].includes(typeof value)) return `a ${typeof value} cannot be written as JSON`;
  if (typeof value !== 'object' || value === null) return undefined;
  if (ancestors.includes(value)) return 'the value contains itself';
  if (ancestors.length === DEEPEST) return `nested more than ${DEEPEST} levels deep`;
  if (Array.isArray(value)) return undefined;
  if (kindOf(value) !== 'Object') return `a plain value is needed here, not ${kindOf(value)}`;
  return typeof value.toJSON === 'function' ? 'a plain value is needed here, not an object with toJSON' : undefined;
}

/** The first obstacle in a value and all its members, with its place. */
function firstObstacle(value, path, ancestors) {
  const reason = obstacle(value, ancestors);
  if (reason !== undefined) return { reason, path };
  if (typeof value !== 'object' || value === null) return undefined;
  ancestors.push(value);
  for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    if (value[key] === undefined && Array.isArray(value)) return { reason: UNDEFINED, path: pointer(path, key) };
    const found = firstObstacle(value[key], pointer(path, key), ancestors);
    if (found !== undefined) return found;
  }
  ancestors.pop();
  return undefined;
}

/**
 * The JSON text of plain data. A member that is undefined counts as absent.
 * @param {unknown} value
 * @param {string} code the error code of a value that is no plain data
 */
export function jsonText(value, code) {
  const found = value === undefined ? { reason: UNDEFINED } : firstObstacle(value, '', []);
  if (found !== undefined) throw new SplitwayError(found.reason, { code, path: found.path });
  return JSON.stringify(value);
}

/** The same for what may come as JSON text already. */
export function jsonTextOf(value, code) {
  return typeof value === 'string' ? value : jsonText(value, code);
}

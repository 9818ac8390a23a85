// Numbers with units, rounded to the three digits that matter, and back from what a person types.

const THIN = '\u202f';
const PREFIXES = [
  ['E', 1e18], ['P', 1e15], ['T', 1e12], ['G', 1e9], ['M', 1e6], ['k', 1e3], ['', 1],
];
const SMALL = [['m', 1e-3], ['µ', 1e-6], ['n', 1e-9], ['p', 1e-12]];

/** Three significant digits, no exponent: 41.2, 803, 1, 0.05. */
export function threeDigits(value) {
  if (value === 0) return '0';
  const digits = Number(value.toPrecision(3));
  const whole = Math.abs(digits) >= 1000 ? digits : null;
  return whole === null ? String(Number(digits.toPrecision(3))) : grouped(digits);
}

/** 3 866. */
export function grouped(value) {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, THIN);
}

function scaled(value, unit, prefixes) {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return `0 ${unit}`;
  const size = Math.abs(Number(value.toPrecision(3)));
  const found = prefixes.find(([, factor]) => size >= factor) ?? prefixes.at(-1);
  const shown = value / found[1];
  const text = Math.abs(shown) >= 1e6 ? shown.toExponential(2) : threeDigits(shown);
  return `${text} ${found[0]}${unit}`;
}

/** 41.2 ms, 3.1 µs, 2.5 s, 4.2 min. */
export function formatSeconds(seconds) {
  const size = Math.abs(seconds);
  if (size === Infinity) return '–';
  if (size >= 7200) return `${threeDigits(seconds / 3600)} h`;
  if (size >= 120) return `${threeDigits(seconds / 60)} min`;
  return scaled(seconds, 's', [['', 1], ...SMALL]);
}

/** 803 kB (decimal prefixes). */
export const formatBytes = (bytes) => scaled(bytes, 'B', PREFIXES);

/** 2.4 GFLOP. */
export const formatFlop = (flop) => scaled(flop, 'FLOP', PREFIXES);

/** 1 Gbit/s. */
export const formatRate = (bitsPerSecond) => scaled(bitsPerSecond, 'bit/s', PREFIXES);

/** 5.1 TFLOP/s. */
export const formatFlopRate = (flopPerSecond) => scaled(flopPerSecond, 'FLOP/s', PREFIXES);

/** A value in any unit of the scenario, with prefixes above and below one. */
export const formatIn = (value, unit) => (unit === 's' ? formatSeconds(value) : scaled(value, unit, [...PREFIXES, ...SMALL]));

/** Every digit, for a field that is to be edited: 80 GFLOP/s, 0.123456 ms. */
export function exactQuantity(value, unit) {
  if (value === 0 || unit === '°') return unit === '' || unit === '°' ? String(value) : `0 ${unit}`;
  const size = Math.abs(value);
  const [prefix, factor] = [...PREFIXES, ...SMALL].find(([, each]) => size >= each) ?? ['', 1];
  return `${Number((value / factor).toPrecision(15))} ${prefix}${unit}`.trim();
}

/** Times told apart by their sign: +12.3 ms, ±0. */
export function formatDifference(seconds) {
  if (seconds === 0) return '±0';
  return seconds > 0 ? `+${formatSeconds(seconds)}` : `−${formatSeconds(-seconds)}`;
}

/** 31 %, 0.4 %, 1 200 %. */
export const formatPercent = (share) => `${threeDigits(Number((share * 100).toPrecision(share < 1 ? 2 : 3)))} %`;

/** 6.1×, 24×, 0.5×. */
export const formatTimes = (factor) => `${threeDigits(Number(factor.toPrecision(2)))}×`;

const FACTORS = new Map([...PREFIXES, ...SMALL, ['u', 1e-6], ['K', 1e3]]);

/**
 * What a person typed, in the base unit: `20 GFLOP/s`, `20G`, `2e10`, `4 ms`, `1,5 M`.
 * @returns {number} NaN when it cannot be read
 */
export function parseQuantity(text, unit) {
  const match = /^\s*([+-]?(?:\d[\d\s\u202f_]*)?(?:[.,]\d+)?(?:e[+-]?\d+)?)\s*(.*?)\s*$/iu.exec(text);
  if (!match || !/\d/.test(match[1])) return NaN;
  const number = Number(match[1].replace(/[\s\u202f_]/gu, '').replace(',', '.'));
  let rest = match[2];
  if (rest.toLowerCase().endsWith(unit.toLowerCase()) && unit !== '') rest = rest.slice(0, rest.length - unit.length);
  const factor = FACTORS.get(rest.trim());
  return factor === undefined ? NaN : tidy(number * factor);
}

// 4 × 1e-3 must come out as 0.004 and not as 0.004000000000000001.
const tidy = (value) => (Number.isFinite(value) ? Number(value.toPrecision(15)) : value);

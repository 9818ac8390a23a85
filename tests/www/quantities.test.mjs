import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  exactQuantity, formatBytes, formatDifference, formatFlop, formatFlopRate, formatIn, formatPercent, formatRate, formatSeconds, formatTimes, parseQuantity,
} from '../../www/format/quantities.js';

test('formatSeconds keeps three digits and picks the unit', () => {
  const shown = [0, 3.1e-6, 999.6e-6, 0.04123, 0.9996, 2.5, 119, 252, 9000].map(formatSeconds);
  assert.deepEqual(shown, ['0 s', '3.1 µs', '1 ms', '41.2 ms', '1 s', '2.5 s', '119 s', '4.2 min', '2.5 h']);
});

test('sizes and rates use decimal prefixes', () => {
  assert.equal(formatBytes(802816), '803 kB');
  assert.equal(formatBytes(4), '4 B');
  assert.equal(formatFlop(2.4e9), '2.4 GFLOP');
  assert.equal(formatRate(1e9), '1 Gbit/s');
  assert.equal(formatFlopRate(5.1e12), '5.1 TFLOP/s');
  assert.equal(formatIn(6.6e-7, 'J'), '660 nJ');
});

test('numbers that are none are a dash, huge ones stay short', () => {
  assert.equal(formatBytes(NaN), '–');
  assert.equal(formatSeconds(Infinity), '–');
  assert.ok(formatFlop(1e300).length < 20);
});

test('differences bear a sign, shares and factors two digits', () => {
  assert.deepEqual([0.0123, -0.0123, 0].map(formatDifference), ['+12.3 ms', '−12.3 ms', '±0']);
  assert.deepEqual([0.3133, 12, 0.004].map(formatPercent), ['31 %', '1\u202f200 %', '0.4 %']);
  assert.deepEqual([6.12, 24.4, 0.5].map(formatTimes), ['6.1×', '24×', '0.5×']);
});

test('parseQuantity reads prefixes, units, both decimal signs and exponents', () => {
  const read = [['20 GFLOP/s', 'FLOP/s'], ['20G', 'FLOP/s'], ['2e10', 'FLOP/s'], ['4 ms', 's'], ['5m', 's'], ['1,5 M', 'bit/s'], ['8 GB', 'B'], ['-3', 's'], ['12.5', ''], [' 0 ', 's']];
  assert.deepEqual(read.map(([text, unit]) => parseQuantity(text, unit)), [2e10, 2e10, 2e10, 0.004, 0.005, 1.5e6, 8e9, -3, 12.5, 0]);
});

test('parseQuantity gives NaN for what is not a number and Infinity for too much', () => {
  for (const text of ['', 'abc', '20 apples', 'e5', '--3', '1.2.3']) assert.ok(Number.isNaN(parseQuantity(text, 's')), text);
  assert.equal(parseQuantity('1e999', 's'), Infinity);
});

test('exactQuantity loses no digit on the way back', () => {
  for (const [value, unit] of [[8e10, 'FLOP/s'], [0.000123456, 's'], [1, 's'], [34359738368, 'B'], [0, 'bit'], [-122.33, '°'], [0.3, ''], [275911000000, 'FLOP/s']]) {
    assert.equal(parseQuantity(exactQuantity(value, unit), unit), value, `${value} ${unit}`);
  }
});

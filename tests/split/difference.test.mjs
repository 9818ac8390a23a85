// How much two tensors differ: by whole numbers that no double can tell apart, too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference } from '../../js/split/difference.js';

const tensor = (...numbers) => ({ type: 'int64', dims: [numbers.length], data: BigInt64Array.from(numbers) });

test('whole numbers of 64 bits are compared as they are', () => {
  const largest = 2n ** 63n - 1n;
  const { differing, largestAbsoluteDifference, largestRelativeDifference } = difference(tensor(2n ** 53n, -5n), tensor(2n ** 53n + 1n, -5n));
  assert.equal(differing, 1);
  assert.equal(largestAbsoluteDifference, 1);
  assert.equal(largestRelativeDifference, 2 ** -53);
  assert.equal(difference(tensor(largest), tensor(-largest - 1n)).largestAbsoluteDifference, 2 ** 64);
  assert.equal(difference(tensor(largest), tensor(largest)).differing, 0);
});

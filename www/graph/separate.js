// Places on a line as near as can be to where each would like to be, in a given order and with room between them.

/**
 * Least squares under p[i + 1] − p[i] ≥ room[i]: isotonic regression by pooling neighbours that are out of order.
 * @param {number[]} wanted
 * @param {number[]} room  between each and the next
 */
export function separate(wanted, room) {
  const offsets = [0];
  for (const each of room) offsets.push(offsets.at(-1) + each);
  const pools = []; // { sum, count }, of which the means rise
  wanted.forEach((place, at) => {
    pools.push({ sum: place - offsets[at], count: 1 });
    while (pools.length > 1 && mean(pools.at(-2)) >= mean(pools.at(-1))) {
      const last = pools.pop();
      pools.at(-1).sum += last.sum;
      pools.at(-1).count += last.count;
    }
  });
  return pools.flatMap((pool) => Array(pool.count).fill(mean(pool))).map((place, at) => place + offsets[at]);
}

const mean = ({ sum, count }) => sum / count;

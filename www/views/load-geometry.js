// Latency against load on two logarithmic axes. Pure: points in, lines and marks out.

const LEFT = 58;
const RIGHT = 12;
const TOP = 24;
const BOTTOM = 38;

/** Round numbers between two, on a logarithmic axis: 1, 2 and 5 times powers of ten, fewer where these are too many. */
export function logMarks(low, high, most) {
  const marks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const times of [1, 2, 5]) {
      const value = Number((times * 10 ** power).toPrecision(3));
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) marks.push({ value, times });
    }
  }
  const tens = marks.filter(({ times }) => times === 1);
  const chosen = marks.length <= most ? marks : tens.length >= 2 ? tens : marks.filter((_, at) => at % 2 === 0);
  return chosen.map(({ value }) => value);
}

/**
 * @param {{ policy: string, points: { jobsPerSecond: number, isStable: boolean, mean: number, p95: number }[] }[]} series
 * @param {'mean' | 'p95'} figure
 * @param {{ width: number, height: number, low: number, high: number, first: number, last: number }} frame  both charts have the same
 */
export function loadChart(series, figure, { width, height, low, high, first, last }) {
  const along = (value, from, to) => (Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from) || 1);
  const x = (rate) => LEFT + along(rate, first, last) * (width - LEFT - RIGHT);
  const y = (seconds) => height - BOTTOM - along(seconds, low, high) * (height - TOP - BOTTOM);
  return {
    left: LEFT, right: width - RIGHT, top: TOP, bottom: height - BOTTOM, x, y,
    lines: series.map(({ policy, points }) => {
      const stable = points.filter((point) => point.isStable && point[figure] > 0);
      const lost = points.find((point) => !point.isStable) ?? null;
      const marks = stable.map((point) => ({ x: x(point.jobsPerSecond), y: y(point[figure]), point }));
      const end = marks.at(-1);
      return {
        policy, marks,
        d: marks.map((mark, at) => `${at === 0 ? 'M' : 'L'}${mark.x.toFixed(1)} ${mark.y.toFixed(1)}`).join(''),
        // Its figures would depend on how long one simulates: it leaves the chart.
        lost: lost && { x: x(lost.jobsPerSecond), y: TOP, point: lost, d: end ? `M${end.x.toFixed(1)} ${end.y.toFixed(1)}L${x(lost.jobsPerSecond).toFixed(1)} ${TOP}` : '' },
      };
    }),
  };
}

/** The ranges that hold all stable points of both charts. */
export function loadFrame(series) {
  const points = series.flatMap((each) => each.points);
  const stable = points.filter(({ isStable, mean, p95 }) => isStable && mean > 0 && p95 > 0);
  if (stable.length === 0) return null;
  const rates = points.map(({ jobsPerSecond }) => jobsPerSecond);
  return {
    low: Math.min(...stable.map(({ mean }) => mean)) / 1.3, high: Math.max(...stable.map(({ p95 }) => p95)) * 1.6,
    first: Math.min(...rates), last: Math.max(...rates) * 1.001,
  };
}

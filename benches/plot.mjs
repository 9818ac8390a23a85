// How the time of a schedule grows with its jobs, as a picture.

const WIDTH = 640;
const HEIGHT = 400;
const MARGIN = { left: 70, right: 130, top: 40, bottom: 50 };

const SERIES = [
  { name: 'native', colour: '#1b6ca8', of: ({ native }) => native?.greedy.seconds },
  { name: 'WebAssembly', colour: '#b3541e', of: ({ wasm }) => wasm?.greedy.seconds },
];

/** Powers of ten from below the least to above the most. */
function decades(numbers) {
  const from = Math.floor(Math.log10(Math.min(...numbers)));
  const to = Math.ceil(Math.log10(Math.max(...numbers)));
  return Array.from({ length: to - from + 1 }, (_, place) => 10 ** (from + place));
}

function scale(ticks, from, to) {
  const [low, high] = [Math.log10(ticks[0]), Math.log10(ticks.at(-1))];
  return (number) => from + (Math.log10(number) - low) / (high - low) * (to - from);
}

const time = (seconds) => (seconds < 1 ? `${Number((seconds * 1e3).toPrecision(3))} ms` : `${seconds} s`);

/** An SVG with both axes in decades. */
export function plotGrowth(rows) {
  const times = rows.flatMap((row) => SERIES.map(({ of }) => of(row))).filter((seconds) => seconds !== undefined);
  const [xs, ys] = [decades(rows.map(({ jobs }) => jobs)), decades(times)];
  const x = scale(xs, MARGIN.left, WIDTH - MARGIN.right);
  const y = scale(ys, HEIGHT - MARGIN.bottom, MARGIN.top);
  const lines = SERIES.flatMap(({ name, colour, of }) => {
    const points = rows.filter((row) => of(row) !== undefined).map((row) => [x(row.jobs), y(of(row))]);
    if (points.length === 0) return [];
    const [endX, endY] = points.at(-1);
    return [
      `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.map((point) => point.join()).join(' ')}"/>`,
      ...points.map(([pointX, pointY]) => `<circle cx="${pointX}" cy="${pointY}" r="3" fill="${colour}"/>`),
      `<text x="${endX + 8}" y="${endY + 4}" fill="${colour}">${name}</text>`,
    ];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img">
<title>Time of a greedy schedule against its number of jobs, both on log scales</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>
${xs.map((jobs) => `<path stroke="#ddd" d="M${x(jobs)},${MARGIN.top}V${HEIGHT - MARGIN.bottom}"/><text x="${x(jobs)}" y="${HEIGHT - MARGIN.bottom + 18}" text-anchor="middle">${jobs}</text>`).join('\n')}
${ys.map((seconds) => `<path stroke="#ddd" d="M${MARGIN.left},${y(seconds)}H${WIDTH - MARGIN.right}"/><text x="${MARGIN.left - 8}" y="${y(seconds) + 4}" text-anchor="end">${time(seconds)}</text>`).join('\n')}
<text x="${(MARGIN.left + WIDTH - MARGIN.right) / 2}" y="${HEIGHT - 12}" text-anchor="middle">jobs</text>
<text x="${MARGIN.left}" y="22">time of a greedy schedule</text>
${lines.join('\n')}
</svg>
`;
}

// Where everything of the model ribbon stands. Pure: numbers in, numbers out.

const WIDEST_COLUMN = 96;
export const NARROWEST_COLUMN = 18;

export const RIBBON = {
  gutter: 64, // the words at the left edge
  margin: 20, // the mark of the last cut needs a little room at the right
  cutTop: 4,
  cutHeight: 30,
  workHeight: 96,
  bandHeight: 24,
  bytesHeight: 72,
  namesHeight: 72,
};

const bandTop = RIBBON.cutTop + RIBBON.cutHeight + RIBBON.workHeight;
export const BAND_TOP = bandTop;
export const BYTES_TOP = bandTop + RIBBON.bandHeight;
export const NAMES_TOP = BYTES_TOP + RIBBON.bytesHeight;
export const RIBBON_HEIGHT = NAMES_TOP + RIBBON.namesHeight;

/** Square-root scale: an area twice as tall is four times as much, and small layers stay visible. */
export function rootHeight(value, largest, height) {
  if (!(value > 0) || !(largest > 0)) return 0;
  return Math.max(1.5, Math.sqrt(value / largest) * height);
}

/** Maximal runs of layers on the same node. */
export function runsOf(layers) {
  return layers.reduce((runs, { number, node }) => {
    const last = runs.at(-1);
    if (last && last.node === node) last.last = number;
    else runs.push({ node, first: number, last: number });
    return runs;
  }, []);
}

/**
 * @param {{ number: number, flop: number, outputBytes: number, node: number }[]} layers
 * @param {{ inputBytes: number, width: number, sourceIndex: number, destinationIndex: number }} options
 */
export function ribbonGeometry(layers, { inputBytes, width, sourceIndex, destinationIndex }) {
  const room = Math.max(0, width - RIBBON.gutter - RIBBON.margin);
  const step = Math.min(WIDEST_COLUMN, Math.max(NARROWEST_COLUMN, room / (layers.length + 1)));
  const left = (number) => RIBBON.gutter + number * step; // number 0 is the input
  const mostWork = Math.max(...layers.map(({ flop }) => flop));
  const mostBytes = Math.max(inputBytes, ...layers.map(({ outputBytes }) => outputBytes));
  const columns = layers.map(({ number, flop, outputBytes }) => ({
    number,
    x: left(number),
    work: rootHeight(flop, mostWork, RIBBON.workHeight),
    bytes: rootHeight(outputBytes, mostBytes, RIBBON.bytesHeight),
  }));
  const input = { x: left(0), bytes: rootHeight(inputBytes, mostBytes, RIBBON.bytesHeight) };
  const runs = runsOf(layers).filter(({ node }) => node >= 0)
    .map((run) => ({ ...run, x: left(run.first), width: (run.last - run.first + 1) * step }));
  return {
    step,
    width: left(layers.length + 1) + RIBBON.margin,
    columns,
    input,
    runs,
    cuts: cutsOf(layers, runs, { inputBytes, sourceIndex, destinationIndex }).map((cut) => ({ ...cut, x: left(cut.afterLayer + 1) })),
    mostWork,
    mostBytes,
  };
}

/** Where data crosses the network: before the first layer, between two runs, after the last layer. */
function cutsOf(layers, runs, { inputBytes, sourceIndex, destinationIndex }) {
  if (runs.length === 0) return [];
  const bytesAfter = (number) => (number === 0 ? inputBytes : layers[number - 1].outputBytes);
  const places = [
    { afterLayer: 0, from: sourceIndex, to: runs[0].node },
    ...runs.slice(1).map((run, at) => ({ afterLayer: run.first - 1, from: runs[at].node, to: run.node })),
    { afterLayer: layers.length, from: runs.at(-1).node, to: destinationIndex },
  ];
  return places.filter(({ from, to }) => from !== to).map((cut) => ({ ...cut, bytes: bytesAfter(cut.afterLayer) }));
}

/** Labels side by side would overlap: the lower row is for those too near to the one before. */
export function labelRows(positions, labelWidth) {
  let end = -Infinity;
  let row = 0;
  return positions.map((x) => {
    row = x < end && row === 0 ? 1 : 0;
    end = x + labelWidth;
    return row;
  });
}

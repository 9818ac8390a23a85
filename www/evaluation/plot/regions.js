// A map of regions: which of the cells of a square grid have the same choice. Pure.

/**
 * @typedef {object} Grid
 * @property {number} size    cells along each side
 * @property {string[]} group what a cell's colour stands for, row by row from below
 * @property {string[]} kind  what is told apart within a group by thin lines
 */

const inside = (size, column, row) => column >= 0 && row >= 0 && column < size && row < size;

/** How many cells away the nearest cell of another group, or the edge of the map, is in all eight directions. */
function depths({ size, group }) {
  return group.map((mine, place) => {
    const [column, row] = [place % size, Math.floor(place / size)];
    for (let far = 1; far < size; far += 1) {
      for (let dy = -far; dy <= far; dy += 1) {
        for (let dx = -far; dx <= far; dx += 1) {
          if (Math.max(Math.abs(dx), Math.abs(dy)) !== far) continue;
          if (!inside(size, column + dx, row + dy) || group[(row + dy) * size + column + dx] !== mine) return far;
        }
      }
    }
    return size;
  });
}

/**
 * The groups, largest first, each with its cells, its share of the map, and the cell for its label.
 * @param {Grid} grid
 */
export function regionsOf(grid) {
  const cells = new Map();
  grid.group.forEach((name, place) => cells.set(name, [...(cells.get(name) ?? []), place]));
  const depth = depths(grid);
  return [...cells].map(([name, places]) => ({
    name,
    places,
    share: places.length / grid.group.length,
    label: places.reduce((best, place) => (depth[place] > depth[best] ? place : best)),
  })).sort((a, b) => b.places.length - a.places.length);
}

/** Runs of neighbouring cells in a row, so that few rectangles cover a region. */
export function runsOf(places, size) {
  const runs = [];
  for (const place of [...places].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last.place + last.length === place && place % size !== 0) last.length += 1;
    else runs.push({ place, length: 1 });
  }
  return runs;
}

/**
 * The edges between cells that differ, as [column, row, isVertical] from the grid's lower left corner.
 * @param {string[]} values one a cell
 */
export function bordersOf(values, size) {
  const borders = [];
  values.forEach((value, place) => {
    const [column, row] = [place % size, Math.floor(place / size)];
    if (column + 1 < size && values[place + 1] !== value) borders.push([column + 1, row, true]);
    if (row + 1 < size && values[place + size] !== value) borders.push([column, row + 1, false]);
  });
  return borders;
}

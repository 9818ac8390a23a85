// A plot's data as the rows of a table. Pure.

const head = ({ label, unit }) => (unit === undefined ? label : `${label}, ${unit}`);
const wrongHead = (axis) => `${head(axis)}, to a wrong optimum`;

function valueHead(axis, { atLeast, isWrong }) {
  if (atLeast) return `${head(axis)}, at least`;
  return isWrong ? wrongHead(axis) : head(axis);
}

/**
 * A row for each mark, and one for each wrong value among those that it stands for.
 * @param {import('./geometry.js').Plot} plot
 */
export const rowsOfPlot = ({ x, y, series }) => series.flatMap(({ name, marks }) => marks.flatMap((mark) => {
  const row = { series: name, [head(x)]: mark.x };
  return [{ ...row, [valueHead(y, mark)]: mark.y }, ...(mark.wrong ?? []).map((value) => ({ ...row, [wrongHead(y)]: value }))];
}));

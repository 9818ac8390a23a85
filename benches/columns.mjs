// Text in columns.

/** One line: the text of each column, padded to its width. */
export function line(columns, textOf) {
  return columns.map((column) => {
    const width = column.width ?? 9;
    return column.left ? textOf(column).padEnd(width) : textOf(column).padStart(width);
  }).join(' ');
}

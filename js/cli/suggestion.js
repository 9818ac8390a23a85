// The word that was probably meant.

/** Edits between two words: one letter put in, left out, changed, or swapped with its neighbour. */
export function editDistance(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const changed = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      rows[i][j] = Math.min(changed, rows[i - 1][j] + 1, rows[i][j - 1] + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}

/** @returns {string | undefined} the nearest of the known words, if one is near */
export function nearest(word, known) {
  const wanted = word.toLowerCase().slice(0, 40);
  const begun = known.filter((name) => wanted.length > 1 && name.startsWith(wanted));
  if (begun.length === 1) return begun[0];
  const most = Math.max(1, Math.floor(wanted.length / 3));
  let best;
  for (const name of known) {
    const edits = editDistance(wanted, name);
    if (edits <= most && edits < (best?.edits ?? Infinity)) best = { name, edits };
  }
  return best?.name;
}

// Finished points, one a line, so that a run that was stopped goes on where it was.
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

function linesOf(path) {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** The last line of a run that was killed may be half a line. */
function parsed(line) {
  try {
    return [JSON.parse(line)];
  } catch {
    return [];
  }
}

/**
 * @param {string} path
 * @param {object} about what the points depend on: points of anything else are forgotten
 */
export function openPoints(path, about) {
  const [head, ...lines] = linesOf(path);
  const header = JSON.stringify(about);
  const found = head === header ? lines.flatMap(parsed) : [];
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, [header, ...found.map((point) => JSON.stringify(point))].map((line) => `${line}\n`).join(''));
  const known = new Map(found.map((point) => [point.key, point]));
  return {
    get: (key) => known.get(key),
    add(point) {
      known.set(point.key, point);
      appendFileSync(path, `${JSON.stringify(point)}\n`);
    },
    remove: () => rmSync(path),
  };
}

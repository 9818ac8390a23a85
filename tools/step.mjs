// Build steps that run only when one of their input files, or what they made of them, has changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const STAMPS = join(ROOT, 'target', 'stamps');

/** Every file at or under a path, sorted; nothing for a path that does not exist. */
export function filesUnder(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((name) => filesUnder(join(path, name)));
}

function fingerprintOfContents(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesUnder(join(ROOT, path)))) {
    hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

// Of what a step made, sizes and times are enough to see that it is all there and untouched.
function fingerprintOfResults(paths) {
  const files = paths.flatMap((path) => filesUnder(join(ROOT, path)));
  return files.map((file) => {
    const { size, mtimeMs } = statSync(file);
    return `${relative(ROOT, file)} ${size} ${mtimeMs}`;
  });
}

function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs one step of the build, or says that its results are up to date.
 * @param {string} title what the step makes, in a few words
 * @param {{inputs: string[], results: string[], make: () => Promise<void> | void}} step paths from the
 *   project's root; a directory stands for all the files under it
 */
export async function step(title, { inputs, results, make }) {
  const stampFile = join(STAMPS, `${title.replaceAll(/\W+/g, '-')}.json`);
  const stamp = readStamp(stampFile);
  const contents = fingerprintOfContents(inputs);
  const existing = fingerprintOfResults(results);
  if (stamp?.contents === contents && JSON.stringify(stamp.results) === JSON.stringify(existing)
    && results.every((path) => existsSync(join(ROOT, path)))) {
    console.log(`${title}: up to date`);
    return;
  }
  rmSync(stampFile, { force: true });
  await timed(title, make);
  mkdirSync(STAMPS, { recursive: true });
  writeFileSync(stampFile, JSON.stringify({ contents, results: fingerprintOfResults(results) }));
}

/** Runs something that has no results to keep, saying what it is and how long it took. */
export async function timed(title, make) {
  const start = performance.now();
  console.log(`${title} …`);
  const made = await make();
  console.log(`${title}: done in ${seconds(start)}`);
  return made;
}

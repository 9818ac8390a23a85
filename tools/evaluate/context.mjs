// The package as it is published, the data, and a mark of both.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, filesUnder } from '../step.mjs';

/** What the figures depend on, times apart. */
const SOURCES = [
  'dist', 'data/networks', 'data/models', 'data/graphs',
  'www/evaluation/experiments', 'www/evaluation/instances', 'www/evaluation/replay.js', 'www/jobs/draw.js',
];

const json = (path) => JSON.parse(readFileSync(join(ROOT, 'data', path), 'utf8'));
const filesById = (folder) => new Map(readdirSync(join(ROOT, 'data', folder)).map((name) => [name.replace(/\.json$/, ''), json(`${folder}/${name}`)]));

export const readData = () => ({ networks: filesById('networks'), models: filesById('models'), graphs: filesById('graphs') });

/** @returns {Promise<import('../../www/evaluation/experiments/index.js').Context & { dispose: () => void }>} */
export async function openContext() {
  const { load } = await import(pathToFileURL(join(ROOT, 'dist/node.js')));
  const api = await load();
  const background = api.background();
  return { api, background, data: readData(), dispose: () => background.dispose() };
}

export function markOfCode() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((path) => filesUnder(join(ROOT, path)))) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

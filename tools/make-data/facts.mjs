// Reads the folder of facts that the data are made from; its files are named relative to it.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @param {string} folder */
export function factsIn(folder) {
  const text = (path) => readFile(join(folder, path), 'utf8');
  return { text, json: async (path) => JSON.parse(await text(path)) };
}

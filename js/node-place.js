// How files are found in Node, whose fetch reads none.
import { fetchBytes } from './compile.js';

const isOnTheWeb = (address) => /^(https?|data|blob):/.test(String(address));
const isFile = (address) => String(address).startsWith('file:');

/**
 * @param {(name: string) => any} builtin gives a module of Node
 * @param {(string | URL)[]} origins files that packages are looked for from, one after the other
 * @returns {import('./compare/highs.js').Place}
 */
export function placeInNode(builtin, origins) {
  const { createRequire } = builtin('node:module');
  const { pathToFileURL } = builtin('node:url');
  const { readFile } = builtin('node:fs/promises');
  return {
    // A string that is no address is a file's path.
    resolve: (address) => (isOnTheWeb(address) || isFile(address) ? new URL(address) : pathToFileURL(String(address))),
    read: (address) => {
      if (isOnTheWeb(address)) return fetchBytes(address);
      return readFile(isFile(address) ? new URL(address) : address);
    },
    find(name) {
      for (const origin of [...origins, pathToFileURL(`${process.cwd()}/package.json`)]) {
        try {
          return pathToFileURL(createRequire(origin).resolve(name));
        } catch {
          // Perhaps from the next one.
        }
      }
      return undefined;
    },
  };
}

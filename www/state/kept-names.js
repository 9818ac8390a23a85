// Which files an opened scenario was imported from: a page that is loaded anew has what was read, but neither the files nor their reports.

import { fingerprint } from './packed-scenario.js';

/** @typedef {{ network?: string, model?: string }} FileNames */

const keyOf = (packed) => `splitway.files.${fingerprint(packed)}`;

/** @param {FileNames} names */
export function keepNames(packed, names, storage) {
  try {
    storage?.setItem(keyOf(packed), JSON.stringify(names));
  } catch {
    // A full storage: the names live until the page is closed.
  }
}

/** @returns {FileNames} */
export function keptNames(packed, storage) {
  try {
    const { network, model } = JSON.parse(storage.getItem(keyOf(packed)));
    return { ...(typeof network === 'string' && { network }), ...(typeof model === 'string' && { model }) };
  } catch {
    return {};
  }
}

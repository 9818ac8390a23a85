// An opened scenario inside the address: deflated JSON in base64url. One that is too long for an address
// stays in this tab's session storage and the address carries only its key.

import { bytesFromBase64Url, bytesToBase64Url } from './base64url.js';

/** Browsers take more, mail programs and chats do not. */
export const LONGEST_IN_LINK = 6000;
const LARGEST_UNPACKED_BYTES = 64e6;
const KEPT = 'kept.';

async function through(stream, bytes) {
  const parts = [];
  let size = 0;
  for await (const part of readAll(new Blob([bytes]).stream().pipeThrough(stream))) {
    size += part.length;
    if (size > LARGEST_UNPACKED_BYTES) throw new RangeError('the scenario in the link is too large');
    parts.push(part);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

// Not every browser can iterate a stream.
async function* readAll(stream) {
  const reader = stream.getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) yield value;
}

/** @returns {Promise<string>} what the link carries for this scenario */
export async function packScenario(scenario, storage) {
  const text = JSON.stringify(scenario);
  const packed = bytesToBase64Url(await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(text)));
  if (packed.length <= LONGEST_IN_LINK) return packed;
  const key = `${KEPT}${fingerprint(text)}`;
  try {
    storage?.setItem(`splitway.${key}`, text);
  } catch {
    // A full storage: the scenario lives until the page is closed.
  }
  return key;
}

// FNV-1a: tells scenarios of one tab apart; a page without TLS has no crypto.subtle.
export function fingerprint(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return `${(hash >>> 0).toString(36)}.${text.length.toString(36)}`;
}

/** @returns {Promise<object>} throws, in words for the reader of the page, when it cannot be read or is no longer kept */
export async function unpackScenario(packed, storage) {
  if (isKept(packed)) {
    const text = storage?.getItem(`splitway.${packed}`);
    if (!text) throw new Error('Its scenario was kept in another browser tab only.');
    return JSON.parse(text);
  }
  try {
    const bytes = await through(new DecompressionStream('deflate-raw'), bytesFromBase64Url(packed));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Error('The scenario in it is cut short or damaged.', { cause });
  }
}

export const isKept = (packed) => packed.startsWith(KEPT);

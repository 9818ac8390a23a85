// What a caller gives for a file, as something that a worker can be sent.
import { SplitwayError } from '../errors.js';

const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

function onlyInNode(what) {
  if (globalThis.process?.getBuiltinModule) return;
  throw new SplitwayError(`${what} can be read in Node only; give a File, a Blob, bytes or text`, { code: 'invalid-option', path: '' });
}

function pathOf({ href, protocol }) {
  if (protocol !== 'file:') {
    throw new SplitwayError(`${href} is no file; fetch it and give its bytes`, { code: 'invalid-option', path: '' });
  }
  onlyInNode('a URL');
  return globalThis.process.getBuiltinModule('node:url').fileURLToPath(href);
}

/** The bytes alone, without what else is in their buffer, which would travel along. */
const onlyBytes = (view) => (view.byteLength === view.buffer.byteLength && view.buffer instanceof ArrayBuffer ? view : view.slice());

/**
 * @param {import('../index.js').ImportSource} given
 * @returns {{ file: import('./open-file.js').SentFile, name?: string }}
 */
export function sourceOf(given) {
  if (typeof given === 'string') return { file: { bytes: new TextEncoder().encode(given) } };
  const kind = kindOf(given);
  if (kind === 'Blob' || kind === 'File') return { file: { blob: given }, name: given.name };
  if (kind === 'ArrayBuffer' || kind === 'SharedArrayBuffer') return { file: { bytes: onlyBytes(new Uint8Array(given)) } };
  if (ArrayBuffer.isView(given)) {
    return { file: { bytes: onlyBytes(new Uint8Array(given.buffer, given.byteOffset, given.byteLength)) } };
  }
  if (kind === 'URL') return nodeFile(pathOf(given));
  if (typeof given?.path === 'string') return nodeFile(given.path);
  if (Number.isInteger(given?.fd) && given.fd >= 0) {
    onlyInNode('a file handle');
    return { file: { descriptor: given.fd } };
  }
  throw new SplitwayError(
    'give a File, a Blob, bytes, text, or in Node { path } or a file handle',
    { code: 'invalid-option', path: '' },
  );
}

function nodeFile(path) {
  onlyInNode('a path');
  return { file: { path }, name: path.split(/[\\/]/).at(-1) };
}

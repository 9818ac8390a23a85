// A file that can be read at once, piece by piece, wherever its bytes are.
import { SplitwayError } from '../errors.js';

const REASONS = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'its permissions forbid reading',
  EPERM: 'its permissions forbid reading',
  EBADF: 'it is not open for reading',
};

export const unreadable = (name, error) => new SplitwayError(
  `cannot read ${name}: ${REASONS[error.code] ?? error.message}`,
  { code: 'unreadable-input', cause: error },
);

function openBytes(bytes) {
  return { byteCount: bytes.byteLength, read: (offset, length) => bytes.subarray(offset, offset + length), close() {} };
}

/** Piece by piece in a browser's worker; elsewhere nothing reads a blob at once. */
async function openBlob(blob) {
  if (globalThis.FileReaderSync === undefined) return openBytes(new Uint8Array(await blob.arrayBuffer()));
  const reader = new FileReaderSync();
  return {
    byteCount: blob.size,
    read: (offset, length) => new Uint8Array(reader.readAsArrayBuffer(blob.slice(offset, offset + length))),
    close() {},
  };
}

/** Reads a piece, however many calls of the system it takes; shorter where the file ends. */
function readPiece(fs, descriptor, offset, length) {
  const piece = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = fs.readSync(descriptor, piece, filled, length - filled, offset + filled);
    if (count === 0) return piece.subarray(0, filled);
    filled += count;
  }
  return piece;
}

function openDescriptor(fs, descriptor, close = () => {}) {
  const about = fs.fstatSync(descriptor);
  if (about.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
  if (!about.isFile()) throw new Error('it is no file that can be read piece by piece');
  return { byteCount: about.size, read: (offset, length) => readPiece(fs, descriptor, offset, length), close };
}

function openPath(fs, path) {
  const descriptor = fs.openSync(path, 'r');
  const close = () => fs.closeSync(descriptor);
  try {
    return openDescriptor(fs, descriptor, close);
  } catch (error) {
    close();
    throw error;
  }
}

/**
 * @typedef {{ bytes?: Uint8Array, blob?: Blob, path?: string, descriptor?: number }} SentFile one of these
 * @param {SentFile} file
 * @returns {Promise<{ byteCount: number, read: (offset: number, length: number) => Uint8Array, close: () => void }>}
 *   `read` gives fewer bytes only where the file has become shorter
 */
export async function openFile({ bytes, blob, path, descriptor }) {
  if (bytes) return openBytes(bytes);
  if (blob) return openBlob(blob);
  const fs = globalThis.process.getBuiltinModule('node:fs');
  try {
    return path === undefined ? openDescriptor(fs, descriptor) : openPath(fs, path);
  } catch (error) {
    throw unreadable(path ?? 'the file', error);
  }
}

// A file as a blob, ranges of which can be taken without reading it.
import { openFile, unreadable } from './open-file.js';

/**
 * A file on a disk stays there. Bytes are copied once; so are those of an open handle, which no blob can stand for.
 * @param {import('./open-file.js').SentFile} file
 * @returns {Promise<Blob>}
 */
export async function blobOf({ bytes, blob, path, descriptor }) {
  if (blob) return blob;
  if (bytes) return new Blob([bytes]);
  if (path === undefined) {
    const { byteCount, read, close } = await openFile({ descriptor });
    try {
      return new Blob([read(0, byteCount)]);
    } finally {
      close();
    }
  }
  const fs = globalThis.process.getBuiltinModule('node:fs');
  try {
    return await fs.openAsBlob(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

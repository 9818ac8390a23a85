// A file that a command is to import.

import { statSync } from 'node:fs';
import { readBytes } from '../documents.js';

/** What is no file on a disk cannot be read piece by piece. */
export async function fileSource(input) {
  const isFile = input !== '-' && statSync(input, { throwIfNoEntry: false })?.isFile();
  return isFile ? { path: input } : readBytes(input, 'file');
}

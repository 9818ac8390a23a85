// The parts of a model as files in a directory, without ever holding one whole.

import { createWriteStream, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CommandError } from '../failure.js';
import { oneLine } from '../plain-text.js';
import { jsonDocument } from '../terminal.js';

const MANIFEST = 'manifest.json';

const REASONS = {
  EEXIST: 'it is a file, not a directory',
  ENOTDIR: 'what stands before it is a file, not a directory',
  EACCES: 'its permissions forbid writing',
  EPERM: 'its permissions forbid writing',
  EROFS: 'its disk can only be read',
  ENOSPC: 'its disk is full',
};

const aboutFile = (path) => statSync(path, { throwIfNoEntry: false });

function checkFree(directory, names, { force, model }) {
  const source = aboutFile(model);
  for (const name of names) {
    const there = aboutFile(join(directory, name));
    if (there === undefined) continue;
    if (there.ino === source?.ino && there.dev === source?.dev) {
      throw new CommandError('invalid-option', `${oneLine(join(directory, name))} is the model itself; take another directory`);
    }
    if (!force) throw new CommandError('invalid-option', `${oneLine(join(directory, name))} is there already; --force writes over it`);
  }
}

async function writePart(file, path) {
  try {
    await pipeline(Readable.fromWeb(file.stream()), createWriteStream(path));
  } catch (error) {
    // Half a part is worse than none.
    await rm(path, { force: true });
    if (error.name !== 'NotReadableError') throw error;
    throw new CommandError('unreadable-input', 'the model has changed while its parts were written: divide it again');
  }
}

/**
 * @param {{ manifest: object, files: File[] }} divided
 * @param {{ directory: string, force?: boolean, model: string }} where
 */
export async function writeParts({ manifest, files }, { directory, force, model }) {
  const names = [...files.map(({ name }) => name), MANIFEST];
  try {
    await mkdir(directory, { recursive: true });
    checkFree(directory, names, { force, model });
    for (const file of files) await writePart(file, join(directory, file.name));
    await writeFile(join(directory, MANIFEST), jsonDocument(manifest));
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError('unwritable-output', `cannot write to ${oneLine(directory)}: ${REASONS[error.code] ?? error.message}`);
  }
}

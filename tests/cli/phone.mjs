// The example scenario of the help, as text and as a file in a directory of its own.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../package/installed.mjs';
import { splitway } from './command.mjs';

export const PHONE = splitway(['help', 'scenario']).stdout;

/** A fresh object each time, so that a test may spoil it. */
export const phone = () => JSON.parse(PHONE);

/** The scenario on one line, with another job's id where one is given. */
export const phoneLine = (id = 'photo') => JSON.stringify({ ...phone(), jobs: [{ ...phone().jobs[0], id }] });

/** A new directory that holds phone.json and the given files. */
export function directoryWith(files = {}) {
  const directory = temporaryDirectory();
  for (const [name, content] of Object.entries({ 'phone.json': PHONE, ...files })) {
    writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return directory;
}

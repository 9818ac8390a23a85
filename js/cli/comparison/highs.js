// The solver, which the package does not bring along.

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from '../failure.js';

/** Where HiGHS is: beside this package, or in the project that the command is run in. */
export function findHighs() {
  for (const from of [import.meta.url, join(process.cwd(), 'package.json')]) {
    try {
      return pathToFileURL(createRequire(from).resolve('highs')).href;
    } catch {
      // Perhaps in the next place.
    }
  }
  throw new CommandError('missing-package', 'compare solves with the package highs, which is not installed; install it with: npm install highs');
}

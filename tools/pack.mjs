// The package as it would be published.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, output } from './process.mjs';
import { ROOT } from './step.mjs';

/** Packs the built package into a directory and returns the path of its tarball. */
export function pack(directory) {
  mkdirSync(directory, { recursive: true });
  const answer = output('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', directory], { cwd: ROOT });
  if (answer === undefined) throw new Stop('npm pack failed');
  const [{ filename }] = JSON.parse(answer);
  return join(directory, filename);
}

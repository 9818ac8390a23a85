// A Chromium for the tests that need a real browser.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Stop, output, run } from './process.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a Chromium, or undefined. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const directories = (process.env.PATH ?? '').split(delimiter);
  return NAMES.flatMap((name) => directories.map((directory) => join(directory, name))).find(existsSync);
}

/** Installs a Chromium where none is found and this may be done. */
export async function setUpChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && output('apt-get', ['--version']) !== undefined) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env });
  }
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new Stop(`The tests of the page need a Chromium: install one (as ${NAMES.join(', ')} on PATH) or give its path in CHROMIUM_PATH.`);
}

/** Starts the browser, with a profile of its own that goes when it is closed. */
export async function launchChromium() {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: await setUpChromium(), args: FLAGS, headless: true });
}

// `npm run build`: the core, the npm package in dist/ and the page in site/.
import { fileURLToPath } from 'node:url';
import { buildCore } from './core.mjs';
import { buildPackage } from './package.mjs';
import { checkNode, setUpPackages } from './packages.mjs';
import { buildPage } from './page.mjs';
import { fail } from './process.mjs';

/** Builds all that has changed; assumes the npm packages are there. */
export async function build() {
  await buildCore();
  await buildPackage();
  await buildPage();
}

/** Sets up what is missing, then builds. */
export async function setUpAndBuild() {
  checkNode();
  await setUpPackages();
  await build();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setUpAndBuild().catch(fail);

// Backbones with computers in some of their cities, and the tree from a phone to the cloud.

import { abilene } from './abilene.mjs';
import { geant } from './geant.mjs';
import { nsfnet } from './nsfnet.mjs';
import { tree } from './tree.mjs';

/** The built-in networks in the order in which the page lists them. */
export async function makeNetworks(facts, catalogue) {
  return Promise.all([nsfnet, abilene, geant, tree].map((make) => make(facts, catalogue)));
}

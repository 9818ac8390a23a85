// The address follows the state, at the pace that browsers allow, and the state follows an address that someone enters.

import { damageText, strangersIn } from './link-damage.js';
import { isOfTabOnly, stateFromLink, stateToLink } from './link.js';
import { withRequest } from './opening.js';
import { keptNames } from './kept-names.js';
import { initialState } from './page-state.js';
import { unpackScenario } from './packed-scenario.js';

const WRITE_AFTER_MS = 250;
/** Far longer than what can be changed by hand, short enough to be read at once. */
const LONGEST_READ = 200_000;

function tabStorage() {
  try {
    return window.sessionStorage;
  } catch {
    return null; // refused by the browser's settings
  }
}

export const storage = tabStorage();

/** The part after `#`, but for the skip link's. */
const hashText = () => (location.hash === '#answer' ? '' : location.hash.slice(1));

async function openedFrom(packed, check) {
  const scenario = await unpackScenario(packed, storage);
  check(scenario);
  return { scenario: withRequest(scenario), name: scenario.network.name ?? 'Scenario', packed, files: keptNames(packed, storage) };
}

/**
 * @param {object} data  the built-in networks and models, with the defaults
 * @param {(scenario: object) => void} check  throws when the solver refuses the scenario
 * @returns {Promise<{ state: import('./page-state.js').PageState, damage: null | { text: string, path?: string } }>}
 *   with damage, the opening state
 */
export async function readAddress(data, check) {
  const text = hashText();
  const { defaults } = data;
  const damaged = (words, path) => ({ state: initialState(defaults.network, defaults.model), damage: { text: words, path } });
  if (text.length > LONGEST_READ) return damaged('It is longer than any link of this page.');
  const packed = /(?:^|&)o=([^&]+)/.exec(text)?.[1];
  let opened = null;
  try {
    opened = packed ? await openedFrom(packed, check) : null;
  } catch (refused) {
    return damaged(refused.code ? `The scenario in it is refused: ${refused.message}` : refused.message, refused.path);
  }
  const { state, problems } = stateFromLink(text, defaults, () => opened);
  const keys = problems.length > 0 ? problems : strangersIn(state, data);
  return keys.length > 0 ? damaged(damageText(keys)) : { state, damage: null };
}

/** @returns {{ write(state): void, link(state): string | null }} a link is null where nobody else could open it */
export function createAddress(defaults, onEntered) {
  let writing = null;
  let written = hashText();
  window.addEventListener('hashchange', () => {
    if (hashText() !== written) onEntered();
  });

  function put(state) {
    clearTimeout(writing);
    writing = null;
    written = stateToLink(state, defaults);
    history.replaceState(null, '', written === '' ? location.pathname + location.search : `#${written}`);
  }

  return {
    write(state) {
      clearTimeout(writing);
      writing = setTimeout(put, WRITE_AFTER_MS, state);
    },
    link(state) {
      put(state);
      return isOfTabOnly(written) ? null : location.href;
    },
  };
}

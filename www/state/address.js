// The address follows the state, at the pace that browsers allow, and the state follows an address that someone enters.

import { stateFromLink, stateToLink } from './link.js';
import { unpackScenario } from './packed-scenario.js';

const WRITE_AFTER_MS = 250;

function tabStorage() {
  try {
    return window.sessionStorage;
  } catch {
    return null; // refused by the browser's settings
  }
}

export const storage = tabStorage();

/**
 * @param {{ network: string, model: string, networks: string[], models: string[] }} defaults
 * @param {(scenario: object) => void} check  throws when the solver refuses the scenario
 */
export async function readAddress(defaults, check) {
  const text = location.hash.slice(1);
  const packed = /(?:^|&)o=([^&]+)/.exec(text)?.[1];
  let opened = null;
  let error = null;
  if (packed) {
    try {
      const scenario = await unpackScenario(packed, storage);
      check(scenario);
      opened = { scenario, name: scenario.network.name ?? 'Scenario', packed };
    } catch (refused) {
      error = refused;
    }
  }
  return { ...stateFromLink(text, defaults, () => opened), error };
}

/** @returns {{ write(state): void, link(state): string }} */
export function createAddress(defaults, onEntered) {
  let writing = null;
  let written = location.hash.slice(1);
  window.addEventListener('hashchange', () => {
    if (location.hash.slice(1) !== written) onEntered();
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
      return location.href;
    },
  };
}

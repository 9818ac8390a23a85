// What to do where the page still has what it read from files, but no longer the files.

import { OPENED } from '../state/page-state.js';

/**
 * @param {import('../state/page-state.js').PageState} state
 * @param {(part: 'network' | 'model') => boolean} isHere  whether the file itself is there
 * @returns {string} nothing where there is nothing to say
 */
export function filesAgainWords(state, isHere) {
  const { network, model } = state.opened?.files ?? {};
  const lacks = (part, name) => name !== undefined && state[part] === OPENED && !isHere(part);
  return [
    lacks('network', network) && `Drop ${network} again to change its rules.`,
    lacks('model', model) && (/\.onnx$/i.test(model)
      ? `Drop ${model} again to change what a layer is, or to get its parts.`
      : `Drop ${model} again to change how it is read.`),
  ].filter(Boolean).join(' ');
}

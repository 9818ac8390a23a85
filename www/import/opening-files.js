// The files of one gesture, opened one after another; at the end one is told what was not opened, and what another file displaced.

import { listed } from '../format/words.js';

const NUMBERS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const inWords = (count) => NUMBERS[count] ?? String(count);

/** What became of the other files, beside one that was refused. */
function restWords(opened, count) {
  if (opened.length === 0) return 'what you see is unchanged';
  if (opened.length === 1) return `${opened[0].name} was`;
  return opened.length === count - 1 ? `the other ${inWords(opened.length)} were` : `${inWords(opened.length)} of the others were`;
}

const PARTS = { network: ['network'], model: ['model'], scenario: ['network', 'model'] };

/**
 * A page shows one network and one model: the last of each, or those of the last scenario.
 * @param {{ name: string, what: 'network' | 'model' | 'scenario' }[]} opened in their order
 * @returns {null | string} where some were displaced, which, and which are shown
 */
export function displacedWords(opened) {
  const last = new Map(opened.flatMap((each) => PARTS[each.what].map((part) => [part, each])));
  const used = new Set(last.values());
  const names = (some) => listed(some.map(({ name }) => name));
  const displaced = opened.filter((each) => !used.has(each));
  return displaced.length === 0 ? null : `Used: ${names(opened.filter((each) => used.has(each)))}. Not used: ${names(displaced)}.`;
}

const FOLDER = { message: 'It is a folder; drop the files in it.' };

/**
 * @param {{ openOne: (file: File) => Promise<'network' | 'model' | 'scenario' | null>, notices: { show(key: string, notice: object): void, dismiss(key: string): void } }} page
 *   `openOne` throws where a file is refused; null is one that was cancelled
 */
export function createOpeningFiles({ openOne, notices }) {
  const keys = new Set();
  const show = (key, notice) => {
    keys.add(key);
    notices.show(key, notice);
  };
  const refuse = (name, what, rest, { message, path }) =>
    show(`file ${name}`, { title: `${name} was not ${what}; ${rest}.`, text: message, path, alarm: true });

  return {
    /**
     * @param {File[]} files
     * @param {string[]} folders names of what cannot be opened
     */
    async openAll(files, folders) {
      keys.forEach((key) => notices.dismiss(key));
      keys.clear();
      const opened = [];
      const refused = folders.map((name) => ({ name, error: FOLDER }));
      for (const file of files) {
        try {
          const what = await openOne(file);
          if (what) opened.push({ name: file.name, what });
        } catch (error) {
          refused.push({ name: file.name, error });
        }
      }
      for (const { name, error } of refused) refuse(name, 'opened', restWords(opened, files.length + folders.length), error);
      const displaced = displacedWords(opened);
      if (displaced) show('displaced', { title: 'A page shows one network and one model.', text: displaced });
    },
    notAgain: (name, error) => refuse(name, 'read anew', restWords([], 1), error),
  };
}

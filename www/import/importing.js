// Files of others on the page: read in a worker, put in place, and read anew when their rules change.

import { stillAsked } from './asked.js';
import { filledRules } from './filled.js';
import { placeModel, placeNetwork, replaced } from './placing.js';
import { keepNames } from '../state/kept-names.js';
import { OPENED } from '../state/page-state.js';
import { tablesIn } from './tables-in-file.js';
import { withWork } from './unknown-work.js';

/** A file that is read sooner needs no bar. */
const QUICK_MILLISECONDS = 150;

/** A JSON file that says so is a file of ours, and opened whole. */
const OUR_FORMAT = /"format"\s*:\s*"splitway\/scenario@/;

/** Whether a file is a scenario, by its beginning. */
export async function isScenario(file) {
  const beginning = await file.slice(0, 4096).text();
  return beginning.trimStart().startsWith('{') && OUR_FORMAT.test(beginning);
}

const recordOf = (file, choices, imported, { asked, tables }) => ({ file, choices, imported, asked, tables, filled: imported.network ? filledRules(imported) : new Map() });

/**
 * @typedef {object} Choices what the reader of the page says about a file
 * @property {object} options  those of the import
 * @property {number} [unknownFlop]  the work of each layer of unknown work
 */

/**
 * @param {import('splitway').Splitway} splitway
 * @param {{ store: ReturnType<typeof import('../state/store.js').createStore>, latest: () => object, storage?: Storage,
 *   tell: { reading(name: string, share: number, cancel: () => void): void, done(): void,
 *     notAgain(name: string, error: Error): void } }} page
 */
export function createImporting(splitway, { store, latest, storage, tell }) {
  /** What the network and the model of each opened scenario were imported from, so that undo and redo find the right reports. */
  const records = new WeakMap();
  const recordsOf = ({ opened }) => (opened && records.get(opened)) ?? {};
  let controller = null;

  async function read(file, { options, unknownFlop }) {
    controller?.abort();
    const own = new AbortController();
    controller = own;
    let share = 0;
    const cancel = () => own.abort();
    const show = () => tell.reading(file.name, share, cancel);
    const timer = setTimeout(show, QUICK_MILLISECONDS);
    const began = performance.now();
    const onProgress = (progress) => {
      share = progress.share;
      if (performance.now() - began >= QUICK_MILLISECONDS) show();
    };
    try {
      const imported = await splitway.importFile(file, { ...options, signal: own.signal, onProgress });
      return imported.model ? { ...imported, asRead: imported.model, model: withWork(imported.model, unknownFlop) } : imported;
    } finally {
      clearTimeout(timer);
      if (controller === own) tell.done();
    }
  }

  function place(imported, name) {
    const [state, answer] = [store.get(), latest()];
    const { network, jobs: [job] } = answer.wanted ?? answer.current;
    if (imported.network) return placeNetwork({ network: imported.network, name }, { state, model: answer.model, storage });
    return placeModel({ model: imported.model }, { state, network, source: job.source, destination: job.destination, storage });
  }

  /** Remembers what an opened scenario was imported from, here and for a page that is loaded anew. */
  function remember(opened, kept, names) {
    opened.files = names;
    records.set(opened, kept);
    keepNames(opened.packed, names, storage);
  }

  /**
   * Nothing on the page changes unless all went well; the newest file wins.
   * @returns {Promise<object | null>} what was read; nothing where it was cancelled
   */
  async function attempt(file, choices, commit) {
    try {
      const imported = await read(file, choices);
      await commit(imported);
      return imported;
    } catch (error) {
      if (error.code === 'cancelled') return null;
      throw error;
    }
  }

  return {
    /**
     * Throws, in words, where the file cannot be read.
     * @returns {Promise<'network' | 'model' | null>} what was in it; nothing where it was cancelled
     */
    async take(file) {
      const choices = { options: {} };
      const imported = await attempt(file, choices, async (read) => {
        const state = store.get();
        const changes = await place(read, file.name);
        const [part, other] = read.network ? ['network', 'model'] : ['model', 'network'];
        const stays = (of) => (state[other] === OPENED && of?.[other] ? { [other]: of[other] } : {});
        const record = recordOf(file, choices, read, { asked: read.report.assumed, tables: tablesIn(read.report) });
        remember(changes.opened, { ...stays(recordsOf(state)), [part]: record }, { ...stays(state.opened?.files), [part]: file.name });
        store.commit(changes);
      });
      return imported && (imported.network ? 'network' : 'model');
    },

    /**
     * Reads the file again by other choices.
     * @param {'network' | 'model'} part
     * @param {Partial<Choices>} patch
     */
    async again(part, patch) {
      const before = recordsOf(store.get());
      const record = before[part];
      if (!record) return;
      const choices = { ...record.choices, ...patch };
      try {
        await attempt(record.file, choices, async (imported) => {
          const { opened } = store.get();
          const changes = await replaced(store.get(), imported, storage);
          const asked = stillAsked(record.asked, imported.report.assumed, choices.options);
          remember(changes.opened, { ...before, [part]: recordOf(record.file, choices, imported, { asked, tables: record.tables }) }, opened.files);
          store.commit(changes);
        });
      } catch (error) {
        tell.notAgain(record.file.name, error);
      }
    },

    /** What a part of the scenario on the page was imported from; nothing where it was not, or is not shown. */
    recordOf: (state, part) => (state[part] === OPENED ? recordsOf(state)[part] : undefined),

    /**
     * The rule that gave a number of the network which its file lacks; nothing for numbers of the file, and for edited ones.
     * @param {'nodes' | 'links'} part
     * @param {number} index  of a node or of a one-way link
     */
    ruleOf(part, index, field) {
      const state = store.get();
      const rules = state.network === OPENED ? recordsOf(state).network?.filled : undefined;
      const name = part === 'nodes' ? state.opened?.scenario.network.nodes[index]?.id : index;
      return state.edits[part][name]?.[field] === undefined ? rules?.get(`${part} ${index} ${field}`) : undefined;
    },
  };
}

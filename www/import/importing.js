// Files of others on the page: read in a worker, put in place, and read anew when their rules change.

import { stillAsked } from './asked.js';
import { filledRules } from './filled.js';
import { placeModel, placeNetwork, replaced } from './placing.js';
import { OPENED } from '../state/page-state.js';
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

const recordOf = (file, choices, imported, asked) => ({ file, choices, imported, asked, filled: imported.network ? filledRules(imported) : new Map() });

/**
 * @typedef {object} Choices what the reader of the page says about a file
 * @property {object} options  those of the import
 * @property {number} [unknownFlop]  the work of each layer of unknown work
 */

/**
 * @param {import('splitway').Splitway} splitway
 * @param {{ store: ReturnType<typeof import('../state/store.js').createStore>, latest: () => object, storage?: Storage,
 *   tell: { reading(name: string, share: number, cancel: () => void): void, done(): void,
 *     failed(name: string, error: Error): void, notAgain(name: string, error: Error): void } }} page
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

  /** Nothing on the page changes unless all went well; the newest file wins. */
  async function attempt(file, choices, { commit, failed }) {
    try {
      await commit(await read(file, choices));
    } catch (error) {
      if (error.code !== 'cancelled') failed(file.name, error);
    }
  }

  return {
    take(file) {
      const choices = { options: {} };
      return attempt(file, choices, {
        failed: tell.failed,
        async commit(imported) {
          const state = store.get();
          const changes = await place(imported, file.name);
          const part = imported.network ? 'network' : 'model';
          const other = part === 'network' ? 'model' : 'network';
          const stays = state[other] === OPENED ? { [other]: recordsOf(state)[other] } : {};
          records.set(changes.opened, { ...stays, [part]: recordOf(file, choices, imported, imported.report.assumed) });
          store.commit(changes);
        },
      });
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
      await attempt(record.file, choices, {
        failed: tell.notAgain,
        async commit(imported) {
          const changes = await replaced(store.get(), imported, storage);
          const asked = stillAsked(record.asked, imported.report.assumed, choices.options);
          records.set(changes.opened, { ...before, [part]: recordOf(record.file, choices, imported, asked) });
          store.commit(changes);
        },
      });
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

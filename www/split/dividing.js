// The opened model's file in parts: made anew when a plan that divides it otherwise has come to rest.

/** Plans change with every move of a slider; the file is looked at when none comes for a while. */
const REST_MILLISECONDS = 350;

/**
 * What is to be divided, and how.
 * @typedef {{ file: File, model: object, plan: object, options: object, key: unknown[] }} Wanted
 * @typedef {{ wanted: Wanted, divided: import('splitway').Split | null, error: Error | null }} Division
 */

/**
 * @param {undefined | { file: File, choices: { options: object }, imported: import('splitway').ImportedModel }} record  what the
 *   model was imported from
 * @returns {Wanted | null} null where the model is of no ONNX file, or no plan is there
 */
export function wantedParts(record, { model, planInFile, stale, job }) {
  if (record?.imported.report.format !== 'onnx' || record.imported.model.id !== model.id) return null;
  if (stale || !planInFile) return null;
  const { dims, shapes, granularity } = record.choices.options;
  const steps = planInFile.steps.filter(({ kind }) => kind === 'compute').map(({ layer }) => layer);
  return {
    file: record.file, model, plan: planInFile, options: { dims, shapes, granularity },
    key: [record, steps.join(), planInFile.placement.join('\n'), job.batch],
  };
}

const sameKey = (one, other) => one.length === other.length && one.every((part, at) => Object.is(part, other[at]));

/**
 * @param {import('splitway').Splitway['split']} split
 * @param {() => void} changed
 */
export function createDividing(split, changed) {
  /** @type {Wanted | null} */
  let wanted = null;
  /** @type {Division | null} */
  let division = null;
  let timer = null;
  let stopping = null;

  function giveUp() {
    clearTimeout(timer);
    stopping?.abort();
    stopping = null;
  }

  async function divide() {
    const own = new AbortController();
    stopping = own;
    const asked = wanted;
    const { file, plan, model, options } = asked;
    let result;
    try {
      result = { divided: await split(file, plan, { ...options, model, signal: own.signal }), error: null };
    } catch (error) {
      result = { divided: null, error };
    }
    if (stopping !== own) return;
    stopping = null;
    division = { wanted: asked, ...result };
    changed();
  }

  return {
    /** The newest parts that there are. */
    now: () => division,
    /** Whether they are by the plan on the page. */
    isCurrent: () => division !== null && wanted !== null && sameKey(division.wanted.key, wanted.key),

    /** @param {Wanted | null} next */
    follow(next) {
      if (next !== null && wanted !== null && sameKey(next.key, wanted.key)) return;
      giveUp();
      if (next === null || next.file !== wanted?.file) division = null;
      wanted = next;
      if (next !== null && !this.isCurrent()) timer = setTimeout(divide, REST_MILLISECONDS);
    },
  };
}

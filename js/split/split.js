// A model in parts: the module says which bytes go where, and the files are made of ranges of the original.
import { SplitwayError } from '../errors.js';
import { importOnce } from '../import/import.js';
import { blobOf } from '../import/blob.js';
import { sourceOf } from '../import/source.js';
import { jsonTextOf } from '../json-text.js';

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

const NUMBERS_OF_A_PIECE = 3;

/** Nothing of the original is read here: a range of a blob is a blob. */
function fileOf({ literals, pieces }, original, name) {
  const chunks = [];
  let written = 0;
  for (let at = 0; at < pieces.length; at += NUMBERS_OF_A_PIECE) {
    const [literalBytes, start, end] = pieces.subarray(at, at + NUMBERS_OF_A_PIECE);
    if (literalBytes > 0) chunks.push(literals.subarray(written, written + literalBytes));
    if (end > start) chunks.push(original.slice(start, end));
    written += literalBytes;
  }
  return new File(chunks, name, { type: 'application/octet-stream' });
}

/**
 * @param {import('../background/background.js').Prepare} prepare
 * @param {import('../index.js').ImportSource} source
 * @param {object | string} plan
 */
export async function split(prepare, source, plan, options = {}) {
  // Opened first, so that what changes from here on is noticed when it is read.
  const original = await blobOf(sourceOf(source).file).catch((error) => error);
  const { model, ...rest } = isObject(options) ? options : {};
  const documents = [jsonTextOf(plan, 'invalid-plan'), model === undefined ? '' : jsonTextOf(model, 'invalid-option')];
  const answer = await importOnce(prepare, 'splitModel', source, isObject(options) ? rest : options, documents);
  if (original instanceof Error) throw original;
  const { manifest, recipes } = answer;
  if (original.size !== manifest.fileBytes) {
    throw new SplitwayError('the file has changed while it was read: divide it again', { code: 'unreadable-input' });
  }
  return { manifest, files: recipes.map((recipe, at) => fileOf(recipe, original, manifest.parts[at].file)) };
}

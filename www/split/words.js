// What the parts of a model are, and what came of verifying them, in words.

import { formatBytes, formatSeconds } from '../format/quantities.js';
import { counted } from '../format/words.js';

/** `1–4, 7`: layers by the numbers that the page knows them by, which are those of the run. */
export function layerRange(layers, numberOf) {
  const numbers = layers.map(numberOf);
  return numbers.length === 1 ? `${numbers[0]}` : `${numbers[0]}–${numbers.at(-1)}`;
}

const sizeOf = ({ bytes }) => (bytes === null || bytes === undefined ? 'size known at run time' : formatBytes(bytes));

/** Who makes a tensor that a part reads. */
export const inputWords = (tensor) => `${sizeOf(tensor)} ${tensor.from ? `from part ${tensor.from}` : 'of the model’s input'}`;

/** Who reads a tensor that a part makes. */
export function outputWords(tensor) {
  const parts = tensor.to.length === 0 ? [] : [`part${tensor.to.length === 1 ? '' : 's'} ${tensor.to.join(', ')}`];
  return `${sizeOf(tensor)} to ${[...parts, ...(tensor.isModelOutput ? ['the answer'] : [])].join(' and ')}`;
}

/** What the reader has before them. */
export function partsSentence({ parts }, nodeLabel) {
  if (parts.length > 1) return `The plan divides the model into ${parts.length} parts: one ONNX file for each stretch of layers on one machine.`;
  return `The plan runs the whole model on ${nodeLabel(parts[0].node)}: there is nothing to divide, and the one file is the model with its sizes fixed.`;
}

export function progressWords({ share, split: { manifest: { parts } } }) {
  if (share === null) return 'Loading ONNX Runtime…';
  const done = Math.round(share * (parts.length + 1));
  return done === 0 ? 'Running the whole model…' : `Running part ${Math.min(done, parts.length)} of ${parts.length}…`;
}

/** Why nothing came of a verification, and what can be done. */
export function failureWords({ code, message }) {
  const remedy = code === 'runtime-failed' ? ' (Sizes that the file leaves open can be given in the report on the file.)' : '';
  return `The split could not be verified: ${message}${remedy}`;
}

/** 0, 3.1e-7, or what is none. */
export const differenceText = (value) => (value === 0 ? '0' : Number.isFinite(value) ? value.toExponential(1) : 'not comparable');

const total = (outputs, count) => outputs.reduce((sum, output) => sum + output[count], 0);

export function verdictWords({ largestAbsoluteDifference, largestRelativeDifference, outputs }) {
  const differing = total(outputs, 'differing');
  if (differing === 0) return 'Whole and parts give the same, to the last bit: the largest difference is 0.';
  return `Whole and parts differ: the largest difference is ${differenceText(largestAbsoluteDifference)} (relative ${differenceText(largestRelativeDifference)}), and ${counted(differing, 'number')} differ${differing === 1 ? 's' : ''}.`;
}

/** What was compared, how, and how long it took. */
export function comparedWords({ outputs, seed, runtime, wholeSeconds, partSeconds }) {
  const seconds = partSeconds.reduce((sum, value) => sum + value, 0);
  const parts = partSeconds.length === 1 ? 'the one part' : `the ${partSeconds.length} parts one after the other`;
  return `Compared: ${counted(total(outputs, 'elements'), 'number')} in ${counted(outputs.length, 'output')}, on random input with seed ${seed}, by ${runtime} without its optimisations, which join operators and so round otherwise. Here the whole took ${formatSeconds(wholeSeconds)}, ${parts} ${formatSeconds(seconds)}.`;
}

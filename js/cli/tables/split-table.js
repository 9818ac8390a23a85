// The parts of a model as a person reads them.

import { formatBytes } from '../../quantities.js';
import { oneLine, shortName } from '../plain-text.js';
import { painter } from '../terminal.js';
import { columns } from './columns.js';

const MOST_TENSORS = 3;
const MOST_OUTPUTS = 12;

/** `1–4, 7` */
function ranges(numbers) {
  const found = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    if (found.at(-1)?.[1] === number - 1) found.at(-1)[1] = number;
    else found.push([number, number]);
  }
  return found.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

const tensorText = ({ name, bytes }) => `${shortName(name)}${bytes === undefined ? '' : ` (${formatBytes(bytes)})`}`;

function tensorsText(tensors) {
  const shown = tensors.slice(0, MOST_TENSORS).map(tensorText);
  return tensors.length > MOST_TENSORS ? `${shown.join(', ')} and ${tensors.length - MOST_TENSORS} more` : shown.join(', ');
}

function partLines({ part, node, layers, file, bytes, inputs, outputs }, paint) {
  return [
    `  ${paint.bold(`${part}  ${shortName(node)}`)}: layer${layers.length === 1 ? '' : 's'} ${ranges(layers)}, ${file}, ${formatBytes(bytes)}`,
    `     reads ${tensorsText(inputs) || 'nothing'}`,
    `     makes ${tensorsText(outputs)}`,
  ];
}

const numberText = (value) => (value === 0 || !Number.isFinite(value) ? String(value) : value.toExponential(2));

function verificationLines({ runtime, seed, outputs, wholeSeconds, partSeconds }, paint) {
  const rows = outputs.slice(0, MOST_OUTPUTS).map(({ name, elements, largestAbsoluteDifference, largestRelativeDifference }) => [
    shortName(name), elements.toLocaleString('en-US'), numberText(largestAbsoluteDifference), numberText(largestRelativeDifference),
  ]);
  const seconds = partSeconds.reduce((sum, value) => sum + value, 0);
  const more = outputs.length > MOST_OUTPUTS ? [`  … and ${outputs.length - MOST_OUTPUTS} more (--json lists them all)`] : [];
  return [
    '',
    paint.bold(`Whole and parts on the same random input (seed ${seed}, ${runtime}, optimisations off):`),
    ...columns([['output', 'numbers', 'largest difference', 'relative'], ...rows], { right: [1, 2, 3] }),
    ...more,
    `  whole ${wholeSeconds.toFixed(3)} s, parts together ${seconds.toFixed(3)} s on this machine`,
  ];
}

/**
 * @param {{ manifest: object, verification?: object }} divided
 * @param {{ directory: string, name?: (node: string) => string, colour?: boolean }} told  `name`: what a node is called
 */
export function splitTable({ manifest, verification }, { directory, name = (node) => node, colour = false }) {
  const paint = painter(colour);
  const { model, parts, warnings } = manifest;
  return [
    paint.bold(`${shortName(model)} in ${parts.length} part${parts.length === 1 ? '' : 's'}, written to ${oneLine(directory)}:`),
    ...parts.flatMap((part) => partLines({ ...part, node: name(part.node) }, paint)),
    ...warnings.map(({ message }) => `  ! ${oneLine(message)}`),
    ...(verification ? verificationLines(verification, paint) : []),
  ].map((line) => `${line}\n`).join('');
}

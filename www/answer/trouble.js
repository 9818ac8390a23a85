// An error in words for the reader of the page: what is wrong, where, and what would help.

import { formatBytes } from '../format/quantities.js';
import { LINK_FIELDS, NODE_FIELDS } from '../state/editable-fields.js';
import { cutBetween } from './reachability.js';
import { nodeName } from './sentence.js';

const MOST_NAMED = 6;

function listed(ids, labels) {
  const names = ids.map((id) => labels.get(id) ?? id);
  if (names.length <= MOST_NAMED) return names.join(', ');
  return `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;
}

/**
 * @returns {{ title: string, details: string[], path: string, remedy?: { words: string, ref: object } }}
 *   the remedy is what the editor can be opened on
 */
export function troubleOf({ error, wanted, job, overfull }) {
  const labels = new Map(wanted.network.nodes.map((node) => [node.id, nodeName(node.label ?? node.id)]));
  const name = (id) => labels.get(id) ?? id;
  if (error.code === 'unreachable') {
    const { reached, towards } = cutBetween(wanted.network.nodes, wanted.network.links, job.source, job.destination);
    const alone = reached.length === 1;
    return {
      title: `No route leads from ${name(job.source)} to ${name(job.destination)}.`,
      details: [
        alone
          ? `No link leaves ${name(job.source)}.`
          : `From ${name(job.source)} one can reach only: ${listed(reached.filter((id) => id !== job.source), labels)}.`,
        towards.length === 1
          ? `No link arrives at ${name(job.destination)}.`
          : `One can get to ${name(job.destination)} only from: ${listed(towards.filter((id) => id !== job.destination), labels)}.`,
        'No link crosses from the first group to the second: move the source or the destination, or open a network that joins them.',
      ],
      path: error.path,
    };
  }
  if (error.code === 'no-feasible-placement') {
    return {
      title: 'No placement is possible.',
      details: [error.message, 'Take away a pin, or give a node a compute rate.'],
      path: error.path,
    };
  }
  if (error.code === 'memory-exceeded') {
    const { index, needBytes, memoryBytes } = overfull;
    const node = name(wanted.network.nodes[index].id);
    return {
      title: `The fastest plan does not fit in the memory of ${node}.`,
      details: [
        `It would hold ${formatBytes(needBytes)} of weights there, and there is room for ${formatBytes(memoryBytes)}.`,
        `Slower plans that would fit are not searched yet: give ${node} more memory, or pin some of the layers to another node.`,
      ],
      path: error.path,
      remedy: { words: `Change the memory of ${node}`, ref: { kind: 'node', node: index, field: 'memoryBytes' } },
    };
  }
  if (error.code === 'unknown-work') {
    return {
      title: 'A layer is of unknown work, so no time can be told.',
      details: [error.message, 'For a model that was imported, the report below has a field for what each such layer counts, and others for sizes that the file leaves open.'],
      path: '',
    };
  }
  return atField(error, wanted, name) ?? { title: 'This cannot be solved as it stands.', details: [error.message], path: error.path ?? '' };
}

/** A number that the editor shows: named as the editor names it, with the way there. */
function atField({ message, path = '' }, { network }, name) {
  const [, part, at, key] = /^\/network\/(nodes|links)\/(\d+)\/(\w+)$/.exec(path) ?? [];
  const field = (part === 'nodes' ? NODE_FIELDS : LINK_FIELDS).find((each) => each.key === key);
  const thing = field && network[part][at];
  if (!thing) return null;
  const what = part === 'nodes' ? `the ${lowered(field.label)} of ${name(thing.id)}` : `the ${lowered(field.label)} from ${name(thing.from)} to ${name(thing.to)}`;
  const kind = part === 'nodes' ? 'node' : 'link';
  return {
    title: `This cannot be solved: mend ${what}.`,
    details: [message],
    path,
    remedy: { words: `Change ${what}`, ref: { kind, [kind]: Number(at), field: key } },
  };
}

const lowered = (label) => label.charAt(0).toLowerCase() + label.slice(1);

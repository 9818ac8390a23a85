// A network and models become a scenario.

import { CommandError } from '../failure.js';
import { nearest } from '../suggestion.js';

const refuse = (message) => { throw new CommandError('invalid-option', message); };

const MOST_NAMED = 8;

const nameOf = ({ id, label }) => (label === undefined || label === id ? id : `${label} (${id})`);

function someNames(nodes) {
  const names = nodes.slice(0, MOST_NAMED).map(nameOf).join(', ');
  return nodes.length > MOST_NAMED ? `${names} and ${nodes.length - MOST_NAMED} more` : names;
}

/** The node that is meant by an id or by a label that one node alone bears. */
function findNode(nodes, name, option) {
  const byId = nodes.find(({ id }) => id === name);
  if (byId) return byId.id;
  const labelled = nodes.filter(({ label }) => label?.toLowerCase() === name.toLowerCase());
  if (labelled.length === 1) return labelled[0].id;
  if (labelled.length > 1) refuse(`--${option} ${name} is the label of ${labelled.length} nodes, take an id: ${labelled.map(({ id }) => id).join(', ')}`);
  const meant = nearest(name, nodes.flatMap(({ id, label }) => [id, label ?? id]));
  return refuse(`--${option}: there is no node ${name}; ${meant ? `did you mean ${meant}?` : `there are ${someNames(nodes)}`}`);
}

function uniqueIds(models) {
  const taken = new Set();
  return models.map((model) => {
    let { id } = model;
    for (let number = 2; taken.has(id); number += 1) id = `${model.id}-${number}`;
    taken.add(id);
    return { ...model, id };
  });
}

/**
 * One job for each model, from the source to the destination.
 * @param {{ network: object, models: object[] }} parts
 * @param {{ source?: string, destination?: string }} ends ids or labels; the answer comes back to the source if nothing
 *   else is said
 */
export function composeScenario({ network, models }, { source, destination = source }) {
  const { nodes } = network;
  if (source === undefined) refuse(`to make a scenario of these files, say where the input is: --source NODE; there are ${someNames(nodes)}`);
  const [from, to] = [findNode(nodes, source, 'source'), findNode(nodes, destination, 'destination')];
  const named = uniqueIds(models);
  return {
    format: 'splitway/scenario@1',
    network,
    models: named,
    jobs: named.map(({ id }) => ({ id, model: id, source: from, destination: to })),
  };
}

// Makes data/ from a folder of facts:  node tools/make-data/main.mjs FACTS [OUTPUT]
//
// FACTS holds devices.json, links.json, profiles/ and topologies/; what it makes is committed,
// so this runs only when a fact or a rule changes.

import { makeCatalogue } from './catalogue.mjs';
import { factsIn } from './facts.mjs';
import { writeClasses } from './classes.mjs';
import { makeFigures } from './figures.mjs';
import { makeGraphs } from './graphs.mjs';
import { makeLand } from './land.mjs';
import { makeModels } from './models.mjs';
import { makeNetworks } from './networks.mjs';
import { writerTo } from './write.mjs';

const listed = ({ id, name }) => ({ id, name });

async function main([factsFolder, output = 'data']) {
  if (!factsFolder) throw new Error('usage: node tools/make-data/main.mjs FACTS [OUTPUT]');
  const facts = factsIn(factsFolder);
  const write = writerTo(output);
  const catalogue = await makeCatalogue(facts);
  const models = await makeModels(facts);
  const networks = await makeNetworks(facts, catalogue);
  await write('catalogue.json', catalogue);
  if (output === 'data') writeClasses();
  await write('figures.json', await makeFigures(facts, catalogue));
  for (const model of models) await write(`models/${model.id}.json`, model);
  for (const network of networks) await write(`networks/${network.id}.json`, network);
  for (const graph of await makeGraphs(facts)) await write(`graphs/${graph.id}.json`, graph);
  await write('index.json', { networks: networks.map(listed), models: models.map(listed) });
  await write('scenarios/default.json', openingScenario(networks[0], models[0]));
  await write('land.json', `${JSON.stringify(makeLand())}\n`);
}

/** What the page opens on: the first model from the first network's phone and back. */
function openingScenario({ network, sourceNode, destinationNode }, { model }) {
  return {
    format: 'splitway/scenario@1',
    network,
    models: [model],
    jobs: [{ id: 'inference', model: model.id, source: sourceNode, destination: destinationNode }],
    options: { wait: 'draining' },
  };
}

await main(process.argv.slice(2));

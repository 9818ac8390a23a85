// The networks and models that come with the page.

import { html } from '../draw/svg.js';
import { OPENED } from './page-state.js';

/** A JSON file of the page, by its path from the page. */
export async function json(path) {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
  return response.json();
}

const byId = async (folder, entries) =>
  new Map(await Promise.all(entries.map(async ({ id }) => [id, await json(`data/${folder}/${id}.json`)])));

export async function loadData() {
  const index = await json('data/index.json');
  const [networks, models] = await Promise.all([byId('networks', index.networks), byId('models', index.models)]);
  return {
    networks,
    models,
    land: json('data/land.json').catch(() => null), // a map without land is still a map
    catalogue: { networks: index.networks, models: index.models },
    defaults: {
      network: index.networks[0].id,
      model: index.models[0].id,
      networks: index.networks.map(({ id }) => id),
      models: index.models.map(({ id }) => id),
    },
  };
}

/** Loads when first asked, and once; a failure is forgotten. */
function lazily(path) {
  let loading = null;
  return () => {
    loading ??= json(path).catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  };
}

/** Devices and links to choose from, which a page needs when somebody does. */
export const lazyCatalogue = () => lazily('data/catalogue.json');

/** All figures that are known of them. */
export const lazyFigures = () => lazily('data/figures.json');

/** Where the numbers on the page come from. */
export function sourcesOf(state, data) {
  const told = (what, entry) => [html('strong', null, `${what}: `), `${entry.name}. ${entry.source} (${entry.licence}). `];
  return [
    ...(state.network === OPENED ? [] : told('Network', data.networks.get(state.network))),
    ...(state.model === OPENED ? [] : told('Model', data.models.get(state.model))),
    html('strong', null, 'Land: '), 'Natural Earth, public domain.',
  ];
}

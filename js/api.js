// The functions of the loaded package: plain data in, plain data out.
import { Background, callOnce } from './background/background.js';
import { importOnce } from './import/import.js';
import { call } from './instance.js';
import { jsonText, jsonTextOf } from './json-text.js';
import { Router } from './router.js';

const scenarioText = (scenario) => jsonTextOf(scenario, 'invalid-scenario');
const optionsText = (options) => (options === undefined ? '' : jsonText(options, 'invalid-option'));

// Every function is free of `this`, so it can be taken out of the object and passed on.
const verbs = {
  route: (scenario, options) => onScenario('route', scenario, optionsText(options)),
  validate: (scenario) => onScenario('validate', scenario),
  verify: (scenario, plan) => onScenario('verify', scenario, jsonTextOf(plan, 'invalid-plan')),
  layeredGraph: (scenario, options) => onScenario('layeredGraph', scenario, optionsText(options)),
  dot: (scenario, options) => onScenario('dot', scenario, optionsText(options)),
  router: (scenario) => new Router(scenario),
};

function onScenario(verb, scenario, ...rest) {
  const text = scenarioText(scenario);
  return call((glue) => glue[verb](text, ...rest));
}

/** The calls that take long enough to need a worker. */
const longVerbs = ({ prepare, place }) => ({
  schedule: (scenario, options) => callOnce(prepare, 'schedule', scenario, options),
  simulate: (scenario, options) => callOnce(prepare, 'simulate', scenario, options),
  formulate: (scenario, options) => callOnce(prepare, 'formulate', scenario, options),
  decode: (scenario, values, options) => callOnce(prepare, 'decode', scenario, values, options),
  compare: async (scenario, options) => {
    const { compare } = await import('./compare/compare.js');
    return compare({ api: verbs, prepare, place }, scenario, options);
  },
  background: () => new Background(prepare),
});

/** The calls that read files of others. */
const importVerbs = (prepare) => ({
  importNetwork: (source, options) => importOnce(prepare, 'importNetwork', source, options),
  importModel: (source, options) => importOnce(prepare, 'importModel', source, options),
  importFile: (source, options) => importOnce(prepare, 'importFile', source, options),
});

/** The calls that divide models. */
const splitVerbs = ({ prepare, place }) => ({
  split: async (source, plan, options) => {
    const { split } = await import('./split/split.js');
    return split(prepare, source, plan, options);
  },
  verifySplit: async (source, divided, options) => {
    const { verifySplit } = await import('./split/verify.js');
    return verifySplit(place, source, divided, options);
  },
});

/**
 * The API over a started instance.
 * @param {{ prepareBackground: Prepare, prepareImport: Prepare, place: import('./compare/highs.js').Place }} parts what
 *   loads the modules that not everybody needs, and how files are found
 * @typedef {import('./background/background.js').Prepare} Prepare
 */
export function makeApi({ prepareBackground, prepareImport, place }) {
  return Object.freeze({
    version: call((glue) => glue.version()),
    ...verbs,
    ...longVerbs({ prepare: prepareBackground, place }),
    ...importVerbs(prepareImport),
    ...splitVerbs({ prepare: prepareImport, place }),
  });
}

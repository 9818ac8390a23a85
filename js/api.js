// The functions of the loaded package: plain data in, plain data out.
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

/** The API over a started instance. */
export function makeApi() {
  return Object.freeze({ version: call((glue) => glue.version()), ...verbs });
}

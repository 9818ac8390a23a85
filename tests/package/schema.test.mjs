// The JSON Schemas, as an editor uses them, and the example of README.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { REPOSITORY, importFrom, installPackage } from './installed.mjs';

const project = installPackage();
const schemaOf = (name) => JSON.parse(readFileSync(join(project, `node_modules/splitway/dist/schema/${name}.schema.json`), 'utf8'));
const readJson = (path) => JSON.parse(readFileSync(join(REPOSITORY, path), 'utf8'));
const { load } = await importFrom(project);
const splitway = await load();
const isScenario = new Ajv({ strict: false }).compile(schemaOf('scenario'));
const isPlan = new Ajv({ strict: false }).compile(schemaOf('plan'));
const opening = readJson('data/scenarios/default.json');

test('the schema accepts the scenario that the page opens on, with a place for itself', () => {
  const scenario = { $schema: './node_modules/splitway/dist/schema/scenario.schema.json', ...opening };
  assert.ok(isScenario(scenario), JSON.stringify(isScenario.errors));
  assert.equal(splitway.validate(scenario).nodes, opening.network.nodes.length);
});

test('the schema accepts a plan with its certificate', () => {
  assert.ok(isPlan(splitway.route(opening, { certificate: true })), JSON.stringify(isPlan.errors));
});

const broken = {
  'a negative rate': (scenario) => { scenario.network.nodes[0].flopPerSecond = -1; },
  'a link without a rate': (scenario) => { delete scenario.network.links[0].bitsPerSecond; },
  'a rate of 0 on a link': (scenario) => { scenario.network.links[0].bitsPerSecond = 0; },
  'an unknown field': (scenario) => { scenario.jobs[0].sauce = 'phone'; },
  'a latitude beyond the pole': (scenario) => { scenario.network.nodes[0].latitude = 91; },
  'a pin on layer 0': (scenario) => { scenario.jobs[0].pins = [{ firstLayer: 0, lastLayer: 1, nodes: ['phone'] }]; },
  'an unknown way of waiting': (scenario) => { scenario.options = { wait: 'patiently' }; },
};

for (const [what, spoil] of Object.entries(broken)) {
  test(`the schema and the core both refuse ${what}`, () => {
    const scenario = structuredClone(opening);
    spoil(scenario);
    assert.equal(isScenario(scenario), false);
    assert.throws(() => splitway.validate(scenario), { code: 'invalid-scenario' });
  });
}

test("README's scenario splits its two layers", () => {
  const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');
  const [, example] = /```json\n([^]*?)```/.exec(readme);
  assert.deepEqual(splitway.route(example).placement, ['phone', 'edge']);
});

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, test } from 'node:test';
import { load } from '../../dist/node.js';
import { readData } from '../../tools/evaluate/context.mjs';
import { EXPERIMENTS } from '../../www/evaluation/experiments/index.js';
import { scenarioOf as solveTimeScenario } from '../../www/evaluation/experiments/solve-time.js';

const DIRECTORY = new URL('../../data/evaluation/', import.meta.url);
const MOST_BYTES = 300_000;

const api = await load();
const background = api.background();
after(() => background.dispose());
const data = readData();
const recorded = new Map(readdirSync(DIRECTORY).map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(new URL(file, DIRECTORY), 'utf8'))]));

/** Figures are kept to so many digits, the last of which may be rounded otherwise. */
function assertSame(actual, expected, what) {
  if (typeof expected === 'number') assert.ok(Math.abs(actual - expected) <= 2e-5 * Math.abs(expected), `${what}: ${actual} instead of ${expected}`);
  else if (typeof expected === 'object' && expected !== null) for (const key of Object.keys(expected)) assertSame(actual[key], expected[key], `${what}/${key}`);
  else assert.equal(actual, expected, what);
}

test('the evaluation that comes with the page is whole, of one seed, and small', () => {
  assert.deepEqual([...recorded.keys()].sort(), EXPERIMENTS.map(({ name }) => name).sort());
  for (const { name, points } of EXPERIMENTS) {
    const { settings, points: measured } = recorded.get(name);
    assert.equal(settings.quick, false);
    assert.deepEqual(measured.map(({ key }) => key), points(settings).map(({ key }) => key));
  }
  const bytes = readdirSync(DIRECTORY).reduce((sum, file) => sum + readFileSync(new URL(file, DIRECTORY)).length, 0);
  assert.ok(bytes <= MOST_BYTES, `${bytes} bytes`);
});

/** Which of the recorded points are measured again. */
const SAMPLES = {
  adaptivity: ({ key }) => key === 'five-nodes/vgg19' || key === 'nsfnet/resnet34',
  'many-jobs': ({ jobs, instance }) => jobs <= 8 && instance === 1,
  tightness: ({ instance }) => instance % 10 === 0,
};

for (const [name, isSampled] of Object.entries(SAMPLES)) {
  test(`${name}: what is recorded comes out again`, async () => {
    const { measure, points } = EXPERIMENTS.find((one) => one.name === name);
    const { settings, points: measured } = recorded.get(name);
    const due = points(settings);
    const sample = measured.filter(isSampled);
    assert.ok(sample.length >= 2);
    for (const point of sample) {
      const given = due.find(({ key }) => key === point.key);
      assertSame({ ...given, ...await measure(given, { api, background, data }) }, point, point.key);
    }
  });
}

const PROGRAMS = {
  placement: { form: 'placement' }, 'placement-lp': { form: 'placement', relax: true }, 'placement-flows': { form: 'placement', transfers: 'flows' },
  routing: { form: 'routing' }, 'routing-lp': { form: 'routing', relax: true },
};

test('solve-time: the optima and the sizes of the programs come out again; times are those of a machine', async () => {
  const sample = recorded.get('solve-time').points.filter(({ instance, size }) => instance === 2 && size.nodes <= 50);
  assert.ok(sample.length >= 10);
  for (const point of sample) {
    const scenario = solveTimeScenario(point, data);
    const { latencySeconds } = api.route(scenario, { wait: 'additive' });
    assertSame(latencySeconds, point.runs.router.optimumSeconds, point.key);
    for (const [form, options] of Object.entries(PROGRAMS)) {
      const { variables, rows, nonzeros } = point.runs[form] ?? {};
      if (variables === undefined) continue;
      const { sizes } = await background.formulate(scenario, options);
      assert.deepEqual([variables, rows, nonzeros], [sizes.variables, sizes.rows, sizes.nonzeros], `${point.key} ${form}`);
    }
  }
});

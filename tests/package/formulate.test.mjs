import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importFrom, installPackage } from './installed.mjs';
import { manyJobs } from './many-jobs.mjs';
import { twoNodes } from './two-nodes.mjs';

const { SplitwayError, load } = await importFrom(installPackage());
const { formulate, background } = await load();

test('formulate(scenario) tells how large the routing program is', async () => {
  const formulated = await formulate(twoNodes());
  const { sizes, text } = formulated;
  assert.equal(text, undefined);
  assert.equal(sizes.binaries, sizes.variables);
  assert.equal(sizes.nonzeros, 2 * sizes.variables);
  assert.deepEqual(sizes.coefficients, { smallest: 1, largest: 1 });
  assert.deepEqual(JSON.parse(JSON.stringify(formulated)), formulated);
});

test('formulate(scenario, options) passes every option on, and gives the whole text', async () => {
  const told = [];
  const options = { form: 'placement', transfers: 'flows', relax: true, to: 'mps', capacitySeconds: 10, onProgress: ({ share }) => told.push(share) };
  const { sizes, text } = await formulate(JSON.stringify(twoNodes()), options);
  assert.ok(text.startsWith('* splitway: the linear relaxation of the placement program with flows; ') && text.endsWith('ENDATA\n'));
  assert.equal(sizes.binaries, 0);
  assert.equal(told.at(-1), 1);
});

test('a program of many jobs is written whole, and of one of them by its id', async () => {
  const handle = background();
  const scenario = manyJobs(30);
  const all = await handle.formulate(scenario, { to: 'lp' });
  const one = await handle.formulate(scenario, { job: scenario.jobs[0].id });
  // One line tells that a variable is binary.
  assert.ok(all.text.endsWith('End\n') && all.text.split('Binaries\n')[1].split('\n').length === all.sizes.binaries + 2);
  assert.equal(all.sizes.variables, 30 * one.sizes.variables);
  handle.dispose();
});

test('formulate rejects with what is wrong, and can be cancelled', async () => {
  const rejects = (scenario, options, expected) => assert.rejects(formulate(scenario, options), (error) => {
    assert.ok(error instanceof SplitwayError);
    assert.deepEqual([error.code, error.path], expected);
    return true;
  });
  await rejects(twoNodes(), { transfers: 'paths' }, ['invalid-option', '/transfers']);
  await rejects(twoNodes(), { to: 'gams' }, ['invalid-option', '/to']);
  await rejects({ ...twoNodes(), jobs: [] }, undefined, ['unknown-job', '/jobs']);
  await rejects(manyJobs(30), { to: 'lp', signal: AbortSignal.abort() }, ['cancelled', '']);
});

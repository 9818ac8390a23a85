// The parts of a model on the page: when a file is divided anew, what is verified, and in which words.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createDividing, wantedParts } from '../../www/split/dividing.js';
import { createVerifying } from '../../www/split/verifying.js';
import { comparedWords, failureWords, inputWords, layerRange, outputWords, partsSentence, progressWords, verdictWords } from '../../www/split/words.js';

const file = new File(['x'], 'model.onnx');
const model = { id: 'model', layers: [] };
const record = { file, choices: { options: { granularity: 'blocks', dims: { n: 2 }, rules: {} } }, imported: { model, report: { format: 'onnx' } } };
const planOf = (...placement) => ({ placement, steps: placement.map((node, at) => ({ kind: 'compute', node, layer: at + 1 })) });
const answerOf = (plan, more) => ({ model, planInFile: plan, stale: false, job: {}, ...more });

test('parts are wanted of ONNX files alone, where a plan is there', () => {
  const wanted = wantedParts(record, answerOf(planOf('a', 'b')));
  assert.deepEqual(wanted.options, { dims: { n: 2 }, shapes: undefined, granularity: 'blocks' });
  assert.equal(wanted.model, model);
  assert.equal(wantedParts(undefined, answerOf(planOf('a'))), null);
  assert.equal(wantedParts({ ...record, imported: { model, report: { format: 'csv' } } }, answerOf(planOf('a'))), null);
  assert.equal(wantedParts(record, answerOf(planOf('a'), { stale: true })), null);
  assert.equal(wantedParts(record, answerOf(null)), null);
  assert.equal(wantedParts(record, answerOf(planOf('a'), { model: { id: 'another' } })), null);
});

/** Lets what has been promised come. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a file is divided when plans have come to rest, and anew for another division only', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const calls = [];
    let changes = 0;
    const split = (given, plan, options) => new Promise((resolve, reject) => calls.push({ given, plan, options, resolve, reject }));
    const dividing = createDividing(split, () => { changes += 1; });
    const follow = (plan, more) => dividing.follow(wantedParts(record, answerOf(plan, more)));
    follow(planOf('a', 'b'));
    mock.timers.tick(100);
    follow(planOf('a', 'a'));
    mock.timers.tick(349);
    assert.equal(calls.length, 0);
    mock.timers.tick(1);
    assert.equal(calls.length, 1);
    assert.deepEqual(calls[0].plan.placement, ['a', 'a']);
    assert.equal(calls[0].given, file);
    assert.equal(calls[0].options.model, model);

    // The slider moves on: the same division is not given up, another one is.
    follow({ ...planOf('a', 'a'), latencySeconds: 7 });
    assert.ok(!calls[0].options.signal.aborted);
    follow(planOf('b', 'b'));
    assert.ok(calls[0].options.signal.aborted);
    calls[0].resolve('too late');
    await settled();
    assert.equal(dividing.now(), null);
    mock.timers.tick(350);
    calls[1].resolve('parts');
    await settled();
    assert.equal(dividing.now().divided, 'parts');
    assert.ok(dividing.isCurrent());
    assert.equal(changes, 1);

    // The old parts stay to be seen until there are new ones; back to them, nothing needs to be done.
    follow(planOf('a', 'b'));
    assert.ok(!dividing.isCurrent());
    assert.equal(dividing.now().divided, 'parts');
    follow(planOf('b', 'b'));
    mock.timers.tick(1000);
    assert.ok(dividing.isCurrent());
    assert.equal(calls.length, 2);
    follow(planOf('b', 'b'), { job: { batch: 2 } });
    mock.timers.tick(350);
    calls[2].reject(new Error('no'));
    await settled();
    assert.equal(dividing.now().error.message, 'no');
    dividing.follow(null);
    assert.equal(dividing.now(), null);
  } finally {
    mock.timers.reset();
  }
});

class FakeWorker extends EventTarget {
  sent = [];
  isEnded = false;
  postMessage(message) { this.sent.push(message); }
  terminate() { this.isEnded = true; }
  say(data) { this.dispatchEvent(Object.assign(new Event('message'), { data })); }
}

test('one verification at a time; cancelling, failing and other parts end its worker', () => {
  const workers = [];
  const verifying = createVerifying(() => workers[workers.push(new FakeWorker()) - 1], { ort: 'there', changed() {} });
  const start = () => verifying.start({ file, split: 'parts', seed: 3 });
  start();
  start();
  assert.equal(workers.length, 1);
  assert.deepEqual(workers[0].sent, [{ file, split: 'parts', options: { seed: 3, ort: 'there' } }]);
  workers[0].say({ share: 0.5 });
  assert.equal(verifying.now().share, 0.5);
  workers[0].say({ verification: 'the same' });
  assert.deepEqual([verifying.now().phase, verifying.now().verification, workers[0].isEnded], ['done', 'the same', true]);
  start();
  verifying.cancel();
  assert.deepEqual([verifying.now().phase, workers[1].isEnded], ['cancelled', true]);
  start();
  workers[2].say({ error: { message: 'cannot run' } });
  assert.deepEqual([verifying.now().phase, verifying.now().error.message, workers[2].isEnded], ['failed', 'cannot run', true]);
  start();
  workers[3].dispatchEvent(new Event('error'));
  assert.match(verifying.now().error.message, /could not be loaded/);
  start();
  verifying.forget();
  assert.deepEqual([verifying.now(), workers[4].isEnded], [null, true]);
  verifying.cancel();
  assert.equal(verifying.now(), null);
});

test('parts and their tensors are told with who makes and who reads them', () => {
  assert.equal(layerRange([3, 1, 2], (place) => ({ 3: 1, 1: 2, 2: 3 })[place]), '1–3');
  assert.equal(layerRange([4], (place) => place), '4');
  assert.equal(inputWords({ bytes: 602112, to: [1], isModelOutput: false }), '602 kB of the model’s input');
  assert.equal(inputWords({ bytes: null, from: 2, to: [3] }), 'size known at run time from part 2');
  assert.equal(outputWords({ bytes: 4000, to: [2, 3], isModelOutput: true }), '4 kB to parts 2, 3 and the answer');
  assert.equal(outputWords({ bytes: 4000, to: [], isModelOutput: true }), '4 kB to the answer');
  const label = (id) => ({ a: 'Phone' })[id];
  assert.match(partsSentence({ parts: [{ node: 'a' }] }, label), /^The plan runs the whole model on Phone: there is nothing to divide/);
  assert.match(partsSentence({ parts: [{ node: 'a' }, { node: 'b' }] }, label), /^The plan divides the model into 2 parts:/);
  const split = { manifest: { parts: [1, 2] } };
  assert.deepEqual([null, 0, 1 / 3, 2 / 3, 1].map((share) => progressWords({ share, split })),
    ['Loading ONNX Runtime…', 'Running the whole model…', 'Running part 1 of 2…', 'Running part 2 of 2…', 'Running part 2 of 2…']);
});

test('a failure names the remedy where the page has one', () => {
  assert.equal(failureWords({ code: 'runtime-failed', message: 'no' }), 'The split could not be verified: no (Sizes that the file leaves open can be given in the report on the file.)');
  assert.equal(failureWords({ message: 'no' }), 'The split could not be verified: no');
});

test('the verdict says the largest difference and what was compared', () => {
  const output = { name: 'y', dataType: 'float32', elements: 1000, differing: 0, largestAbsoluteDifference: 0, largestRelativeDifference: 0 };
  const found = { outputs: [output], largestAbsoluteDifference: 0, largestRelativeDifference: 0, seed: 1, runtime: 'onnxruntime-web 1', wholeSeconds: 0.5, partSeconds: [0.2, 0.25] };
  assert.equal(verdictWords(found), 'Whole and parts give the same, to the last bit: the largest difference is 0.');
  assert.equal(comparedWords(found), 'Compared: 1\u202f000 numbers in 1 output, on random input with seed 1, by onnxruntime-web 1 without its optimisations, which join operators and so round otherwise. Here the whole took 500 ms, the 2 parts one after the other 450 ms.');
  const other = { ...found, outputs: [{ ...output, differing: 1 }], largestAbsoluteDifference: 3.14e-7, largestRelativeDifference: Infinity };
  assert.equal(verdictWords(other), 'Whole and parts differ: the largest difference is 3.1e-7 (relative not comparable), and 1 number differs.');
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openPoints } from '../../tools/evaluate/points-file.mjs';
import { EXPERIMENTS } from '../../www/evaluation/experiments/index.js';
import { csvOf } from '../../www/format/csv.js';

const ROOT = new URL('../../', import.meta.url);
const folders = [];
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), 'splitway-evaluation-')));
  return folders.at(-1);
};
after(() => folders.forEach((path) => rmSync(path, { recursive: true })));

/** The command with its answers; `until` gives the process to whoever wants to end it. */
function evaluate(options, until = () => {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['tools/evaluate.mjs', ...options], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    const told = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr']) child[stream].on('data', (text) => { told[stream] += text; });
    child.on('close', (code, signal) => resolve({ code, signal, ...told }));
    until(child);
  });
}

async function endOnceThereIs(path, child, signal) {
  while (!existsSync(path) || readFileSync(path, 'utf8').split('\n').length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill(signal);
}

const read = (directory, name) => JSON.parse(readFileSync(join(directory, `${name}.json`), 'utf8'));

test('--quick ends, and writes well-formed JSON and CSV of every experiment', async () => {
  const directory = folder();
  const { code, stderr } = await evaluate(['--quick', '--seed', '3', '--out', directory]);
  assert.equal(code, 0, stderr);
  for (const { name, points, rows } of EXPERIMENTS) {
    const answer = read(directory, name);
    assert.equal(answer.format, 'splitway/evaluation@1');
    assert.equal(answer.experiment, name);
    assert.equal(answer.command, `npm run evaluate -- --only ${name} --quick --seed 3`);
    assert.deepEqual(answer.settings, { quick: true, seed: 3 });
    assert.deepEqual(Object.keys(answer.machine), ['processor', 'cores', 'system', 'node', 'date', 'load']);
    assert.match(answer.machine.date, /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(answer.points.map(({ key }) => key), points(answer.settings).map(({ key }) => key));
    assert.equal(readFileSync(join(directory, `${name}.csv`), 'utf8'), csvOf(rows(answer.points)));
    assert.ok(!existsSync(join(directory, `${name}.ndjson`)), 'the points are put away once they are in the file');
  }
});

for (const signal of ['SIGKILL', 'SIGINT']) {
  test(`a run that ${signal} ended goes on where it was`, async () => {
    const directory = folder();
    const options = ['--quick', '--only', 'many-jobs', '--out', directory];
    const points = join(directory, 'many-jobs.ndjson');
    const first = await evaluate(options, (child) => endOnceThereIs(points, child, signal));
    if (signal === 'SIGKILL') assert.equal(first.signal, signal);
    else assert.match(first.stderr, /stopped in many-jobs; the same command goes on from there/);
    assert.ok(!existsSync(join(directory, 'many-jobs.json')));
    // A mark by which to tell a point that was kept from one that was measured again.
    const lines = readFileSync(points, 'utf8').split('\n');
    assert.equal(JSON.parse(lines[1]).key, '2/1');
    writeFileSync(points, `${lines[0]}\n${JSON.stringify({ ...JSON.parse(lines[1]), load: 123 })}\n{"key":"3/`);
    const second = await evaluate(options);
    assert.equal(second.code, 0, second.stderr);
    const { machine, points: measured } = read(directory, 'many-jobs');
    assert.equal(machine.load.most, 123);
    assert.deepEqual(measured.map(({ key }) => key), ['2/1', '3/1']);
    assert.ok(measured.every(({ mean, max }) => mean.greedy > 0 && max.greedy >= mean.greedy));
  });
}

test('points that were measured with anything else than now are forgotten', () => {
  const path = join(folder(), 'points.ndjson');
  openPoints(path, { seed: 1 }).add({ key: 'a', value: 1 });
  assert.deepEqual(openPoints(path, { seed: 1 }).get('a'), { key: 'a', value: 1 });
  assert.equal(openPoints(path, { seed: 2 }).get('a'), undefined);
  assert.equal(openPoints(path, { seed: 1 }).get('a'), undefined);
});

test('wrong options are refused in a sentence', async () => {
  for (const [options, message] of [
    [['--only', 'nothing'], /there is no experiment nothing; there are /],
    [['--seed', '-1'], /--seed/],
    [['--seed=1.5'], /--seed is 1\.5; it must be a whole number, 0 or more/],
    [['--fast'], /Unknown option '--fast'/],
  ]) {
    const { code, stderr } = await evaluate(options);
    assert.equal(code, 1);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, / at .*\.mjs/);
  }
  const { code, stdout } = await evaluate(['--help']);
  assert.equal(code, 0);
  for (const { name } of EXPERIMENTS) assert.match(stdout, new RegExp(name));
});

test('a table keeps commas, quotes, line ends and cells that are missing', () => {
  assert.equal(csvOf([{ a: 'x,y', b: 'say "no"' }, { b: 'two\nlines', c: null, d: 0 }]), 'a,b,c,d\r\n"x,y","say ""no""",,\r\n,"two\nlines",,0\r\n');
});

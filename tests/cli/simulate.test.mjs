import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { importFrom, installPackage } from '../package/installed.mjs';
import { twoJobs } from '../package/many-jobs.mjs';
import { splitway } from './command.mjs';
import { onTerminal } from './on-terminal.mjs';
import { directoryWith } from './phone.mjs';

const { load } = await importFrom(installPackage());
const api = await load();
const cwd = directoryWith({ 'two.json': twoJobs() });
const ENDLESS = ['simulate', 'two.json', '--jobs-per-second', '0.5', '--jobs', '10000000'];

function answers(...words) {
  const { status, stdout, stderr } = splitway(words, { cwd });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  return stdout;
}

test('the table tells the mean with its interval, percentiles, throughput and what is busiest', () => {
  const table = answers('simulate', 'two.json', '--jobs-per-second', '0.5');
  assert.match(table, /^The mean latency of 1,800 jobs is [\d.]+ s ± [\d.]+ m?s\.\nThe network keeps up with the jobs, sent backlog-aware\.\n/);
  for (const name of ['median', '90 %', '95 %', '99 %']) assert.match(table, new RegExp(`^ {2}${name} +[\\d.]+ s {2}[\\d.]+ m?s to [\\d.]+ s$`, 'm'));
  assert.match(table, /^ {2}longest +[\d.]+ s$/m);
  assert.match(table, /^ {2}[\d.]+ jobs\/s done, [\d.]+ on their way on average, measured over /m);
  assert.match(table, /^ {2}server +\d+ % {2}█+\n {2}(left|right) → server /m);
  assert.match(table, /^ {2}backlog-aware, fifo; 2,000 jobs at random, 1,800 of them measured; [\d,]+ events$/m);
});

test('each job once has no interval, and nothing to keep up with', () => {
  const table = answers('simulate', 'two.json', '--policy', 'all-at-node', '--node', 'server', '--discipline', 'priority');
  assert.match(table, /^The mean latency of 2 jobs is 1\.5 s\.\n\n/);
  assert.match(table, /^ {2}all-at-node server, priority; 2 jobs, each at its release; /m);
  assert.doesNotMatch(table, /confidence|keeps? up/);
});

test('a network that does not keep up is warned of', () => {
  assert.match(answers('simulate', 'two.json', '--jobs-per-second', '2'), /^The network does not keep up: .+\.$/m);
});

test('a handful of jobs does not tell whether the network keeps up', () => {
  assert.match(answers('simulate', 'two.json', '--jobs-per-second', '0.5', '--jobs', '5'), /^Too few jobs to tell whether the network keeps up/m);
});

test('--json is what simulate() gives, with every option, and --trace adds lists', async () => {
  const words = ['--jobs-per-second', '.5', '--jobs', '300', '--seed', '3', '--warm-up-share', '0.2', '--policy', 'all-at-node', '--node', 'server', '--discipline', 'priority', '--arrivals', 'poisson'];
  const options = { jobsPerSecond: 0.5, jobs: 300, seed: 3, warmUpShare: 0.2, policy: 'all-at-node', node: 'server', discipline: 'priority', arrivals: 'poisson' };
  const { trace, ...told } = JSON.parse(answers('simulate', 'two.json', ...words, '--trace', '--json'));
  assert.deepEqual(told, await api.simulate(twoJobs(), options));
  assert.equal(trace.completionSeconds.length, 300);
});

test('--ndjson gives one simulation a line in the same order, whatever the threads', () => {
  const seeded = (seed) => JSON.stringify({ ...twoJobs(), options: { seed } });
  const input = [seeded(1), '{}', seeded(2), seeded(1)].join('\n');
  const told = ['1', '2'].map((threads) => {
    const { stdout, status } = splitway(['simulate', '--ndjson', '--threads', threads, '--jobs-per-second', '0.5', '--trace'], { input });
    assert.equal(status, 0);
    return stdout;
  });
  assert.equal(told[0], told[1]);
  const [one, refused, other, same] = told[0].trim().split('\n').map((line) => JSON.parse(line));
  assert.equal(refused.error.code, 'invalid-scenario');
  assert.deepEqual(one, same);
  assert.notEqual(one.latency.meanSeconds, other.latency.meanSeconds);
  assert.ok(Array.isArray(one.trace.jobs));
});

test('what cannot be has its exit code and one line', () => {
  const fails = (status, line, ...words) => {
    const { stdout, ...ended } = splitway(['simulate', 'two.json', ...words], { cwd });
    assert.deepEqual({ ...ended, stdout }, { status, stderr: `splitway: ${line}\n`, stdout: '' });
  };
  fails(2, 'invalid-option: --jobs-per-second is a number above 0, not 0', '--jobs-per-second', '0');
  fails(2, 'invalid-option: --warm-up-share is a number from 0 to below 1, not 1', '--warm-up-share', '1');
  fails(2, 'invalid-option: --jobs is a whole number from 1, not 2.5', '--jobs', '2.5');
  fails(2, 'invalid-option: --trace goes with --json or --ndjson', '--trace');
  fails(2, 'invalid-option: Poisson arrivals need --jobs-per-second, a number above 0 (at --jobs-per-second)', '--arrivals', 'poisson');
  fails(2, 'invalid-option: --node belongs to the policy `all-at-node` alone (at --node)', '--node', 'server');
  fails(2, 'invalid-option: --seed goes with --jobs-per-second: nothing else is random', '--seed', '3');
  fails(4, 'limit-exceeded: 100000000 jobs are more than the 10000000 that can be simulated (at --jobs)', '--jobs-per-second', '1', '--jobs', '1e8');
});

test('Ctrl-C ends a simulation with what has happened so far and exit 4', async () => {
  const { status, screen } = await onTerminal(`splitway ${ENDLESS.join(' ')} --json > stopped.json`, { cwd, typed: '\u0003', when: /[1-9],\d{3} jobs done/ });
  assert.equal(status, 4);
  assert.match(screen, /\r\u001b\[Ksplitway: cancelled: interrupted; this is what has happened so far\r\n$/);
  assert.ok(JSON.parse(readFileSync(join(cwd, 'stopped.json'), 'utf8')).finished > 0);
});

test('on a terminal a bar tells how many jobs are done', async () => {
  const { status, screen } = await onTerminal(`splitway ${ENDLESS.join(' ')}`, { cwd, typed: '\u0003', when: /jobs done/ });
  assert.equal(status, 4);
  assert.match(screen, /░+ +\d+ % {2}[\d,]+ jobs done/);
});

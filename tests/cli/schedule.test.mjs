import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { importFrom, installPackage } from '../package/installed.mjs';
import { manyJobs, twoJobs } from '../package/many-jobs.mjs';
import { splitway } from './command.mjs';
import { onTerminal } from './on-terminal.mjs';
import { directoryWith } from './phone.mjs';

const { load } = await importFrom(installPackage());
const api = await load();

const JOBS = splitway(['help', 'jobs']).stdout;
const unreachable = twoJobs();
unreachable.network.links.pop();
const cwd = directoryWith({ 'jobs.json': JOBS, 'two.json': twoJobs(), 'many.json': manyJobs(), 'cut.json': unreachable });

const ENDLESS = ['schedule', 'many.json', '--method', 'anneal', '--moves', '1000000000'];
const withoutTime = ({ statistics, ...schedule }) => ({ ...schedule, statistics: { ...statistics, solveMicroseconds: null } });

function answers(...words) {
  const { status, stdout, stderr } = splitway(words, { cwd });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  return stdout;
}

function fails(status, line, ...words) {
  const { stdout, ...ended } = splitway(words, { cwd });
  assert.deepEqual(ended, { status, stderr: `splitway: ${line}\n` });
  assert.equal(stdout, '');
}

test('the table tells the objective, its gap, and each job with where it ran and how long it waited', () => {
  const lines = answers('schedule', 'two.json').split('\n');
  assert.match(lines[0], /^The mean latency of 2 jobs is 1\.5 s; (no schedule gives less|no order gives less while each job takes its own soonest plan \(.+\)|at most [\d.]+ % above the least, since no schedule is below [\d.]+ s)\.$/);
  const [header, first, second] = lines.slice(2);
  assert.deepEqual(header.trim().split(/ {2,}/), ['job', 'latency', 'start', 'finish', 'waiting', 'layers run on']);
  assert.deepEqual(first.trim().split(/ {2,}/), ['1', 'first', '1 s', '0 s', '1 s', '0 s', 'server 1']);
  assert.deepEqual(second.trim().split(/ {2,}/), ['2', 'second', '2 s', '0 s', '2 s', '1 s', 'server 1']);
  assert.match(lines[6], /^ {2}greedy: \d+ single-job searches in /);
});

test('the table names baselines, an impossible one too, the given order, and who was left out', () => {
  const table = answers('schedule', 'two.json', '--order', 'second,first', '--objective', 'max', '--baselines');
  assert.match(table, /^The largest latency of 2 jobs is 2 s; /);
  assert.match(table, /^ +1 {2}second /m);
  assert.match(table, /^ {2}the given order: /m);
  assert.match(table, /^ {2}all on the sources +impossible$/m);
  assert.match(table, /^ {2}all on one node, server +2 s {2}the schedule is as fast as that$/m);
  assert.match(answers('schedule', 'cut.json', '--skip-unroutable'), /^ {2}left out: second \(unreachable: .*\)$/m);
});

test('--json is what schedule() gives, with every option', async () => {
  const told = JSON.parse(answers(
    'schedule', 'jobs.json', '--method', 'anneal', '--objective', 'max', '--seed', '7', '--moves', '30', '--baselines', '--skip-unroutable', '--json',
  ));
  const expected = await api.schedule(JOBS, { method: 'anneal', objective: 'max', seed: 7, moves: 30, baselines: true, skipUnroutable: true });
  assert.deepEqual(withoutTime(told), withoutTime(expected));
  assert.equal(JSON.parse(answers('schedule', 'jobs.json', '--mode', 'bound', '--json')).mode, 'bound');
});

test('--ndjson gives one schedule a line in the same order, whatever the threads', async () => {
  const line = (count) => JSON.stringify(manyJobs(count));
  const input = [line(3), 'no JSON', line(5), '', JSON.stringify(unreachable), line(1)].join('\n');
  const expected = await api.schedule(manyJobs(5));
  for (const threads of ['1', '3']) {
    const { status, stdout, stderr } = splitway(['schedule', '--ndjson', '--threads', threads], { input });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
    const told = stdout.trim().split('\n').map((text) => JSON.parse(text));
    assert.deepEqual(told.map(({ error, plans }) => error?.code ?? plans.length), [3, 'invalid-json', 5, 'unreachable', 1]);
    assert.deepEqual(withoutTime(told[2]), withoutTime(expected));
  }
});

test('what cannot be has its exit code and one line', () => {
  fails(2, 'invalid-option: --moves is a whole number from 0, not many', 'schedule', 'two.json', '--moves', 'many');
  fails(2, 'invalid-option: --seed is a whole number from 0 to 4294967295, not 5e9', 'schedule', 'two.json', '--seed', '5e9');
  fails(2, 'invalid-option: --seed is a whole number from 0 to 4294967295, not -1', 'schedule', 'two.json', '--seed', '-1');
  fails(2, 'invalid-option: --method is greedy or anneal or exhaustive, not aneal; did you mean anneal?', 'schedule', 'two.json', '--method', 'aneal');
  fails(2, 'invalid-option: --order and --method exclude each other', 'schedule', 'two.json', '--order', 'first,second', '--method', 'greedy');
  const { stderr, status } = splitway(['schedule', 'two.json', '--order', 'first'], { cwd });
  assert.equal(status, 2);
  assert.match(stderr, /^splitway: invalid-option: .*`second`.* \(at --order\)\n$/);
  fails(2, 'invalid-option: mode `bound` goes with method `greedy` alone; choose that, or mode `exact` (at --method)', 'schedule', 'two.json', '--mode', 'bound', '--method', 'anneal');
  for (const option of ['--moves', '--seed']) {
    fails(2, `invalid-option: ${option} goes with --method anneal, and the method is exhaustive`, 'schedule', 'two.json', '--method', 'exhaustive', option, '4');
    fails(2, `invalid-option: ${option} goes with --method anneal, and the method is greedy`, 'schedule', 'two.json', option, '4');
  }
  assert.equal(splitway(['schedule', 'cut.json'], { cwd }).status, 3);
  assert.match(splitway(['schedule', 'cut.json'], { cwd }).stderr, /^splitway: unreachable: .* \(at \/jobs\/1\/destination in cut\.json\)\n$/);
  assert.equal(splitway(['schedule', 'many.json', '--method', 'exhaustive'], { cwd }).status, 4);
});

test('Ctrl-C ends a search with the best schedule so far and exit 4', async () => {
  const { status, screen } = await onTerminal(`splitway ${ENDLESS.join(' ')} --json > stopped.json`, { cwd, typed: '\u0003', when: /% above/ });
  assert.equal(status, 4);
  assert.match(screen, /\r\u001b\[Ksplitway: cancelled: interrupted; this is the best schedule so far\r\n$/);
  const schedule = JSON.parse(readFileSync(join(cwd, 'stopped.json'), 'utf8'));
  assert.equal(schedule.plans.length, 40);
  assert.ok(schedule.statistics.moves > 0);
});

test('on a terminal a bar tells the value and the gap, and is gone before the table', async () => {
  const { status, screen } = await onTerminal(`splitway ${ENDLESS.join(' ')}`, { cwd, typed: '\u0003', when: /% above/ });
  assert.equal(status, 4);
  assert.match(screen, /█*░+ +\d+ % {2}[\d.]+ m?s, at most [\d.]+ % above the least/);
  const table = screen.slice(screen.lastIndexOf('\r\u001b[K'));
  assert.match(table, /^\r\u001b\[K\u001b\[1mThe weighted mean latency of 40 jobs is /);
  assert.match(table, /splitway: cancelled: interrupted; this is the best schedule so far\r\n$/);
});

test('a short call draws no bar into a pipe', () => {
  assert.doesNotMatch(splitway(['schedule', 'many.json', '--method', 'anneal', '--moves', '500'], { cwd }).stderr, /./);
});

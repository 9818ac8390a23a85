// --ndjson: one scenario a line in, one answer a line out, in the same order.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { splitway, start } from './command.mjs';
import { directoryWith, phone, phoneLine } from './phone.mjs';

const MANY = 100_000;

const answersOf = (text) => text.split('\n').slice(0, -1).map((line) => JSON.parse(line));

function ok(words, options) {
  const { status, stdout, stderr } = splitway([...words, '--ndjson'], options);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  return answersOf(stdout);
}

const SUMMARY = { format: 'splitway/scenario@1', nodes: 4, links: 6, models: 1, layers: 5, jobs: 1 };

test('an answer is what the command gives for that scenario alone', () => {
  const [plan] = ok(['route', '--wait', 'additive', '--certificate'], { input: phoneLine() });
  const alone = JSON.parse(splitway(['route', '-', '--json', '--wait', 'additive', '--certificate'], { input: phoneLine() }).stdout);
  for (const { statistics } of [plan, alone]) delete statistics.solveMicroseconds;
  assert.deepEqual(plan, alone);
  assert.deepEqual(ok(['validate'], { input: phoneLine() }), [SUMMARY]);
});

test('a file, standard input by name and standard input by default are read alike', () => {
  const cwd = directoryWith({ 'lines.ndjson': `${phoneLine('a')}\n${phoneLine('b')}\n` });
  const jobs = (words, options) => ok(['route', ...words], options).map(({ job }) => job);
  const input = readFileSync(join(cwd, 'lines.ndjson'));
  assert.deepEqual(jobs(['lines.ndjson'], { cwd }), ['a', 'b']);
  assert.deepEqual(jobs(['-'], { input }), ['a', 'b']);
  assert.deepEqual(jobs([], { input }), ['a', 'b']);
});

test('CRLF, blank lines, a byte-order mark and a last line without an end are taken', () => {
  const input = `\ufeff${phoneLine()}\r\n\n  \t\r\n${phoneLine()}\r\n\r\n${phoneLine()}`;
  assert.deepEqual(ok(['validate'], { input }), [SUMMARY, SUMMARY, SUMMARY]);
});

test('an empty stream has no answers', () => {
  assert.deepEqual(ok(['route'], { input: '' }), []);
  assert.deepEqual(ok(['route'], { input: '\n\r\n \n' }), []);
});

test('lines that fail are answers in their places, and the exit is 0', () => {
  const unreachable = phone();
  unreachable.network.links.splice(2);
  unreachable.jobs[0].destination = 'cloud';
  const lines = [phoneLine('a'), 'no JSON', '7', '{"format":"splitway/scenario@1","x":1}', JSON.stringify(unreachable), '\xff', phoneLine('b')];
  const answers = ok(['route', '--threads', '2'], { input: Buffer.from(lines.join('\n'), 'latin1') });
  const brief = answers.map((answer) => answer.job ?? answer.error.code);
  assert.deepEqual(brief, ['a', 'invalid-json', 'invalid-scenario', 'invalid-scenario', 'unreachable', 'invalid-json', 'b']);
  for (const { error } of answers.filter((answer) => answer.error)) {
    assert.deepEqual(Object.keys(error), ['code', 'message', 'path']);
    assert.ok(error.message.length > 0 && typeof error.path === 'string');
  }
  assert.equal(answers[3].error.path, '/x');
  assert.equal(answers[5].error.message, 'the line is not UTF-8 text');
});

test('a very long line is one line', () => {
  const scenario = phone();
  scenario.network.name = 'long '.repeat(4_000_000);
  const answers = ok(['route'], { input: `${phoneLine('a')}\n${JSON.stringify(scenario)}\n${phoneLine('b')}\n` });
  assert.deepEqual(answers.map(({ job }) => job), ['a', 'photo', 'b']);
});

for (const threads of ['1', '2', '7', '0', 'auto']) {
  test(`--threads ${threads} keeps the order, though some lines take longer`, () => {
    const heavy = phone();
    heavy.models[0].layers = Array.from({ length: 2000 }, (_, at) => ({ name: `l${at}`, flop: 1e6, outputBytes: 1e3 }));
    const lines = Array.from({ length: 600 }, (_, at) => (
      at % 50 === 0 ? JSON.stringify({ ...heavy, jobs: [{ ...heavy.jobs[0], id: `job${at}` }] }) : phoneLine(`job${at}`)
    ));
    const answers = ok(['route', '--threads', threads], { input: lines.join('\n') });
    assert.deepEqual(answers.map(({ job }) => job), lines.map((_, at) => `job${at}`));
  });
}

test('an answer is written while the stream is still open', async () => {
  const child = start(['route', '--ndjson']);
  const lines = createInterface({ input: child.stdout });
  for (const id of ['first', 'second']) {
    child.stdin.write(`${phoneLine(id)}\n`);
    const [line] = await once(lines, 'line');
    assert.equal(JSON.parse(line).job, id);
  }
  child.stdin.end();
  assert.deepEqual(await child.ended, { status: 0, signal: null });
});

/** Resident memory of a process in bytes, read while it runs. */
function memoryOf({ pid }) {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return 1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  return 1024 * Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1] ?? 0);
}

test(`${MANY} lines pass in order through bounded memory`, { timeout: 300_000 }, async () => {
  const child = start(['route', '--ndjson', '--threads', '2']);
  const [head, tail] = phoneLine('%').split('%');
  let written = 0;
  const feed = async () => {
    for (let at = 0; at < MANY; at += 500) {
      const lines = Array.from({ length: 500 }, (_, offset) => `${head}job${at + offset}${tail}\n`).join('');
      written += lines.length;
      if (!child.stdin.write(lines)) await once(child.stdin, 'drain');
    }
    child.stdin.end();
  };
  const fed = feed();
  let next = 0;
  let most = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.includes(`"job":"job${next}"`)) assert.fail(`answer ${next} is ${line.slice(0, 80)}`);
    if (next % 5000 === 0) most = Math.max(most, memoryOf(child));
    next += 1;
  }
  await fed;
  assert.deepEqual(await child.ended, { status: 0, signal: null });
  assert.equal(child.told, '');
  assert.equal(next, MANY);
  assert.ok(written > 100e6);
  assert.ok(most > 20e6 && most < 240e6, `${(most / 1e6).toFixed(0)} MB at most`);
});

test('a reader that stops reading stops the command from taking more', async () => {
  const child = start(['route', '--ndjson', '--threads', '2']);
  const lines = `${phoneLine()}\n`.repeat(50);
  let accepted = 0;
  let ending = false;
  const feed = async () => {
    while (!ending) {
      await new Promise((resolve) => { child.stdin.write(lines, resolve); });
      accepted += lines.length;
    }
  };
  feed();
  const settled = async () => {
    for (let before = -1; before !== accepted || accepted === 0;) {
      before = accepted;
      await new Promise((resolve) => { setTimeout(resolve, 1000); });
    }
    return accepted;
  };
  const stalledAt = await settled();
  assert.ok(stalledAt < 4e6, `${stalledAt} bytes were taken though nobody read an answer`);
  assert.ok(memoryOf(child) < 240e6);
  child.stdout.resume();
  while (accepted < stalledAt + 4e6) await new Promise((resolve) => { setTimeout(resolve, 20); });
  ending = true;
  child.stdin.end();
  assert.deepEqual(await child.ended, { status: 0, signal: null });
});

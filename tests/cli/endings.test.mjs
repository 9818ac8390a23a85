// A reader that leaves, and Ctrl-C: the command ends at once, leaves nothing behind, and says nothing.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { bash, start } from './command.mjs';
import { directoryWith, phone, phoneLine } from './phone.mjs';

const long = () => {
  const scenario = phone();
  scenario.models[0].layers = Array.from({ length: 20_000 }, (_, at) => ({ name: `l${at}`, flop: 1e6, outputBytes: 1e3 }));
  return scenario;
};

const directory = directoryWith({ 'long.json': long(), 'lines.ndjson': `${phoneLine()}\n`.repeat(20_000) });

const PIPES = {
  'a table': 'splitway route phone.json',
  'a long plan': 'splitway route long.json --json',
  'a long graph': 'splitway route long.json --dot',
  'a long program': 'splitway formulate long.json --to mps',
  'a stream from a file': 'splitway route lines.ndjson --ndjson --threads 2',
  'an endless stream': 'yes "$(head -1 lines.ndjson)" | splitway route --ndjson',
  'a help text': 'splitway help route',
};

for (const [what, line] of Object.entries(PIPES)) {
  test(`${what} into a pipe that is closed early ends with exit 0 and without a word`, () => {
    const { status, stdout, stderr } = bash(`{ ${line}; echo "exit $?" >&2; } | head -1 | cut -c1-10`, directory);
    assert.equal(stderr, 'exit 0\n');
    assert.equal(status, 0);
    assert.ok(stdout.length > 1);
  });
  test(`${what} into a pipe that is closed already ends with exit 0 and without a word`, () => {
    const { stderr } = bash(`{ sleep 0.2; ${line}; echo "exit $?" >&2; } | exec true`, directory);
    assert.equal(stderr, 'exit 0\n');
  });
}

async function interrupted(child) {
  const began = performance.now();
  child.kill('SIGINT');
  const { status, signal } = await child.ended;
  assert.ok(performance.now() - began < 5000);
  assert.ok(signal === 'SIGINT' || status === 130, `status ${status}, signal ${signal}`);
  assert.equal(child.told, '');
}

test('Ctrl-C ends a stream in full flow', async () => {
  const child = start(['route', '--ndjson', '--threads', '2']);
  const lines = `${phoneLine()}\n`.repeat(500);
  const feed = () => { while (child.stdin.write(lines)); };
  child.stdin.on('drain', feed);
  feed();
  child.stdout.resume();
  await once(child.stdout, 'data');
  await interrupted(child);
});

test('Ctrl-C ends a stream that waits for lines', async () => {
  const child = start(['validate', '--ndjson']);
  child.stdin.write(`${phoneLine()}\n`);
  await once(child.stdout, 'data');
  await interrupted(child);
});

test('Ctrl-C ends a stream whose reader does not read', async () => {
  const child = start(['route', '--ndjson']);
  child.stdin.write(`${phoneLine()}\n`.repeat(2000));
  await once(child.stdout, 'readable');
  await interrupted(child);
});

test('Ctrl-C ends a command that waits for its scenario', async () => {
  const child = start(['route', '-']);
  child.stdin.write('{');
  await new Promise((resolve) => { setTimeout(resolve, 500); });
  await interrupted(child);
});

test('a shell sees 130', () => {
  // Job control lets a shell without a terminal interrupt what it started.
  const line = 'set -m; splitway route --ndjson < <(yes "$(head -1 lines.ndjson)") > /dev/null & sleep 1; kill -INT $!; wait $!; echo "exit $?"';
  const { stdout, stderr } = bash(line, directory);
  assert.equal(stdout, 'exit 130\n');
  assert.doesNotMatch(stderr, /at .*:\d+:\d+|Error/);
});

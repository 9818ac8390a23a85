import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { REPOSITORY } from '../package/installed.mjs';
import { bash, splitway } from './command.mjs';
import { directoryWith } from './phone.mjs';

const COMMANDS = ['compare', 'formulate', 'import', 'route', 'schedule', 'simulate', 'split', 'validate', 'verify'];

const help = (...words) => {
  const { status, stdout, stderr } = splitway(words);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  return stdout;
};

test('splitway alone, --help, -h and help say the same', () => {
  const [first, ...others] = [help(), help('--help'), help('-h'), help('help')];
  for (const other of others) assert.equal(other, first);
  for (const name of COMMANDS) assert.match(first, new RegExp(`^  ${name} +\\S`, 'm'));
  for (const code of [0, 1, 2, 3, 4, 130]) assert.match(first, new RegExp(`^ +${code}  \\S`, 'm'));
});

for (const name of COMMANDS) {
  test(`splitway help ${name} and splitway ${name} --help say the same`, () => {
    const text = help('help', name);
    assert.equal(help(name, '--help'), text);
    assert.equal(help(name, '-h'), text);
    assert.match(text, new RegExp(`^splitway ${name}: `));
    for (const part of ['Usage:', 'Options:', 'Examples']) assert.ok(text.includes(`\n${part}`), part);
  });
}

test('words that nobody would read are refused', () => {
  const refused = (...words) => {
    const { status, stdout, stderr } = splitway(words);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
    return stderr.trim();
  };
  assert.equal(refused('help', 'route', 'schedule'), 'splitway: invalid-option: help takes one word, but was also given schedule');
  assert.equal(refused('--help', 'route'), 'splitway: invalid-option: --help takes nothing more, but was also given route; splitway help COMMAND is about one command');
  assert.match(refused('-V', '--json'), /^splitway: invalid-option: -V takes nothing more, but was also given --json/);
});

test('--version is the package\'s', () => {
  const { version } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8'));
  assert.equal(help('--version'), `${version}\n`);
  assert.equal(help('-V'), `${version}\n`);
});

// An example is an indented line after an indented comment.
const examplesIn = (text) => [...text.matchAll(/^ {2}# .*\n {2}(.+)$/gm)].map(([, line]) => line);

for (const [topic, fewest] of [[undefined, 2], ['compare', 3], ['formulate', 5], ['import', 7], ['route', 6], ['schedule', 6], ['simulate', 6], ['validate', 2], ['verify', 3]]) {
  test(`every example of ${topic ? `help ${topic}` : 'the overview'} runs as it stands`, () => {
    const directory = directoryWith();
    const examples = examplesIn(help('help', ...(topic ? [topic] : [])));
    assert.ok(examples.length >= fewest);
    for (const line of examples) {
      const { status, stdout, stderr } = bash(line, directory);
      // What was read and filled is told beside a scenario that goes elsewhere.
      const isReport = line.startsWith('splitway import') && /^\S+ holds a (network|model), /.test(stderr);
      assert.deepEqual({ line, status, stderr: isReport ? '' : stderr }, { line, status: 0, stderr: '' });
      if (!line.includes('>')) assert.notEqual(stdout, '', line);
    }
  });
}

test('the sweep of the examples gives one plan for each rate', () => {
  const directory = directoryWith();
  const lines = examplesIn(help('help', 'route')).slice(-2);
  const plans = lines.map((line) => bash(line, directory).stdout).join('').trim().split('\n').map((line) => JSON.parse(line));
  const latencies = plans.map(({ latencySeconds }) => latencySeconds);
  assert.equal(latencies.length, 3);
  assert.ok(latencies[0] > latencies[1] && latencies[1] > latencies[2], 'a faster link is never slower');
});

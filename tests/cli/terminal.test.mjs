// What changes when a person looks on: colour, and a line that tells how far a stream has come.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitway } from './command.mjs';
import { onTerminal as runOnTerminal } from './on-terminal.mjs';
import { PHONE, directoryWith, phoneLine } from './phone.mjs';
import { hasColour } from '../../js/cli/terminal.js';

const COLOUR = /\u001b\[\d+m/;
const directory = directoryWith({ 'lines.ndjson': `${phoneLine()}\nno JSON\n`.repeat(500), 'endless.sh': 'yes "$(head -1 lines.ndjson)"' });

const onTerminal = (line, how) => runOnTerminal(line, { cwd: directory, ...how });

test('a pipe gets no colour, a terminal does', async () => {
  const piped = splitway(['route', '-'], { input: PHONE }).stdout;
  assert.doesNotMatch(piped, COLOUR);
  const { status, screen } = await onTerminal('splitway route phone.json');
  assert.equal(status, 0);
  assert.match(screen, COLOUR);
});

test('NO_COLOR and a dumb terminal get none', async () => {
  for (const environment of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
    const { screen } = await onTerminal('splitway route phone.json; splitway validate phone.json', { environment });
    assert.match(screen, /136 ms/);
    assert.doesNotMatch(screen, COLOUR);
  }
  assert.equal(hasColour({ isTTY: true }, { NO_COLOR: '' }), true, 'an empty NO_COLOR counts as unset');
});

test('a stream into a file shows its progress on the terminal, and its end', async () => {
  const { status, screen } = await onTerminal('splitway route lines.ndjson --ndjson > answers.ndjson');
  assert.equal(status, 0);
  assert.match(screen, /█{24} 100 % {2}1,000 answers, 500 errors, [\d,]+ lines\/s\r\n$/);
});

test('answers on the terminal are not mixed with progress', async () => {
  const { screen } = await onTerminal('splitway validate lines.ndjson --ndjson');
  assert.equal(screen.split('\r\n').length, 1001);
  assert.doesNotMatch(screen, /answers|\u001b/);
});

test('Ctrl-C erases the progress and ends with 130', async () => {
  const { status, screen } = await onTerminal('splitway route --ndjson < <(bash endless.sh) > /dev/null', { typed: '\u0003', when: /answers/ });
  assert.equal(status, 130);
  assert.match(screen, /\r\u001b\[K$/);
  assert.doesNotMatch(screen, /Error|at .*:\d+:\d+/);
});

test('a scenario from the keyboard is asked for', async () => {
  const { screen } = await onTerminal('splitway validate -', { typed: '{}\n\u0004', when: /Ctrl-D/ });
  assert.match(screen, /reading the scenario from the keyboard; Ctrl-D ends it/);
  assert.match(screen, /invalid-scenario/);
});

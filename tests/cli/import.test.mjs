// `splitway import`: what is read, what is filled by which rules, and scenarios made of several files.
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { REPOSITORY, temporaryDirectory } from '../package/installed.mjs';
import { bash, splitway } from './command.mjs';

const directory = temporaryDirectory();
const FILES = join(REPOSITORY, 'tests/import/files');
for (const name of ['Abilene.gml', 'Garr201112.graphml']) cpSync(join(FILES, name), join(directory, name));
writeFileSync(join(directory, 'model.json'), JSON.stringify({
  id: 'tiny', inputBytes: 602112, layers: [{ name: 'conv', flop: 1e9, outputBytes: 4000 }, { name: 'fc', flop: 1e6, outputBytes: 40 }],
}));

const run = (...words) => splitway(['import', ...words], { cwd: directory });

function answer(...words) {
  const { status, stdout, stderr } = run(...words);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
  return stdout;
}

const imported = (...words) => JSON.parse(answer(...words, '--json'));

function refuses(words, expected) {
  const { status, stdout, stderr } = run(...words);
  assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
  assert.match(stderr, expected);
}

test('a file is told by its content, whatever it is called, and from standard input too', () => {
  cpSync(join(directory, 'Abilene.gml'), join(directory, 'picture.png'));
  const { network, report } = imported('picture.png');
  assert.equal(report.format, 'gml');
  assert.equal(network.nodes.length, 11);
  const piped = bash('splitway import - --json < Abilene.gml', directory);
  assert.deepEqual(JSON.parse(piped.stdout).network, imported('Abilene.gml').network);
  const substituted = bash('splitway import <(cat Abilene.gml) --json', directory);
  assert.equal(JSON.parse(substituted.stdout).network.links.length, 14);
});

test('the table says what was read, filled and converted, and what should be looked at', () => {
  const table = answer('Garr201112.graphml');
  assert.match(table, /^Garr201112\.graphml holds a network, Garr201112 \(graphml\): 89 links, 61 nodes, from 36\.6 kB\.\n/);
  assert.match(table, /^ {2}! {2}2 nodes share their labels/m);
  assert.match(table, /^ +13 {2}nodes +flopPerSecond +tag `external`: relay$/m);
  assert.match(table, /^ +76 {2}links +delaySeconds +great circle at 200000000 m\/s$/m);
});

test('the table says which options change what was filled', () => {
  writeFileSync(join(directory, 'timed.csv'), 'name,outputBytes,gpu_ms\na,4,2\n');
  assert.match(answer('timed.csv'), /^Filled, since the file lacks it \(--measured-on changes it\):$/m);
  assert.match(answer('Garr201112.graphml'), /^Filled, since the file lacks it \(--rate, --compute and --delay change it\):$/m);
});

test('--rate, --compute and --delay say what fills the gaps', () => {
  const { network, report } = imported(
    'Abilene.gml', '--compute', 'node:Denver=4T', '--compute', 'degree>=3=t4', '--compute', 'relay', '--delay', 'detour=2,speed=1e8',
  );
  const plain = imported('Abilene.gml').network;
  const rateOf = (label) => network.nodes.find((node) => node.label === label).flopPerSecond;
  assert.equal(rateOf('Denver'), 4e12);
  assert.equal(rateOf('Seattle'), 0);
  assert.equal(network.nodes.filter(({ device }) => device === 't4').length, 5);
  assert.ok(Math.abs(network.links[0].delaySeconds / plain.links[0].delaySeconds - 4) < 1e-3);
  assert.deepEqual(report.rules.compute[1], { minDegree: 3, device: 't4' });
  const rates = ['10G', '622 Mbit/s', 'ethernet-1g'].map((rate) => imported('Garr201112.graphml', '--rate', rate).network.links[1].bitsPerSecond);
  assert.deepEqual(rates, [1e10, 622e6, 1e9]);
});

test('a network and a model make a scenario that routes', () => {
  const scenario = bash('splitway import Abilene.gml model.json --source "new york" --destination 3 > scenario.json && splitway route scenario.json --json', directory);
  assert.match(scenario.stderr, /^Abilene\.gml holds a network.*\n[\s\S]*Filled, since the file lacks it[\s\S]*\nmodel\.json holds a model/);
  const { placement, job } = JSON.parse(scenario.stdout);
  assert.equal(placement.length, 2);
  assert.equal(job, 'tiny');
  const { jobs, models } = JSON.parse(run('model.json', 'Abilene.gml', 'model.json', '--source', 'Denver').stdout);
  assert.deepEqual(models.map(({ id }) => id), ['tiny', 'tiny-2']);
  assert.deepEqual(jobs[1], { id: 'tiny-2', model: 'tiny-2', source: '6', destination: '6' });
});

test('a table of layers is a model, whose options say what it leaves open', () => {
  const layers = bash('splitway help layers > layers.csv && splitway import layers.csv --json', directory);
  const { model, report } = JSON.parse(layers.stdout);
  assert.equal(model.inputBytes, 602112);
  assert.equal(model.layers[0].secondsOn['raspberry-pi-5'], 0.0031);
  assert.equal(report.format, 'layers');
  writeFileSync(join(directory, 'times.csv'), 'name,out_elements,gpu_time\na,10,3\n');
  const { model: timed } = imported('times.csv', '--time-unit', 'us', '--input-bytes', '2kB', '--measured-on', 'gpu=t4', '--batch', '2', '--bytes-per-element', '2');
  assert.deepEqual(timed, { id: 'times', inputBytes: 2000, layers: [{ name: 'a', flop: 1.5e-6 * 1278137000000, outputBytes: 10, secondsOn: { t4: 1.5e-6 } }] });
});

test('what is missing for a scenario is asked for by name', () => {
  refuses(['Abilene.gml', 'model.json'], /invalid-option: .* say where the input is: --source NODE; there are New York \(0\), Chicago \(1\), .* and 3 more\n$/);
  refuses(['Abilene.gml', 'model.json', '--source', 'Denvre'], /--source: there is no node Denvre; did you mean Denver\?\n$/);
  refuses(['Abilene.gml', 'Abilene.gml', '--source', '1'], /a scenario is made of one network and at least one model, these files hold 2 networks and 0 models\n$/);
  refuses(['Abilene.gml', 'model.json', '--source', '1', '--json'], /--json is for one file/);
  refuses(['Abilene.gml', '--destination', '1'], /--destination needs a --source/);
  refuses([], /import needs a file, or - for standard input/);
});

test('options that make no sense are refused with what is allowed', () => {
  refuses(['Abilene.gml', '--format', 'gmll'], /--format is gml or .*, not gmll; did you mean gml\?\n$/);
  refuses(['Abilene.gml', '--rate', '-5'], /--rate/);
  refuses(['Abilene.gml', '--rate', 'carrier-pigeon'], /invalid-option: the catalogue has no link class `carrier-pigeon`, it has /);
  refuses(['Abilene.gml', '--compute', 'degree=4=t4'], /--compute is \[WHERE=\]WHAT, .*; not degree=4=t4\n$/);
  refuses(['Abilene.gml', '--delay', 'fast'], /--delay default is a number, not fast\n$/);
  refuses(['Abilene.gml', '--capacity', 'some'], /--capacity is preinstalled, smallest, largest or a number above 0, not some\n$/);
  refuses(['Abilene.gml', '--dim', 'batch'], /--dim is NAME=N, not batch\n$/);
  refuses(['Abilene.gml', '--shape', 'x=1,b'], /--shape is INPUT=1,3,224,224, not x=1,b\n$/);
});

test('a file that is none is refused with its name', () => {
  writeFileSync(join(directory, 'broken.gml'), 'graph [ node [ id 1');
  refuses(['broken.gml'], /^splitway: invalid-file: the file ends in line 1 within `node`; it may have been cut off \(in broken\.gml\)\n$/);
  refuses(['nowhere.gml'], /^splitway: unreadable-input: cannot read nowhere\.gml: there is no such file/);
  refuses(['.'], /^splitway: unreadable-input: cannot read \.: it is a directory/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findClass, matching } from '../../www/catalogue/classes.js';
import { optionAt, reasonWords, stillAsked, withOption } from '../../www/import/asked.js';
import { filesAgainWords } from '../../www/import/files-again.js';
import { filledRules } from '../../www/import/filled.js';
import { isScenario } from '../../www/import/importing.js';
import { createOpeningFiles, displacedWords } from '../../www/import/opening-files.js';
import { MOST_LINKS, MOST_NODES, likelyStart, placeModel, placeNetwork, replaced } from '../../www/import/placing.js';
import { conditionWords, readWords, rowsByRule, summaryWords } from '../../www/import/report-words.js';
import { tableWords, tablesIn } from '../../www/import/tables-in-file.js';
import { unknownLayers, withWork } from '../../www/import/unknown-work.js';
import { keepNames, keptNames } from '../../www/state/kept-names.js';
import { initialState } from '../../www/state/page-state.js';

const node = (id, flopPerSecond) => ({ id, flopPerSecond });
const link = (from, to) => ({ from, to, bitsPerSecond: 1e9, bothWays: true });
const network = { nodes: [node('a', 5), node('b', 9), node('c', 3), node('d', 4), node('relay', 0)], links: [link('a', 'b'), link('b', 'c'), link('b', 'd'), link('c', 'b'), link('relay', 'a')] };
const model = { id: 'tiny', inputBytes: 1, layers: [{ name: 'l', flop: 1, outputBytes: 1 }] };

test('a request starts at the slowest machine of those with the fewest neighbours', () => {
  assert.equal(likelyStart(network), 'c');
  assert.equal(likelyStart({ nodes: [node('x', 0), node('y', 0)], links: [link('x', 'y')] }), 'x');
});

test('an imported network takes the place of the one on the page, and the model stays', async () => {
  const state = { ...initialState('nsfnet', 'vgg19'), wait: 'additive', factors: { links: 2, compute: 1, backlog: 1 }, source: 'seattle' };
  const changes = await placeNetwork({ network, name: 'net.gml' }, { state, model });
  assert.deepEqual([changes.network, changes.model, changes.wait, changes.factors.links, changes.source], ['opened', 'vgg19', 'additive', 2, null]);
  assert.deepEqual(changes.opened.scenario.jobs, [{ id: 'inference', model: 'tiny', source: 'c', destination: 'c' }]);
  assert.equal(changes.opened.name, 'net.gml');
});

test('an imported model takes the place of the one on the page, and the network with its edits and ends stays', async () => {
  const state = { ...initialState('nsfnet', 'vgg19'), source: 'a', edits: { nodes: { a: { flopPerSecond: 1 } }, links: {} } };
  const page = { state, network, source: 'a', destination: 'b' };
  const changes = await placeModel({ model, name: 'm.onnx' }, page);
  assert.deepEqual(Object.keys(changes).sort(), ['job', 'jobs', 'model', 'opened', 'pins']);
  assert.equal(changes.model, 'opened');
  const whole = await placeModel({ model, name: 'm.onnx' }, { ...page, state: { ...state, network: 'opened' } });
  assert.equal(whole.network, 'opened');
  assert.deepEqual(whole.opened.scenario.jobs[0], { id: 'inference', model: 'tiny', source: 'a', destination: 'b' });
});

test('what is read anew keeps what was chosen, but not pins on other layers', async () => {
  const opened = { scenario: { format: 'splitway/scenario@1', network, models: [model], jobs: [{ id: 'j', model: 'tiny', source: 'a', destination: 'b' }] }, name: 'net', packed: '' };
  const state = { ...initialState('opened', 'opened'), opened, pins: [{ firstLayer: 1, lastLayer: 1, nodes: ['a'] }] };
  const same = await replaced(state, { network: { ...network, name: 'again' } });
  assert.deepEqual(Object.keys(same), ['opened']);
  assert.equal(same.opened.scenario.network.name, 'again');
  const other = await replaced(state, { model: { ...model, id: 'two', layers: [...model.layers, { name: 'm', flop: 1, outputBytes: 1 }] } });
  assert.deepEqual([other.pins, other.opened.scenario.jobs[0].model], [[], 'two']);
});

test('another table of the same file has other nodes: what named the old ones goes', async () => {
  const scenario = { format: 'splitway/scenario@1', network, models: [model], jobs: [{ id: 'j', model: 'tiny', source: 'relay', destination: 'b' }] };
  const state = { ...initialState('opened', 'opened'), opened: { scenario, name: 'net', packed: '' }, source: 'a', edits: { nodes: { a: { label: 'x' } }, links: {} } };
  const other = await replaced(state, { network: { nodes: [node('b', 5), node('z', 9)], links: [link('b', 'z')] } });
  assert.deepEqual([other.source, other.destination, other.pins, other.edits], [null, null, [], { nodes: {}, links: {} }]);
  assert.deepEqual(other.opened.scenario.jobs, [{ id: 'j', model: 'tiny', source: 'b', destination: 'b' }]);
});

test('the tables of a file are known by what its report says of them', () => {
  const tables = (code, message) => tablesIn({ warnings: [{ code: 'other', message: 'say which: no' }, { code, message }] });
  assert.deepEqual(tables('several-tables', 'the file has 2 tables of links, the first was read; say which: /a~1b/c, ""'), ['/a~1b/c', '']);
  assert.deepEqual(tables('several-models', 'the file has 2 models, the first was read; say which with table: vit, bert'), ['vit', 'bert']);
  assert.deepEqual(tables('another', ''), []);
  assert.deepEqual(['/a~1b/c', ''].map(tableWords), ['a/b › c', 'the whole file']);
});

test('what is too large for the page is refused in words', async () => {
  const nodes = Array.from({ length: MOST_NODES + 1 }, (_, at) => node(`n${at}`, 1));
  const large = placeNetwork({ network: { nodes, links: [] }, name: 'x' }, { state: initialState('nsfnet', 'vgg19'), model });
  await assert.rejects(large, { message: 'The network has 1001 nodes, and the page shows 1000; the command takes more (splitway import).' });
  const links = Array.from({ length: MOST_LINKS + 1 }, () => link('n0', 'n1'));
  const dense = placeNetwork({ network: { nodes: nodes.slice(0, 2), links }, name: 'x' }, { state: initialState('nsfnet', 'vgg19'), model });
  await assert.rejects(dense, { message: 'The network has 5001 links, and the page shows 5000; the command takes more (splitway import).' });
});

test('a file is a scenario of ours by what it says at its beginning', async () => {
  assert.equal(await isScenario(new Blob(['\n { "format": "splitway/scenario@1", "network": {}']), true), true);
  for (const other of ['{ "format": "splitway/plan@1" }', 'graph [ ]', '', '{ "nodes": [] }', 'x "format": "splitway/scenario@1"']) {
    assert.equal(await isScenario(new Blob([other])), false, other);
  }
});

test('a report is told in words and rows', () => {
  assert.equal(readWords({ format: 'graphml', read: { bytes: 25038, links: 61, nodes: 40 } }), '40 nodes, 61 links, from 25 kB of GraphML');
  assert.equal(readWords({ format: 'gml', read: { bytes: 10, links: 1, nodes: 2 } }), '2 nodes, 1 link, from 10 B of GML');
  const read = { bytes: 214344, layers: 242, nodes: 1746, operators: 668, parameters: 8146152, weightBytes: 32584608, weights: 848 };
  assert.equal(readWords({ format: 'onnx', read }), '668 operators, 242 layers, 8\u202f146\u202f152 parameters, 32.6 MB of weights, from 214 kB of ONNX');
  assert.equal(readWords({ format: 'layers', read: { bytes: 351, layers: 7, 'devices with measured seconds': 1 } }), '7 layers, times measured on 1 device, from 351 B of a table of layers');
  const none = { filled: [], converted: [], assumed: [], unknown: [] };
  assert.equal(summaryWords(none), 'Nothing had to be filled in.');
  const dimension = { about: 'dimension sequence', value: '512', reason: 'given: input axis 1', option: '/dims/sequence' };
  const options = { dims: { sequence: 512 } };
  assert.equal(summaryWords({ ...none, assumed: [dimension] }, options), 'Nothing had to be filled in.');
  assert.equal(summaryWords({ ...none, assumed: [dimension] }), '1 taken for granted.');
  assert.equal(reasonWords(dimension, options), 'as you say: input axis 1');
  assert.equal(reasonWords({ ...dimension, value: '1', reason: 'the file leaves it open: input axis 1' }, {}), '1 unless you say: the file leaves it open: input axis 1');
  assert.equal(summaryWords({ ...none, filled: [1, 2], unknown: [1] }), '2 values filled in by rules, 1 not understood.');
  assert.equal(rowsByRule([{ path: '/network/links/0/delaySeconds', rule: 'great circle at 200000000 m/s' }])[0].rule, 'great circle at 200 Mm/s');
  const rows = rowsByRule([
    { path: '/network/nodes/0/device', rule: 'all: t4' }, { path: '/network/nodes/0/flopPerSecond', rule: 'all: t4' },
    { path: '/network/nodes/1/device', rule: 'all: t4' }, { path: '/network/links/0/delaySeconds', rule: 'circle' },
  ]);
  assert.deepEqual(rows, [{ what: '2 nodes', fields: 'device and its figures', rule: 'all: t4' }, { what: '1 link', fields: 'delay', rule: 'circle' }]);
  assert.equal(conditionWords({ minDegree: 4, device: 't4' }), '4 neighbours or more');
  assert.equal(conditionWords({ tag: 'external' }), 'Outside networks');
  assert.equal(conditionWords({ device: 't4' }), 'All others');
});

test('an option is set by its pointer', () => {
  assert.deepEqual(withOption({ dims: { a: 1 } }, '/dims/b~1c', 8), { dims: { a: 1, 'b/c': 8 } });
  assert.deepEqual(withOption({}, '/batch', 4), { batch: 4 });
});

test('a question that was answered stays, with what is taken without an answer; one that is gone goes', () => {
  const side = { about: 'dimension n', value: '1', reason: 'open', option: '/dims/n' };
  const unit = { about: 'unit', value: 'Mbit/s', reason: 'unsaid', option: '/capacityBitsPerSecond' };
  const told = { about: 'weights', value: 'memory', reason: 'unsaid', option: '' };
  const options = { dims: { n: 8 } };
  assert.equal(optionAt(options, '/dims/n'), 8);
  assert.deepEqual(stillAsked([side, unit, told], [told], options), [side, told]);
  assert.deepEqual(stillAsked([side], [{ ...side, value: '2' }, unit], {}), [{ ...side, value: '2' }, unit]);
});

test('layers of unknown work are counted, and take the work that is said', () => {
  const unknown = { ...model, layers: [...model.layers, { name: 'if', flop: null, outputBytes: 0 }] };
  assert.equal(unknownLayers(unknown), 1);
  assert.equal(withWork(unknown, undefined), unknown);
  assert.deepEqual(withWork(unknown, 5).layers.map(({ flop }) => flop), [1, 5]);
});

test('a class of the catalogue is found by id, by name, or by words that only it has', () => {
  const devices = [
    { id: 't4', name: 'NVIDIA T4', flopPerSecond: 1e12, kind: 'derived' }, { id: 'v100', name: 'NVIDIA V100', flopPerSecond: 2e12, kind: 'measured' },
  ];
  assert.equal(findClass(devices, 'T4').id, 't4');
  assert.equal(findClass(devices, 'nvidia v100').id, 'v100');
  assert.equal(findClass(devices, 'measured 2 tflop').id, 'v100');
  assert.equal(findClass(devices, 'nvidia'), undefined);
  assert.equal(findClass(devices, ''), undefined);
  assert.equal(matching(devices, 'nvidia').length, 2);
});

test('of several networks and models the last of each is used, and a scenario is both', () => {
  const opened = (...all) => displacedWords(all.map((each) => ({ name: each, what: { n: 'network', m: 'model', s: 'scenario' }[each[0]] })));
  assert.equal(opened('n1', 'm1'), null);
  assert.equal(opened('s1', 'n1'), null);
  assert.equal(opened('n1', 'm1', 'n2'), 'Used: m1 and n2. Not used: n1.');
  assert.equal(opened('n1', 's1'), 'Used: s1. Not used: n1.');
  assert.equal(opened('s1', 'n1', 'm1'), 'Used: n1 and m1. Not used: s1.');
});

test('a file that is refused is told with what became of the others, and forgotten with the next files', async () => {
  const told = new Map();
  const notices = { show: (key, { title }) => told.set(key, title), dismiss: (key) => told.delete(key) };
  const what = { g: 'network', m: 'model', c: null };
  const { openAll } = createOpeningFiles({
    notices,
    async openOne({ name }) {
      if (!(name[0] in what)) throw new Error('no known format');
      return what[name[0]];
    },
  });
  const titles = async (names, folders = []) => {
    await openAll(names.map((name) => ({ name })), folders);
    return [...told.values()];
  };
  assert.deepEqual(await titles(['bad']), ['bad was not opened; what you see is unchanged.']);
  assert.deepEqual(await titles(['bad', 'c']), ['bad was not opened; what you see is unchanged.']);
  assert.deepEqual(await titles(['bad', 'g']), ['bad was not opened; g was.']);
  assert.deepEqual(await titles(['g', 'bad', 'm']), ['bad was not opened; the other two were.']);
  assert.deepEqual(await titles(['g', 'bad', 'm'], ['folder']), ['folder was not opened; two of the others were.', 'bad was not opened; two of the others were.']);
  assert.deepEqual(await titles(['g', 'm']), []);
});

test('names of files are kept beside what was read from them, and told while the files are not there', () => {
  const kept = new Map();
  const storage = { setItem: (key, value) => kept.set(key, value), getItem: (key) => kept.get(key) ?? null };
  keepNames('packed', { network: 'net.gml', model: 'm.onnx' }, storage);
  const files = keptNames('packed', storage);
  assert.deepEqual(files, { network: 'net.gml', model: 'm.onnx' });
  assert.deepEqual([keptNames('other', storage), keptNames('packed', null)], [{}, {}]);
  const state = { ...initialState('opened', 'opened'), opened: { files } };
  const words = filesAgainWords(state, () => false);
  assert.equal(words, 'Drop net.gml again to change its rules. Drop m.onnx again to change what a layer is, or to get its parts.');
  assert.equal(filesAgainWords(state, (part) => part === 'model'), 'Drop net.gml again to change its rules.');
  assert.equal(filesAgainWords({ ...state, network: 'nsfnet' }, (part) => part === 'model'), '');
  assert.equal(filesAgainWords(initialState('nsfnet', 'vgg19'), () => false), '');
});

test('filled numbers are known by their node, or by both directions of their link', () => {
  const imported = {
    network: { nodes: [node('a', 1), node('b', 1)], links: [link('a', 'b'), { from: 'b', to: 'a', bitsPerSecond: 1 }, link('a', 'b')] },
    report: { filled: [{ path: '/network/nodes/1/flopPerSecond', rule: 'all others: t4' }, { path: '/network/links/2/delaySeconds', rule: 'great circle at 200000000 m/s' }] },
  };
  assert.deepEqual([...filledRules(imported)], [
    ['nodes 1 flopPerSecond', 'all others: t4'], ['links 3 delaySeconds', 'great circle at 200 Mm/s'], ['links 4 delaySeconds', 'great circle at 200 Mm/s'],
  ]);
});

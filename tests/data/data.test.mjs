import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import test from 'node:test';
import { CLASSES, makeClasses } from '../../tools/make-data/classes.mjs';

const DATA = new URL('../../data/', import.meta.url);

const text = (path) => readFile(new URL(path, DATA), 'utf8');
const json = async (path) => JSON.parse(await text(path));
const sum = (list, amount) => list.reduce((total, each) => total + amount(each), 0);

const index = await json('index.json');
const catalogue = await json('catalogue.json');
const models = await Promise.all(index.models.map(({ id }) => json(`models/${id}.json`)));
const networks = await Promise.all(index.networks.map(({ id }) => json(`networks/${id}.json`)));

/** Parameters and multiply-adds as published with torchvision 0.20.1; element-wise work as counted layer by layer. */
const KNOWN_TOTALS = {
  vgg19: { layers: 24, parameters: 143667240, multiplyAdds: 19632062464, elementwise: 20982760 },
  resnet34: { layers: 20, parameters: 21797672, multiplyAdds: 3663761408, elementwise: 6773760 },
  'mobilenet-v2': { layers: 21, parameters: 3504872, multiplyAdds: 300774272, elementwise: 6384896 },
};

function assertUnique(values, what) {
  const twice = values.find((value, at) => values.indexOf(value) !== at);
  assert.equal(twice, undefined, `${what} ${twice} occurs twice`);
}

function assertAmount(value, what) {
  assert.ok(Number.isFinite(value) && value >= 0, `${what} is ${value}`);
}

function assertFields(object, known, what) {
  const unknown = Object.keys(object).filter((key) => !known.includes(key));
  assert.deepEqual(unknown, [], `unknown fields of ${what}`);
}

test('the index lists exactly the files there are, under their ids and names', async () => {
  for (const [folder, listed, files] of [['networks', index.networks, networks], ['models', index.models, models]]) {
    const names = (await readdir(new URL(folder, DATA))).sort();
    assert.deepEqual(names, listed.map(({ id }) => `${id}.json`).sort());
    assert.deepEqual(files.map(({ id, name }) => ({ id, name })), listed);
  }
});

test('every model and network says what it is, where it comes from and under which licence', () => {
  for (const file of [...models, ...networks]) {
    for (const field of ['id', 'name', 'about', 'source', 'licence']) {
      assert.equal(typeof file[field], 'string', `${field} of ${file.id}`);
      assert.notEqual(file[field].trim(), '', `${field} of ${file.id}`);
    }
  }
});

for (const { id, model } of models) {
  test(`${id}: layers have unique lawful names, kinds and finite amounts`, () => {
    assert.equal(model.id, id);
    assertFields(model, ['id', 'inputBytes', 'layers'], id);
    assertAmount(model.inputBytes, 'inputBytes');
    assertUnique(model.layers.map(({ name }) => name), 'layer');
    for (const layer of model.layers) {
      assertFields(layer, ['name', 'kind', 'flop', 'outputBytes', 'weightBytes'], layer.name);
      assert.match(layer.name, /^(?!input$)[^:]+$/);
      assert.notEqual(layer.kind, '');
      for (const field of ['flop', 'outputBytes', 'weightBytes']) assertAmount(layer[field], `${field} of ${layer.name}`);
    }
  });
}

for (const [id, known] of Object.entries(KNOWN_TOTALS)) {
  test(`${id}: parameters and work add up to the published totals`, () => {
    const { inputBytes, layers } = models.find((each) => each.id === id).model;
    assert.equal(layers.length, known.layers);
    assert.equal(inputBytes, 4 * 3 * 224 * 224);
    assert.equal(sum(layers, ({ weightBytes }) => weightBytes), 4 * known.parameters);
    assert.equal(sum(layers, ({ flop }) => flop), 2 * known.multiplyAdds + known.elementwise);
    assert.equal(layers.at(-1).outputBytes, 4 * 1000);
  });
}

test('llama-7b-decode: weights, cache and work add up', () => {
  const { inputBytes, layers } = models.find(({ id }) => id === 'llama-7b-decode').model;
  const [width, hidden, blocks, vocabulary, context, heads] = [4096, 11008, 32, 32000, 512, 32];
  const blockWeights = 4 * width * width + 3 * width * hidden;
  const parameters = 2 * vocabulary * width + blocks * (blockWeights + 2 * width) + width;
  assert.equal(parameters, 6738415616);
  assert.equal(sum(layers, ({ weightBytes }) => weightBytes), 2 * parameters + blocks * context * 2 * width * 2);
  const elementwise = 4 * width + 2 * hidden + heads * context;
  assert.equal(layers[1].flop, 2 * blockWeights + 4 * context * width + elementwise);
  assert.equal(layers.length, blocks + 3);
  assert.equal(inputBytes, 4);
  assert.ok(layers.slice(0, blocks + 1).every(({ outputBytes }) => outputBytes === 2 * width));
  assert.equal(layers.at(-1).outputBytes, 4);
});

const NODE_FIELDS = ['id', 'label', 'latitude', 'longitude', 'flopPerSecond', 'backlogFlop', 'memoryBytes', 'memoryBytesPerSecond', 'device', 'watts', 'tags'];
const LINK_FIELDS = ['from', 'to', 'bitsPerSecond', 'delaySeconds', 'backlogBits', 'joulesPerBit', 'bothWays'];

for (const { id, network, sourceNode, destinationNode } of networks) {
  test(`${id}: nodes are lawful, labelled and of the catalogue's devices`, () => {
    const devices = new Map(catalogue.devices.map((device) => [device.id, device]));
    assertUnique(network.nodes.map((node) => node.id), 'node');
    assertUnique(network.nodes.map((node) => node.label), 'label');
    for (const node of network.nodes) {
      assertFields(node, NODE_FIELDS, node.id);
      assertAmount(node.flopPerSecond, node.id);
      if (node.flopPerSecond === 0) {
        assertFields(node, ['id', 'label', 'latitude', 'longitude', 'flopPerSecond'], `relay ${node.id}`);
      } else {
        const { flopPerSecond, memoryBytes, memoryBytesPerSecond, watts } = devices.get(node.device);
        assert.deepEqual(
          [node.flopPerSecond, node.memoryBytes, node.memoryBytesPerSecond, node.watts],
          [flopPerSecond, memoryBytes, memoryBytesPerSecond, watts],
          `${node.id} and the device ${node.device}`,
        );
      }
    }
  });

  test(`${id}: places are on the globe, and a backbone has them all`, () => {
    const placed = network.nodes.filter((node) => node.latitude !== undefined);
    assert.equal(placed.length, id === 'tree' ? 0 : network.nodes.length);
    for (const { id: node, latitude, longitude } of placed) {
      assert.ok(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180, node);
    }
  });

  test(`${id}: links join two of its nodes at a positive rate, and every node is reachable both ways`, () => {
    const ids = new Set(network.nodes.map((node) => node.id));
    const oneWay = [];
    for (const link of network.links) {
      assertFields(link, LINK_FIELDS, `${link.from} → ${link.to}`);
      assert.ok(ids.has(link.from) && ids.has(link.to) && link.from !== link.to, `${link.from} → ${link.to}`);
      assert.ok(link.bitsPerSecond > 0 && Number.isFinite(link.bitsPerSecond));
      for (const field of ['delaySeconds', 'backlogBits', 'joulesPerBit']) assertAmount(link[field] ?? 0, field);
      oneWay.push([link.from, link.to]);
      if (link.bothWays) oneWay.push([link.to, link.from]);
    }
    assert.equal(reachable(sourceNode, oneWay).size, ids.size);
    assert.equal(reachable(sourceNode, oneWay.map(([from, to]) => [to, from])).size, ids.size);
    assert.ok(ids.has(destinationNode));
  });
}

function reachable(start, links) {
  const seen = new Set([start]);
  for (const node of seen) {
    for (const [from, to] of links) if (from === node) seen.add(to);
  }
  return seen;
}

test('NSFNET has its 14 cities and 22 fibres besides the phone and its access link', () => {
  const { network } = networks.find(({ id }) => id === 'nsfnet');
  assert.equal(network.nodes.length, 14 + 1);
  assert.equal(network.links.filter(({ bothWays }) => bothWays).length, 22);
});

test('every class of the catalogue has a unique id, a source and the kind of its figures', () => {
  for (const list of [catalogue.devices, catalogue.links]) {
    assertUnique(list.map(({ id }) => id), 'class');
    for (const { id, name, source, kind } of list) {
      assert.ok(name && source, id);
      assert.match(kind, /^(measured|derived|nominal)$/, id);
    }
  }
  for (const { id, flopPerSecond } of catalogue.devices) assert.ok(flopPerSecond > 0, id);
  for (const { id, bitsPerSecond } of catalogue.links) assert.ok(bitsPerSecond > 0, id);
});

test('every class has its figures, each with a unit, a kind and a source; the first is what routing takes', async () => {
  const figures = await json('figures.json');
  const UNITS = ['FLOP/s', 'op/s', 'B/s', 'B', 'W', 'bit/s', 's', 'J/bit'];
  for (const [list, field] of [['devices', 'flopPerSecond'], ['links', 'bitsPerSecond']]) {
    assert.deepEqual(Object.keys(figures[list]), catalogue[list].map(({ id }) => id));
    for (const entry of catalogue[list]) {
      const [first, ...others] = figures[list][entry.id];
      assert.deepEqual([first.value, first.kind], [entry[field], entry.kind], entry.id);
      for (const { what, value, unit, kind, source } of [first, ...others]) {
        assert.ok(what && source && value > 0, `${entry.id}: ${what}`);
        assert.ok(UNITS.includes(unit), unit);
        assert.match(kind, /^(measured|peak|derived|nominal)$/);
        assert.doesNotMatch(source, /\(read\)|general knowledge|same data set/, entry.id);
      }
    }
  }
  const kinds = new Set(Object.values(figures.devices).flat().map(({ kind }) => kind));
  assert.ok(kinds.has('measured') && kinds.has('peak'));
});

test('the opening scenario is VGG19 from the phone in Seattle and back over NSFNET', async () => {
  const scenario = await json('scenarios/default.json');
  assert.deepEqual(scenario, {
    format: 'splitway/scenario@1',
    network: networks.find(({ id }) => id === 'nsfnet').network,
    models: [models.find(({ id }) => id === 'vgg19').model],
    jobs: [{ id: 'inference', model: 'vgg19', source: 'phone', destination: 'phone' }],
    options: { wait: 'draining' },
  });
});

test('the land is closed rings on the globe in a small file', async () => {
  const land = await json('land.json');
  assert.equal(land.type, 'MultiPolygon');
  for (const ring of land.coordinates.flat()) {
    assert.ok(ring.length >= 4);
    assert.deepEqual(ring[0], ring.at(-1));
    assert.ok(ring.every(([longitude, latitude]) => Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90));
  }
  assert.ok((await text('land.json')).length < 40000);
});

test('what imports know of the catalogue is what it says', async () => {
  assert.equal(await readFile(CLASSES, 'utf8'), makeClasses());
});

test('SOURCES.md accounts for every file', async () => {
  const sources = await text('SOURCES.md');
  const files = ['land.json', 'catalogue.json', 'figures.json', 'scenarios/default.json', ...index.models.map(({ id }) => `models/${id}.json`), ...index.networks.map(({ id }) => `networks/${id}.json`)];
  for (const file of files) assert.ok(sources.includes(`\`${file}\``), file);
});

// Files of others dropped on the page: what is shown, what can be changed, and that nothing is lost when one is bad.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { modelFile } from '../package/onnx-models.mjs';
import { accessibilityProblems, eventually, latency, otherLatency, startBrowser } from './browser.mjs';

const FILES = fileURLToPath(new URL('../import/files', import.meta.url));
const given = (name, content = readFileSync(join(FILES, name))) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
const LAYERS = 'name,kind,macs,out_shape,params\ninput,,,3x224x224,\nconv,conv,1e9,64x56x56,9536\nhead,linear,5e5,1000,513000\n';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.stop());

const report = (page) => page.locator('#import');
/** What a reader sees of the report, without line breaks. */
const told = async (page) => (await report(page).innerText()).replaceAll(/\s+/g, ' ');
const tells = (page, words) => eventually(() => told(page), (text) => words.test(text), `the report does not tell ${words}`);

async function choose(page, ...files) {
  await page.setInputFiles('#scenario-file', files);
  await page.waitForSelector('#import > :not([hidden])');
}

/** What is told beside a field, as a screen reader finds it. */
const refusal = (field) => field.evaluate((input) => document.getElementById(input.getAttribute('aria-describedby')).textContent);

/** Drops files on the page as a desktop does. */
const drop = (page, name, text) => page.evaluate(({ name, text }) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  document.body.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }));
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}, { name, text });

test('a network is dropped, answered, told about, and undone; the reader comes only then', async () => {
  const page = await browser.open();
  const first = await latency(page);
  const isReader = (url) => /import_bg\.wasm|import-worker\.js/.test(url);
  assert.ok(!page.noted.requests.some(isReader));
  await drop(page, 'Geant2012.graphml', readFileSync(join(FILES, 'Geant2012.graphml'), 'utf8'));
  await page.waitForSelector('#import > :not([hidden])');
  const shown = await otherLatency(page, first);
  assert.ok(page.noted.requests.some(isReader));
  assert.equal(await page.locator('#control-network option:checked').textContent(), 'Geant2012 (opened)');
  assert.equal(await page.inputValue('#control-model'), 'vgg19');
  assert.match(await told(page), /Read from Geant2012\.graphml.*40 nodes, 61 links, from 25 kB of GraphML/);
  assert.match(await told(page), /58 links delay great circle at 200 Mm\/s/);
  assert.match(await page.textContent('#import-announcer'), /^Read Geant2012\.graphml: 40 nodes, 61 links/);
  await page.keyboard.press('Control+z');
  assert.equal(await otherLatency(page, shown), first);
  await eventually(() => told(page), (text) => text === '', 'the report goes with its network');
  await page.keyboard.press('Control+Shift+z');
  assert.equal(await otherLatency(page, first), shown);
  await tells(page, /Geant2012/);
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('a rule is changed and fills anew at once, and that is undone too', async () => {
  const page = await browser.open();
  const opening = await latency(page);
  await choose(page, given('Abilene.gml'));
  const before = await otherLatency(page, opening);
  const rule = report(page).getByLabel('2 neighbours or more');
  assert.equal(await rule.inputValue(), 'jetson-agx-orin');
  await rule.fill('rtx 3090');
  await rule.press('Enter');
  const after = await otherLatency(page, before);
  assert.ok(after < before);
  assert.match(await told(page), /5 nodes device and its figures 2 neighbours or more: rtx-3090/);
  await report(page).getByLabel('2 neighbours or more').fill('abacus');
  await report(page).getByLabel('2 neighbours or more').press('Enter');
  assert.match(await told(page), /The catalogue has no “abacus”/);
  assert.equal(await latency(page), after);
  await page.keyboard.press('Escape');
  await page.click('#undo');
  assert.equal(await otherLatency(page, after), before);
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('a model is opened on the network that is there, and both at once, each with its report', async () => {
  const page = await browser.open('#s=denver');
  const opening = await latency(page);
  await choose(page, given('layers.csv', LAYERS));
  await otherLatency(page, opening);
  assert.equal(await page.inputValue('#control-network'), 'nsfnet');
  assert.equal(await page.locator('#control-model option:checked').textContent(), 'layers (opened)');
  assert.equal(await page.locator('[data-layer]').count() >= 2, true);
  const shown = await latency(page);
  await page.setInputFiles('#scenario-file', [given('Abilene.gml'), given('layers.csv', LAYERS)]);
  await otherLatency(page, shown);
  await tells(page, /Read from Abilene\.gml.*Read from layers\.csv/);
  const both = await latency(page);
  const rule = report(page).getByLabel('2 neighbours or more');
  await rule.fill('raspberry-pi-zero-2');
  await rule.press('Enter');
  assert.ok(await otherLatency(page, both) > both);
  await tells(page, /Read from Abilene\.gml.*Read from layers\.csv/);
  assert.match(await page.locator('#control-network option:checked').textContent(), /\(opened\)$/);
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('numbers that were filled in are marked where they stand, until somebody gives others', async () => {
  const page = await browser.open();
  const opening = await latency(page);
  await choose(page, given('Abilene.gml'));
  await otherLatency(page, opening);
  await page.click('#network-table > summary');
  const cell = () => page.locator('#network-table tbody tr').first().locator('td').first().textContent();
  await eventually(cell, (text) => /FLOP\/s \(filled in\)$/.test(text), 'the rate is marked');
  await page.locator('#network-table tbody tr').first().getByRole('button').click();
  assert.match(await page.textContent('#field-flopPerSecond-hint'), /Filled in by the import: 2 neighbours or more: jetson-agx-orin/);
  await page.fill('#field-flopPerSecond', '3 T');
  await eventually(cell, (text) => text === '3 TFLOP/s', 'what was entered is not marked');
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('what was taken for granted can be said, and said otherwise', async () => {
  const page = await browser.open();
  const opening = await latency(page);
  await choose(page, given('layers.csv', LAYERS));
  const before = await otherLatency(page, opening);
  const field = report(page).getByLabel('bytes per element');
  assert.deepEqual([await field.inputValue(), await field.getAttribute('placeholder')], ['', '4 (float32)']);
  await field.fill('2');
  await field.press('Enter');
  const halved = await otherLatency(page, before);
  assert.equal(await field.inputValue(), '2 B');
  assert.match(await report(page).innerText(), /Taken for granted \(1, and 1 said by you\)[\s\S]*as you say; else 4 \(float32\): the file does not say/);
  assert.equal(await field.evaluate((input) => input === document.activeElement), true);
  await field.fill('');
  await field.press('Enter');
  assert.equal(await otherLatency(page, halved), before);
  await page.context().close();
});

test('layers of an ONNX model are operators, fused or blocks, as chosen, and each is answered', async () => {
  const page = await browser.open();
  const opening = await latency(page);
  await page.setInputFiles('#scenario-file', modelFile('light_squeezenet'));
  await tells(page, /Read from light_squeezenet\.onnx .*66 operators, 38 layers/);
  const fused = await otherLatency(page, opening);
  const layers = () => page.locator('#ribbon [data-layer]').count();
  assert.equal(await layers(), 38);
  await report(page).getByLabel('One layer is').selectOption('operators');
  await tells(page, /66 layers/);
  assert.equal(await layers(), 66);
  await report(page).getByLabel('One layer is').selectOption('blocks');
  await eventually(layers, (count) => count < 38, 'blocks are fewer');
  const chosen = () => report(page).getByLabel('One layer is').inputValue();
  for (const before of ['operators', 'fused']) {
    await page.keyboard.press('Control+z');
    await eventually(chosen, (value) => value === before, `undoing brings back ${before}`);
  }
  await eventually(() => latency(page), (now) => now === fused, 'and its answer');
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('sizes that a model leaves open are asked for once, and answered by what they are', async () => {
  const page = await browser.open();
  await page.setInputFiles('#scenario-file', modelFile('nudenet'));
  await tells(page, /Read from nudenet\.onnx/);
  const small = await latency(page);
  for (const side of ['height', 'width']) {
    const field = report(page).getByLabel(`dimension ${side}`);
    assert.equal(await field.getAttribute('placeholder'), '224');
    await field.fill('320');
    await field.press('Enter');
    await eventually(() => field.inputValue(), (value) => value === '320', 'what was said stays');
  }
  assert.ok(await otherLatency(page, small) > small);
  const field = report(page).getByLabel('dimension width');
  await field.fill('1.5');
  await field.press('Enter');
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.equal(await refusal(field), 'Expected: a whole number above 0, such as 8.');
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('a model with work that no file tells is shown, and answered once somebody says how much', async () => {
  const page = await browser.open();
  await page.setInputFiles('#scenario-file', modelFile('silero_vad'));
  await tells(page, /3 layers are of unknown work/);
  assert.match(await page.textContent('#answer'), /A layer is of unknown work/);
  const field = report(page).getByLabel('3 layers are of unknown work');
  await field.fill('20 M');
  await field.press('Enter');
  await page.waitForSelector('#answer[data-state="answered"]');
  assert.equal(await field.inputValue(), '20 MFLOP');
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('what a rule refuses is told beside its field, and nothing changes', async () => {
  const page = await browser.open();
  const opening = await latency(page);
  await choose(page, given('Abilene.gml'));
  const shown = await otherLatency(page, opening);
  for (const [label, typed, words] of [
    ['times a detour of', '-4', 'Expected: a number above 0, such as 1.5.'],
    ['at the speed of', 'fast', 'Expected: a speed above 0, such as 200 Mm/s.'],
    ['at the speed of', '0', 'Expected: a speed above 0, such as 200 Mm/s.'],
    ['at the speed of', '301 Mm/s', 'Nothing is faster than light: 300 Mm/s at the most.'],
    ['or, without places', 'abc', 'Expected: a time of 0 or more, such as 1 ms.'],
  ]) {
    const field = report(page).getByLabel(label);
    await field.fill(typed);
    await field.press('Enter');
    assert.equal(await refusal(field), words);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
  }
  assert.equal(await latency(page), shown);
  const speed = report(page).getByLabel('at the speed of');
  await speed.fill('100 Mm/s');
  await speed.press('Enter');
  await tells(page, /great circle at 100 Mm\/s/);
  await eventually(() => refusal(report(page).getByLabel('at the speed of')), (text) => text === '', 'what is sound is taken');
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('of several tables of links in one file any can be chosen, and the choice is undone', async () => {
  const page = await browser.open();
  const opening = await latency(page);
  const rows = { short: { links: [[1, 2, 100], [2, 3, 200], [3, 4, 50]] }, long: { links: [['a', 'b', 1000], ['b', 'c', 2000]] } };
  await choose(page, given('two.json', JSON.stringify(rows)));
  const first = await otherLatency(page, opening);
  const field = () => report(page).getByLabel('Which links of the file');
  assert.deepEqual([await field().inputValue(), await field().locator('option').allTextContents()], ['/short', ['short', 'long']]);
  await page.locator('#network-table > summary').click();
  await page.getByRole('button', { name: 'Edit 1', exact: true }).click();
  await page.fill('#field-flopPerSecond', '3 T');
  await page.keyboard.press('Escape');
  await field().selectOption('/long');
  await tells(page, /3 nodes, 2 links/);
  assert.equal(await page.getAttribute('#answer', 'data-state'), 'answered');
  assert.equal(await field().inputValue(), '/long');
  await field().selectOption('/short');
  await tells(page, /4 nodes, 3 links/);
  assert.equal(await latency(page), first);
  await page.click('#undo');
  await tells(page, /3 nodes, 2 links/);
  assert.equal(await field().inputValue(), '/long');
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('a folder among dropped files is refused by its name, and the files are read', async () => {
  const page = await browser.open();
  await page.evaluate((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'net.csv'));
    const folder = { kind: 'file', webkitGetAsEntry: () => ({ isDirectory: true }), getAsFile: () => new File([], 'models') };
    const event = new DragEvent('drop', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'dataTransfer', {
      value: { types: ['Files'], files: [...transfer.files, new File([], 'models')], items: [folder, ...transfer.items] },
    });
    document.body.dispatchEvent(event);
  }, 'from,to\na,b\nb,c\n');
  await tells(page, /Read from net\.csv/);
  assert.match(await page.textContent('.notice-alarm'), /models was not opened.*It is a folder/);
  await page.context().close();
});

test('a real folder that is dropped alone is told, too', async () => {
  const page = await browser.open();
  const session = await page.context().newCDPSession(page);
  const drag = (type) => session.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data: { items: [], files: [FILES], dragOperationsMask: 1 } });
  await drag('dragEnter');
  await eventually(async () => {
    await drag('dragOver');
    return page.locator('body.dropping').count();
  }, (count) => count === 1, 'the page takes it');
  await drag('dragOver');
  await drag('drop');
  await page.waitForSelector('.notice-alarm');
  assert.match(await page.textContent('.notice-alarm'), /files was not opened; what you see is unchanged\.It is a folder; drop the files in it\./);
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('of several files the refused one is named with what became of the others, and so are those that another took the place of', async () => {
  const page = await browser.open();
  const notices = (words) => eventually(() => page.textContent('#notices'), (text) => words.test(text), `no notice tells ${words}`);
  await page.setInputFiles('#scenario-file', [given('readme.txt', 'lorem ipsum dolor'), given('Abilene.gml'), given('layers.csv', LAYERS)]);
  await notices(/readme\.txt was not opened; the other two were\./);
  await tells(page, /Read from Abilene\.gml.*Read from layers\.csv/);
  await page.setInputFiles('#scenario-file', [given('Abilene.gml'), given('more.csv', LAYERS), given('Geant2012.graphml'), given('layers.csv', LAYERS)]);
  await notices(/A page shows one network and one model\.Used: Geant2012\.graphml and layers\.csv\. Not used: Abilene\.gml and more\.csv\./);
  await tells(page, /Read from Geant2012\.graphml.*Read from layers\.csv/);
  assert.doesNotMatch(await page.textContent('#notices'), /readme/);
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('a page that is loaded anew has what was read, and says how to get the rest', async () => {
  const page = await browser.open('', { permissions: ['clipboard-read', 'clipboard-write'] });
  const opening = await latency(page);
  await choose(page, given('links.csv', 'from,to\na,b\nb,c\n'));
  const first = await otherLatency(page, opening);
  await page.click('#copy-link');
  await eventually(() => page.textContent('#notices'), (text) => /Link copied\.It carries the scenario; the report and the file’s parts stay here\./.test(text), 'what the link lacks is told');
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /#.*o=/);
  assert.ok(await page.isHidden('#import-again'));
  await page.setInputFiles('#scenario-file', modelFile('light_squeezenet'));
  await tells(page, /Read from links\.csv.*Read from light_squeezenet\.onnx/);
  const shown = await otherLatency(page, first);
  await page.waitForTimeout(400);
  await page.reload();
  await page.waitForSelector('#answer[data-state="answered"]');
  assert.equal(await latency(page), shown);
  const again = 'Drop light_squeezenet.onnx again to change what a layer is, or to get its parts.';
  assert.equal(await page.innerText('#import-again'), `Drop links.csv again to change its rules. ${again}`);
  await page.setInputFiles('#scenario-file', given('links.csv', 'from,to\na,b\nb,c\n'));
  await tells(page, /Read from links\.csv/);
  assert.equal(await page.innerText('#import-again'), again);
  await page.setInputFiles('#scenario-file', modelFile('light_squeezenet'));
  await eventually(() => page.isHidden('#import-again'), (hidden) => hidden, 'nothing is left to say');
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

for (const [name, content, words] of [
  ['cut.gml', 'graph [ node [ id 1', /the file ends in line 1 within node; it may have been cut off/],
  ['photo.png', '\u0089PNG\r\n', /was not opened/],
  ['bomb.graphml', '<!DOCTYPE g [<!ENTITY a "b">]><graphml/>', /declares a document type/],
  ['notes.txt', 'lorem ipsum dolor', /no known format/],
  ['empty.onnx', '', /is empty/],
]) {
  test(`${name} is refused in a notice, and all stays as it was`, async () => {
    const page = await browser.open('#n=geant&l=2');
    const shown = await latency(page);
    await drop(page, name, content);
    await page.waitForSelector('.notice-alarm');
    assert.match(await page.textContent('.notice-alarm'), words);
    assert.match(await page.textContent('.notice-alarm'), new RegExp(`${name.replace('.', '\\.')} was not opened; what you see is unchanged\\.`));
    assert.equal(await latency(page), shown);
    assert.equal(await page.inputValue('#control-network'), 'geant');
    assert.equal(await told(page), '');
    assert.deepEqual(page.noted.problems, []);
    await page.context().close();
  });
}

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing wrong with the report in ${colorScheme}`, async () => {
    const page = await browser.open('', { colorScheme, reducedMotion: 'reduce' });
    await choose(page, given('Garr201112.graphml'));
    for (const details of await report(page).locator('details:not([open]) > summary').all()) if (await details.isVisible()) await details.click();
    assert.deepEqual(await accessibilityProblems(page), []);
    await page.context().close();
  });
}

for (const width of [320, 390, 1440]) {
  test(`the report fits ${width} pixels without scrolling sideways`, async () => {
    const page = await browser.open('', { width });
    await choose(page, given('usnet24.derived.sndlib.xml'));
    await page.setInputFiles('#scenario-file', modelFile('silero_vad'));
    await tells(page, /Read from silero_vad\.onnx/);
    const folded = report(page).getByRole('button', { name: 'Show report' });
    while (await folded.count() > 0) await folded.first().click();
    for (const part of ['network', 'model']) assert.ok(await page.isVisible(`#import-${part}-body`));
    const narrowest = await report(page).locator('.import-rows td:nth-child(3)').evaluateAll((cells) => Math.min(...cells.map((cell) => cell.getBoundingClientRect().width)));
    assert.ok(narrowest > 90, `a column of ${narrowest} pixels`);
    const beyond = await report(page).locator('select, input, td').evaluateAll((fields) => fields.filter((field) => {
      const [inner, outer] = [field.getBoundingClientRect(), field.closest('.import').getBoundingClientRect()];
      return inner.right > outer.right;
    }).length);
    assert.equal(beyond, 0);
    const { scroll, client } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth }));
    assert.ok(scroll <= client, `${scroll} > ${client}`);
    await page.context().close();
  });
}

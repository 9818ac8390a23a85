import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { packScenario } from '../../www/state/packed-scenario.js';
import { eventually, latency, otherLatency, startBrowser } from './browser.mjs';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.stop());

const file = (name, value) => ({ name, mimeType: 'application/json', buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)) });
const pair = {
  format: 'splitway/scenario@1',
  network: {
    name: 'pair',
    nodes: [{ id: 'phone', flopPerSecond: 1e9 }, { id: 'cloud', flopPerSecond: 1e12 }, { id: 'island', flopPerSecond: 1e12 }],
    links: [{ from: 'phone', to: 'cloud', bitsPerSecond: 1e7, delaySeconds: 0.01, bothWays: true }],
  },
  models: [{ id: 'tiny', inputBytes: 600000, layers: [{ name: 'conv', flop: 1e8, outputBytes: 10000 }, { name: 'fc', flop: 1e9, outputBytes: 100 }] }],
  jobs: [{ id: 'j1', model: 'tiny', source: 'phone', destination: 'phone' }],
};

const packed = `o=${await packScenario(pair, null)}`;
const packedRefused = `o=${await packScenario({ ...pair, network: { ...pair.network, nodes: [{ id: 'phone', flopPerSecond: -1 }] } }, null)}`;

async function openFile(page, given) {
  const before = await latency(page);
  await page.setInputFiles('#scenario-file', given);
  return otherLatency(page, before);
}

test('the address carries the whole state', async () => {
  const page = await browser.open();
  await page.selectOption('#control-model', 'resnet34');
  await page.selectOption('#control-waiting', 'additive');
  await page.locator('[data-factor="links"]').fill('1');
  await page.locator('[data-layer="2"]').press('ArrowRight');
  await page.locator('.chip', { hasText: 'Denver' }).click();
  await page.getByText('The network as tables').click();
  await page.getByRole('button', { name: 'Edit Chicago', exact: true }).click();
  await page.fill('#field-flopPerSecond', '9 TFLOP/s');
  await page.waitForTimeout(500);
  const [shown, hash] = [await latency(page), new URL(page.url()).hash];
  assert.match(hash, /m=resnet34&w=additive&l=10&p=3@denver&e=/);
  const again = await browser.open(hash);
  assert.equal(await latency(again), shown);
  assert.match(await again.textContent('.pins-in-force'), /on Denver/);
  await again.context().close();
  await page.context().close();
});

test('the link is copied, with all that is on the page', async () => {
  const page = await browser.open('', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.selectOption('#control-network', 'tree');
  await page.click('#copy-link');
  await page.waitForSelector('.notice');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${browser.address}#n=tree`);
  await page.context().close();
});

test('pins that leave no placement say so, and the last good answer stays', async () => {
  const page = await browser.open();
  const shown = await latency(page);
  await page.evaluate(() => { location.hash = 'p=2-3@omaha'; });
  await page.waitForSelector('#answer[data-state="stale"]');
  assert.match(await page.textContent('.trouble'), /No placement is possible\./);
  assert.equal(await latency(page), shown);
  await page.getByRole('button', { name: 'Unpin conv1_2–pool1' }).click();
  await page.waitForSelector('#answer[data-state="answered"]');
  assert.equal(await latency(page), shown);
  await page.context().close();
});

test('an address entered by hand is followed, and a broken one is survived', async () => {
  const page = await browser.open();
  const first = await latency(page);
  await page.evaluate(() => { location.hash = 'c=10'; });
  const second = await otherLatency(page, first);
  assert.ok(second < first);
  await page.evaluate(() => { location.hash = 'c=zzz&n=%%%'; });
  await otherLatency(page, second);
  assert.equal(await latency(page), first);
  assert.match(await page.textContent('#notices'), /This link cannot be read\. The page shows its opening scenario instead\..*the network and the compute rates/s);
  await page.context().close();
});

test('a scenario is opened, travels in the link, and is saved', async () => {
  const page = await browser.open();
  const opened = await openFile(page, file('pair.json', pair));
  assert.equal(await page.locator('#control-network option:checked').textContent(), 'pair (opened)');
  assert.match(await page.textContent('.hero-sentence'), /^Run conv on the phone, send 10 kB on, finish on the cloud/);
  await page.waitForTimeout(400);
  const again = await browser.open(new URL(page.url()).hash);
  assert.equal(await latency(again), opened);
  await again.locator('[data-factor="links"]').fill('1');
  const faster = await otherLatency(again, opened);
  const [download] = await Promise.all([again.waitForEvent('download'), again.keyboard.press('Control+s')]);
  assert.match(download.suggestedFilename(), /^pair-tiny\.splitway\.json$/);
  const saved = JSON.parse(readFileSync(await download.path(), 'utf8'));
  assert.equal(saved.format, 'splitway/scenario@1');
  assert.deepEqual(saved.network.links, [{ ...pair.network.links[0], bitsPerSecond: 1e8 }]);
  const third = await browser.open();
  assert.equal(await openFile(third, file('saved.json', saved)), faster);
  const [plan] = await Promise.all([third.waitForEvent('download'), third.click('#save-plan')]);
  assert.equal(JSON.parse(readFileSync(await plan.path(), 'utf8')).format, 'splitway/plan@1');
  for (const each of [page, again, third]) await each.context().close();
});

for (const [what, hash, words] of [
  ['cut short in its scenario', () => packed.slice(0, packed.length / 2), /cut short or damaged/],
  ['cut short in a pin', () => 'n=geant&p=1-3@mad', /the pins/],
  ['garbage', () => 'lorem%20ipsum%%%=&&==\u0000<b>', /not a link of this page/],
  ['of another version', () => 'v=2&n=geant&z=1', /another version of this page/],
  ['huge', () => `n=geant&e=${'A'.repeat(1_000_000)}`, /longer than any link/],
  ['of a scenario that is refused', () => packedRefused, /The scenario in it is refused.*Where: \/network\/nodes\/0\/flopPerSecond/s],
  ['of a scenario kept in another tab', () => 'o=kept.abc.1', /another browser tab only/],
  ['of a start that is nowhere', () => 's=atlantis', /the start/],
]) {
  test(`a link ${what} gives one notice, the opening scenario, and no more trouble`, async () => {
    const [usual, page] = [await browser.open(), await browser.open(`#${hash()}`)];
    assert.equal(await page.locator('.notice').count(), 1);
    assert.match(await page.textContent('.notice'), /This link cannot be read\. The page shows its opening scenario instead\./);
    assert.match(await page.textContent('.notice'), words);
    assert.equal(await latency(page), await latency(usual));
    assert.equal(await page.inputValue('#control-network'), 'nsfnet');
    await page.getByRole('button', { name: /^Dismiss/ }).click();
    assert.equal(await page.locator('.notice').count(), 0);
    await page.selectOption('#control-network', 'tree');
    await otherLatency(page, await latency(usual));
    await eventually(() => new URL(page.url()).hash, (now) => now === '#n=tree', 'the address follows again');
    assert.deepEqual(page.noted.problems, []);
    for (const each of [usual, page]) await each.context().close();
  });
}

test('the skip link leads to the answer and changes nothing', async () => {
  const page = await browser.open('#c=10');
  const shown = await latency(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'answer');
  await page.waitForTimeout(300);
  assert.equal(await latency(page), shown);
  assert.equal(new URL(page.url()).hash, '#c=10');
  await page.context().close();
});

test('a large scenario stays in the tab, and the page says so, also when its link is asked for', async () => {
  const page = await browser.open('', { permissions: ['clipboard-read', 'clipboard-write'] });
  const nodes = Array.from({ length: 1500 }, (_, at) => ({ id: `n${at}`, flopPerSecond: Math.round(Math.sin(at) ** 2 * 1e12) + 1 }));
  const links = nodes.slice(1).map(({ id }, at) => ({ from: `n${at}`, to: id, bitsPerSecond: 1e8, bothWays: true }));
  const large = { ...pair, network: { name: 'large', nodes, links }, jobs: [{ id: 'j', model: 'tiny', source: 'n0', destination: 'n3' }] };
  const shown = await openFile(page, file('large.json', large));
  assert.match(await page.textContent('#notices'), /too long for a link/);
  await page.evaluate(() => navigator.clipboard.writeText('as before'));
  const nothingIsCopied = async () => {
    await page.click('#copy-link');
    await eventually(() => page.textContent('#notices'), (text) => /Nothing was copied.*too long for a link.*Save scenario/.test(text), 'it is told');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'as before');
  };
  await nothingIsCopied();
  await page.waitForTimeout(400);
  await page.reload();
  await page.waitForSelector('#answer[data-state="answered"]');
  assert.equal(await latency(page), shown);
  await nothingIsCopied();
  await page.selectOption('#control-network', 'tree');
  await page.selectOption('#control-model', 'resnet34');
  await page.click('#copy-link');
  await eventually(() => page.textContent('#notices'), (text) => /Link copied/.test(text), 'what fits is copied');
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `${browser.address}#n=tree&m=resnet34`);
  await page.context().close();
});

for (const [name, content, words] of [
  ['unknown-field.json', { ...pair, network: { ...pair.network, nodes: [{ id: 'phone', flopPerSecond: 1, zzz: 1 }] } }, /zzz.*Where: \/network\/nodes\/0\/zzz/s],
  ['broken.json', '{ "format": ', /broken\.json was not opened/],
  ['other.json', { format: 'something else' }, /Where: \/format|format/],
  ['empty.json', '', /empty\.json was not opened/],
]) {
  test(`${name} is refused where one looks, and the answer stays`, async () => {
    const page = await browser.open();
    const shown = await latency(page);
    await page.setInputFiles('#scenario-file', file(name, content));
    await page.waitForSelector('.notice-alarm');
    assert.match(await page.textContent('.notice-alarm'), words);
    assert.equal(await latency(page), shown);
    assert.equal(await page.getAttribute('#answer', 'data-state'), 'answered');
    assert.deepEqual(page.noted.problems, []);
    await page.context().close();
  });
}

test('in a large network the best single machine is told once the page rests', async () => {
  const page = await browser.open();
  const nodes = Array.from({ length: 60 }, (_, at) => ({ id: `n${at}`, flopPerSecond: 1e9 * (at + 1) }));
  const links = nodes.slice(1).map(({ id }, at) => ({ from: 'n0', to: id, bitsPerSecond: 1e7 * (60 - at), bothWays: true }));
  await openFile(page, file('star.json', { ...pair, network: { name: 'star', nodes, links }, jobs: [{ id: 'j', model: 'tiny', source: 'n0', destination: 'n1' }] }));
  const told = (text) => /the best single machine/.test(text);
  await eventually(() => page.textContent('#waterfall'), told, 'in the chart');
  await eventually(() => page.textContent('.hero-sentence'), (text) => told(text) || /No split is sooner/.test(text), 'in the sentence');
  await page.context().close();
});

test('a file dropped anywhere is opened', async () => {
  const page = await browser.open();
  const before = await latency(page);
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'pair.json', { type: 'application/json' }));
    for (const type of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, JSON.stringify(pair));
  await otherLatency(page, before);
  assert.match(await page.textContent('.hero-sentence'), /finish on the cloud/);
  await page.context().close();
});

test('an edit is refused at its field, the answer goes stale, and comes back', async () => {
  const page = await browser.open();
  const shown = await latency(page);
  await page.getByText('The network as tables').click();
  await page.getByRole('button', { name: 'Edit Phone to Seattle', exact: true }).click();
  const rate = page.locator('#field-bitsPerSecond');
  await rate.fill('0');
  await page.waitForSelector('#answer[data-state="stale"]');
  assert.equal(await page.textContent('#field-bitsPerSecond-error'), 'Rate is a finite number above 0, not 0');
  assert.equal(await rate.getAttribute('aria-invalid'), 'true');
  assert.equal(await latency(page), shown);
  assert.match(await page.textContent('.stale-mark'), /Stale/);
  await rate.fill('many');
  assert.match(await page.textContent('#field-bitsPerSecond-error'), /not a number/);
  await rate.fill('1 Mbit/s');
  const slower = await otherLatency(page, shown);
  assert.equal(await page.textContent('#field-bitsPerSecond-error'), '');
  assert.equal(await page.getAttribute('#answer', 'data-state'), 'answered');
  assert.ok(slower > shown);
  await page.keyboard.press('Escape');
  assert.ok(!await page.locator('#editor').isVisible());
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Edit Phone to Seattle');
  await page.context().close();
});

test('a plan that no memory holds leads to the field that helps', async () => {
  const page = await browser.open();
  const shown = await latency(page);
  await page.getByText('The network as tables').click();
  await page.getByRole('button', { name: 'Edit San Francisco', exact: true }).click();
  await page.fill('#field-memoryBytes', '1 MB');
  await page.waitForSelector('#answer[data-state="stale"]');
  assert.match(await page.textContent('.trouble'), /does not fit in the memory of San Francisco\.It would hold [\d.]+ MB of weights there, and there is room for 1 MB\./);
  assert.match(await page.textContent('#field-memoryBytes-error'), /room for 1 MB/);
  assert.equal(await latency(page), shown);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Change the memory of San Francisco' }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'field-memoryBytes');
  await page.fill('#field-memoryBytes', '');
  await page.waitForSelector('#answer[data-state="answered"]');
  assert.equal(await latency(page), shown);
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('what is saved while an error shows is what was entered', async () => {
  const page = await browser.open('#l=2');
  await page.getByText('The network as tables').click();
  await page.getByRole('button', { name: 'Edit Denver', exact: true }).click();
  await page.fill('#field-flopPerSecond', '-7');
  await page.waitForSelector('#answer[data-state="stale"]');
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save-scenario')]);
  const saved = JSON.parse(readFileSync(await download.path(), 'utf8'));
  assert.equal(saved.network.nodes.find(({ id }) => id === 'denver').flopPerSecond, -7);
  assert.match(await page.textContent('#notices'), /Saved as it stands, with what is wrong in it/);
  await page.setInputFiles('#scenario-file', file('saved.json', saved));
  await page.waitForSelector('.notice-alarm');
  assert.match(await page.textContent('.notice-alarm'), /Where: \/network\/nodes\/5\/flopPerSecond/);
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

test('an unreachable destination names the cut', async () => {
  const page = await browser.open();
  const alone = { ...pair, jobs: [{ ...pair.jobs[0], destination: 'island' }] };
  await page.setInputFiles('#scenario-file', file('island.json', alone));
  await page.waitForSelector('#answer[data-state="failed"]');
  const text = await page.textContent('#hero');
  assert.match(text, /No route leads from the phone to the island\./);
  assert.match(text, /From the phone one can reach only: the cloud\./);
  assert.match(text, /No link arrives at the island\./);
  assert.deepEqual(page.noted.problems, []);
  await page.keyboard.press('Control+z');
  await eventually(() => page.getAttribute('#answer', 'data-state'), (state) => state === 'answered', 'undo brings the answer back');
  await page.context().close();
});

test('the help opens with ? and closes', async () => {
  const page = await browser.open();
  await page.keyboard.press('?');
  assert.ok(await page.locator('#help').isVisible());
  await page.locator('#help').getByRole('button', { name: 'Close' }).click();
  assert.ok(!await page.locator('#help').isVisible());
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

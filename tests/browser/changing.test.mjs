import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, latency, otherLatency, sentence, startBrowser } from './browser.mjs';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.stop());

test('the answer follows a slider within two frames', async () => {
  const page = await browser.open();
  const change = await page.evaluate(() => new Promise((resolve) => {
    const slider = document.querySelector('[data-factor="links"]');
    const before = document.querySelector('.hero-number').title;
    slider.valueAsNumber = -1;
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    requestAnimationFrame(() => requestAnimationFrame(() => resolve({ before, after: document.querySelector('.hero-number').title })));
  }));
  assert.notEqual(change.before, change.after);
  await page.context().close();
});

test('the controls do not move while a slider is dragged', async () => {
  const page = await browser.open();
  const tops = await page.evaluate(async () => {
    const slider = document.querySelector('[data-factor="compute"]');
    const seen = [];
    for (let at = 0; at <= 40; at += 1) {
      slider.valueAsNumber = -2 + at / 10;
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      seen.push(slider.getBoundingClientRect().top);
    }
    return seen;
  });
  assert.ok(Math.max(...tops) - Math.min(...tops) < 40, `${Math.min(...tops)}–${Math.max(...tops)}`);
  assert.ok(tops.every((top, at) => at === 0 || top >= tops[at - 1]), 'never upwards');
  await page.context().close();
});

test('a slider drag is undone in one step, and redone', async () => {
  const page = await browser.open();
  const first = await latency(page);
  const slider = page.locator('[data-factor="compute"]');
  await slider.focus();
  await slider.evaluate((input) => {
    for (const value of [0.2, 0.5, 0.9]) {
      input.valueAsNumber = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  const second = await otherLatency(page, first);
  await page.keyboard.press('Control+z');
  assert.equal(await otherLatency(page, second), first);
  assert.ok(await page.locator('#undo').isDisabled());
  await page.keyboard.press('Control+Shift+Z');
  assert.equal(await otherLatency(page, first), second);
  await page.click('#undo');
  assert.equal(await otherLatency(page, second), first);
  await page.context().close();
});

test('layers chosen by keyboard are pinned, cost what is said, and are let go again', async () => {
  const page = await browser.open();
  const first = await latency(page);
  await page.locator('[data-layer="1"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await page.locator('[role="option"][aria-selected="true"]').count(), 2);
  await page.keyboard.press('Enter');
  const chip = page.locator('.chip', { hasText: 'Chicago' });
  const cost = (await chip.locator('.chip-note').textContent()).replace('+', '');
  await chip.focus();
  await page.keyboard.press('Enter');
  const pinned = await otherLatency(page, first);
  assert.ok(pinned > first);
  assert.match(await sentence(page), new RegExp(`The pins cost \\+${cost.replace('.', '\\.')} \\(\\+`));
  assert.match(await page.textContent('.pins-in-force'), /conv1_2–pool1 on Chicago/);
  assert.equal(await chip.getAttribute('aria-pressed'), 'true');
  await page.locator('[data-layer="3"]').focus();
  await page.keyboard.press('Delete');
  assert.equal(await otherLatency(page, pinned), first);
  await page.context().close();
});

test('on a machine of the pin bar, Delete lets the chosen layers go, and the keyboard stays there', async () => {
  const page = await browser.open();
  const first = await latency(page);
  await page.locator('[data-layer="2"]').focus();
  await page.keyboard.press('ArrowRight');
  const chip = page.locator('.chip', { hasText: 'Chicago' });
  await chip.focus();
  await page.keyboard.press('Enter');
  const pinned = await otherLatency(page, first);
  await page.keyboard.press('Delete');
  assert.equal(await otherLatency(page, pinned), first);
  assert.equal(await chip.evaluate((button) => button === document.activeElement), true);
  await page.context().close();
});

test('when a node was given another name, the keyboard comes back to it', async () => {
  const page = await browser.open();
  const node = page.locator('#map [data-node="0"]');
  const name = await node.getAttribute('aria-label');
  await node.focus();
  await page.keyboard.press('Enter');
  await page.fill('#field-label', 'Renamed');
  await eventually(() => node.getAttribute('aria-label'), (now) => now !== name && /Renamed/.test(now), 'it is named');
  await page.keyboard.press('Escape');
  assert.equal(await node.evaluate((element) => element === document.activeElement), true);
  await page.context().close();
});

test('a layer dragged onto a machine is pinned there', async () => {
  const page = await browser.open('', { height: 2200 });
  const first = await latency(page);
  const from = await page.locator('[data-layer="10"] .layer-work').boundingBox();
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 40, from.y + 60, { steps: 4 });
  assert.equal(await page.textContent('.ghost'), 'conv3_4');
  const to = await page.locator('.chip', { hasText: 'New York' }).boundingBox();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 4 });
  assert.ok(await page.locator('.chip.drop-here').isVisible());
  await page.mouse.up();
  await otherLatency(page, first);
  assert.match(await page.textContent('.pins-in-force'), /conv3_4 on New York/);
  assert.equal(await page.locator('.ghost').count(), 0);
  await page.context().close();
});

test('a machine on the map takes layers, a relay does not', async () => {
  const page = await browser.open('', { height: 2200 });
  const first = await latency(page);
  const from = await page.locator('[data-layer="10"] .layer-work').boundingBox();
  const dragTo = async (label) => {
    const to = await page.locator(`.map-node[aria-label*="${label}"]`).boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 });
    await page.mouse.up();
  };
  await dragTo('Houston');
  assert.equal(await page.locator('.pins-in-force li').count(), 0);
  await dragTo('Atlanta');
  await otherLatency(page, first);
  assert.match(await page.textContent('.pins-in-force'), /conv3_4 on Atlanta/);
  assert.ok(!await page.locator('#editor').isVisible());
  await page.context().close();
});

test('a whole band dragged onto a machine is pinned as a run; Escape lets go', async () => {
  const page = await browser.open('#l=0.01', { height: 2200 });
  const first = await latency(page);
  const band = await page.locator('.band').first().boundingBox();
  const to = await page.locator('.chip', { hasText: 'Seattle' }).boundingBox();
  const drag = async () => {
    await page.mouse.move(band.x + 30, band.y + band.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 20, to.y + 10, { steps: 5 });
  };
  await drag();
  await page.keyboard.press('Escape');
  await page.mouse.up();
  assert.equal(await latency(page), first);
  await drag();
  await page.mouse.up();
  await otherLatency(page, first);
  assert.match(await page.textContent('.pins-in-force'), /conv1_1–fc8 on Seattle/);
  await page.context().close();
});

test('model, network and wait mode can be chosen', async () => {
  const page = await browser.open();
  let now = await latency(page);
  for (const [control, value] of [['#control-waiting', 'additive'], ['#control-network', 'abilene'], ['#control-model', 'llama-7b-decode']]) {
    await page.selectOption(control, value);
    now = await otherLatency(page, now);
  }
  assert.match(await page.textContent('#sources'), /Topology Zoo.*CC BY 4\.0/s);
  await page.context().close();
});

test('hovering a layer lights it elsewhere too', async () => {
  const page = await browser.open('', { height: 2200 });
  await page.locator('[data-layer="4"] .layer-work').hover();
  await eventually(() => page.locator('.time.lit').count(), (count) => count >= 1, 'nothing lit in the waterfall');
  await page.context().close();
});

test('the latency hangs from the bar of sliders while the answer is out of view', async () => {
  const page = await browser.open();
  const tab = page.locator('.latency-tab');
  const full = () => page.textContent('.hero-number');
  assert.ok(await tab.isHidden());
  await page.evaluate(() => scrollTo(0, 600));
  await eventually(() => tab.isVisible(), (visible) => visible, 'it comes');
  assert.equal(await tab.innerText(), `${await full()} until the answer is back`);
  const before = await latency(page);
  await page.locator('[data-factor="links"]').fill('1');
  await otherLatency(page, before);
  assert.equal(await tab.innerText(), `${await full()} until the answer is back`);
  const [bar, below] = [await page.locator('#controls').boundingBox(), await tab.boundingBox()];
  assert.ok(below.y >= bar.y + bar.height - 2 && below.x + below.width <= bar.x + bar.width + 1);
  await page.evaluate(() => scrollTo(0, 0));
  await eventually(() => tab.isHidden(), (hidden) => hidden, 'it goes');
  assert.deepEqual(page.noted.problems, []);
  await page.context().close();
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser } from './browser.mjs';

let browser;
before(async () => { browser = await startBrowser(); });
after(() => browser.stop());

/** Pairs of names, tags, hop numbers and discs on the map that cover each other, and what stands beyond its edge. */
const collisions = (page) => page.evaluate(() => {
  const SLACK = 1.5; // antialiasing, and the room that a font leaves above its letters
  const all = (selector) => [...document.querySelectorAll(`.map-canvas ${selector}`)].filter((each) => each.getBoundingClientRect().width > 0);
  const things = [
    ...all('.map-label:not(.unplaced) text').map((each) => ['name', each]),
    ...all('.map-tag-body').map((each) => ['tag', each]),
    ...all('.map-badge:not(.tight) rect').map((each) => ['number', each]),
    ...all('.map-node .map-node-disc').map((each) => ['disc', each]),
  ].map(([kind, each]) => ({ what: `${kind} ${kind === 'disc' ? each.parentElement.getAttribute('aria-label') : each.parentElement.textContent}`, kind, of: each.parentElement, box: each.getBoundingClientRect() }));
  const map = document.querySelector('.map-canvas').getBoundingClientRect();
  const found = things.filter(({ kind, box }) => kind !== 'disc' && (box.left < map.left - 1 || box.right > map.right + 1 || box.top < map.top - 1 || box.bottom > map.bottom + 1))
    .map(({ what }) => `${what} stands beyond the map`);
  things.forEach((a, at) => things.slice(at + 1).forEach((b) => {
    if ((a.kind === 'disc' && b.kind === 'disc') || a.of === b.of) return;
    const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
    const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
    if (across > SLACK && down > SLACK) found.push(`${a.what} and ${b.what}: ${across.toFixed(1)} × ${down.toFixed(1)} px`);
  }));
  return found;
});

for (const network of ['nsfnet', 'abilene', 'geant', 'tree']) {
  for (const width of [390, 1440]) {
    test(`on ${network}, ${width} pixels wide, no name, tag or number covers another`, async () => {
      const page = await browser.open(`#n=${network}`, { width, reducedMotion: 'reduce' });
      for (const rates of ['', '&l=0.2', '&l=10&c=0.1', '&m=resnet34', '&w=additive&b=10']) {
        await page.evaluate((hash) => { location.hash = hash; }, `n=${network}${rates}`);
        await page.waitForTimeout(150);
        assert.deepEqual(await collisions(page), [], rates);
      }
      await page.context().close();
    });
  }
}

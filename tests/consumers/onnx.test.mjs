// A File in a browser is read in slices: a model of 575 MB is there at once.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launchChromium } from '../../tools/chromium.mjs';
import { serve } from '../../tools/serve.mjs';
import { installPackage } from '../package/installed.mjs';
import { withHole } from '../package/onnx-models.mjs';

const PAGE = '<!doctype html><title>A page that imports</title><input type="file"><script type="module" src="main.js"></script>';
const SCRIPT = `import { load } from './node_modules/splitway/dist/index.js';
window.splitway = await load();`;

let browser;
before(async () => { browser = await launchChromium(); });
after(() => browser?.close());

test('a dropped model of 575 MB costs the page neither time nor memory', async () => {
  const project = installPackage();
  await writeFile(join(project, 'index.html'), PAGE);
  await writeFile(join(project, 'main.js'), SCRIPT);
  const { address, close } = await serve(project);
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForFunction(() => window.splitway !== undefined);
    await page.setInputFiles('input', await withHole('light_vgg19', 575_000_000));
    const { milliseconds, ...found } = await page.evaluate(async () => {
      const [file] = document.querySelector('input').files;
      const began = performance.now();
      const { model, report } = await window.splitway.importModel(file);
      const milliseconds = performance.now() - began;
      return { milliseconds, id: model.id, layers: model.layers.length, bytes: report.read.bytes };
    });
    assert.equal(found.id, 'light_vgg19');
    assert.equal(found.layers, 24);
    assert.ok(found.bytes > 575_000_000);
    assert.ok(milliseconds < 5000, `${milliseconds} ms`);
  } finally {
    close();
  }
});

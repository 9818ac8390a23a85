// A point measured anew in this browser, beside what was recorded: its scenario is built from its seed and solved.

import { html } from '../draw/svg.js';
import { fileName, saveText } from '../ui/files.js';
import { openContext } from './data.js';

const VERDICTS = { true: 'the same', false: 'differs', null: '' };

function table(lines) {
  return html('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Recorded and measured here' }, html('table', { class: 'rerun-table' },
    html('thead', null, html('tr', null, ['', 'recorded', 'here', ''].map((text, at) => (at === 0 || at === 3 ? html('td', null, text) : html('th', { scope: 'col' }, text))))),
    html('tbody', null, lines.map(({ name, recorded, here, same }) => html('tr', { class: same === false ? 'differs' : null },
      html('th', { scope: 'row' }, name), html('td', null, recorded), html('td', null, here), html('td', null, VERDICTS[same]))))));
}

/**
 * @param {{ title: (choice: object) => string, measure: (choice: object, context: object) => Promise<{ scenario: object, lines: object[] }> }} again
 */
export function createRerun(container, again) {
  const heading = html('h4', { class: 'rerun-title' });
  const status = html('p', { class: 'rerun-status', role: 'status' });
  const bar = html('progress', { max: 1, value: 0, hidden: true, 'aria-label': 'Progress of the measurement' });
  const cancel = html('button', { type: 'button', class: 'outlined', hidden: true }, 'Cancel');
  const repeat = html('button', { type: 'button', class: 'outlined', hidden: true }, 'Measure again');
  const keep = html('button', { type: 'button', class: 'outlined', hidden: true }, 'Save its scenario');
  const body = html('div', { class: 'rerun-body' });
  container.replaceChildren(heading, status, html('div', { class: 'rerun-tools' }, bar, cancel, repeat, keep), body);
  let running = null;
  let last = null;
  let scenario = null;

  function busy(isBusy) {
    bar.hidden = cancel.hidden = !isBusy;
    repeat.hidden = isBusy || last === null;
    keep.hidden = isBusy || scenario === null;
  }

  async function run(choice) {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    last = choice;
    scenario = null;
    heading.textContent = again.title(choice);
    status.textContent = 'Measuring…';
    body.replaceChildren();
    bar.value = 0;
    busy(true);
    // Each panel has a worker of its own, so that none takes another's place.
    let background;
    try {
      const context = await openContext();
      background = context.api.background();
      const began = performance.now();
      const onProgress = (share) => { if (running === mine) bar.value = share; };
      const measured = await again.measure(choice, { ...context, background, signal: mine.signal, onProgress });
      if (running !== mine) return;
      ({ scenario } = measured);
      const differs = measured.lines.filter(({ same }) => same === false).length;
      const took = `Measured in ${((performance.now() - began) / 1000).toFixed(1)} s`;
      status.textContent = differs === 0 ? `${took}: what does not depend on the machine is as recorded.` : `${took}: ${differs} of ${measured.lines.length} figures differ from what is recorded.`;
      body.replaceChildren(table(measured.lines));
    } catch (error) {
      if (running !== mine) return;
      status.textContent = error.code === 'cancelled' ? 'Cancelled.' : `This could not be measured: ${error.message}`;
    } finally {
      background?.dispose();
    }
    if (running === mine) {
      running = null;
      busy(false);
    }
  }
  cancel.addEventListener('click', () => running?.abort());
  repeat.addEventListener('click', () => run(last));
  keep.addEventListener('click', () => saveText(`${fileName(again.title(last))}.splitway.json`, `${JSON.stringify(scenario, null, 2)}\n`, 'application/json'));

  return {
    choose(choice) {
      container.hidden = false;
      run(choice);
    },
  };
}

// The panel that compares formulations: a button, then each program as it is solved, the times as bars, the figures as a table.

import { observeWidth } from '../draw/geo-observe.js';
import { html } from '../draw/svg.js';
import { formatSeconds } from '../format/quantities.js';
import { formsShown } from '../formulations/comparing.js';
import { comparisonCsv } from '../formulations/csv.js';
import { comparisonSentences } from '../formulations/words.js';
import { fileName, saveJson, saveText } from '../ui/files.js';
import { formulationBars } from './formulation-bars.js';
import { formulationTable } from './formulation-table.js';

const LIMITS_SECONDS = [1, 5, 10, 30, 60, 300];
const USUAL_LIMIT_SECONDS = 10;

/** The seconds that a program has been solved for are told so often. */
const TICK_MILLISECONDS = 200;

const button = (id, text, act) => {
  const element = html('button', { type: 'button', class: 'outlined', id }, text);
  element.addEventListener('click', act);
  return element;
};

/** What the programs take into account of what the page shows, and what not. */
function aboutScenario({ jobs, current }) {
  const several = jobs && jobs.list.length > 1
    ? ` All ${jobs.list.length} jobs are in one program that minimises their mean latency, by weight. They do not wait for each other there, and priorities and release times do not matter: in the schedule above they do. A limit on the time that all together may use each machine and link is known to the package and the command alone.`
    : '';
  const isLimited = current.network.nodes.some(({ memoryBytes }) => memoryBytes !== undefined);
  const memory = isLimited ? ' No machine is given more than its memory holds.' : '';
  return `Work that waits already is charged in full to whoever comes, as the paper does, whatever is chosen above.${several}${memory}`;
}

function progressWords({ rows, timeLimitSeconds }) {
  const row = rows.find(({ phase }) => ['building', 'reading', 'solving'].includes(phase));
  if (row === undefined) return 'Loading HiGHS…';
  const at = `${rows.filter(({ phase }) => phase === 'done').length + 1} of ${rows.length}`;
  return `${at}, at most ${formatSeconds(timeLimitSeconds)} each`;
}

/**
 * @param {HTMLElement} container
 * @param {ReturnType<typeof import('../formulations/comparing.js').createComparing>} comparing
 * @param {{ scenarioOf: (answer: object) => object, keyOf: (answer: object, state: object) => unknown[] }} about
 */
export function createFormulations(container, comparing, { scenarioOf, keyOf }) {
  let answer = null;
  let key = [];
  let width = 0;
  let timer = null;
  const limit = html('select', { id: 'comparison-limit' }, LIMITS_SECONDS.map((seconds) => (
    html('option', { value: seconds, selected: seconds === USUAL_LIMIT_SECONDS }, formatSeconds(seconds)))));
  const withFlows = html('input', { type: 'checkbox', id: 'comparison-flows' });
  const start = button('compare-formulations', 'Compare', () => comparing.start({
    key, scenario: scenarioOf(answer), forms: formsShown({ withFlows: withFlows.checked }), timeLimitSeconds: Number(limit.value),
  }));
  const stop = button('stop-comparison', 'Stop', comparing.stop);
  const bar = html('progress', { max: 1, value: 0, 'aria-label': 'Progress of the comparison' });
  const words = html('span', { class: 'comparison-progress' });
  const about = html('p', { class: 'compared-about' });
  const sentence = html('p', { class: 'comparison-sentence', role: 'status' });
  const stale = html('p', { class: 'comparison-stale' }, html('span', { class: 'stale-mark' }, 'Out of date'), ' The scenario has changed since. ');
  stale.append(button('compare-again', 'Compare again', () => start.click()));
  const trouble = html('div', { class: 'trouble', role: 'alert' });
  const chart = html('div', { class: 'view comparison-chart' });
  const table = html('div', { class: 'comparison-table' });
  const nameOf = () => fileName(`formulations ${answer.model.id}`);
  const saving = html('div', { class: 'comparison-saving' },
    button('save-comparison-csv', 'Save as CSV', () => saveText(`${nameOf()}.csv`, comparisonCsv(comparing.now().comparison), 'text/csv')),
    button('save-comparison-json', 'Save as JSON', () => saveJson(`${nameOf()}.json`, comparing.now().comparison)));
  container.replaceChildren(
    html('div', { class: 'comparison-controls' }, start, stop,
      html('label', { for: 'comparison-limit' }, 'at most'), limit, html('span', null, 'for each program'),
      html('label', { class: 'comparison-choice' }, withFlows, ' also the existing program where it chooses the links'), bar, words),
    sentence, stale, trouble, chart, table, about, saving,
  );

  function showTrouble({ error }) {
    trouble.hidden = error === null;
    if (error === null) return;
    const title = error.code === 'optima-differ' ? 'The optima differ: this must not happen.' : 'The comparison failed.';
    trouble.replaceChildren(html('p', { class: 'trouble-title' }, title), html('p', null, error.message));
  }

  function showWhetherStale() {
    const isStale = !comparing.now()?.isRunning && comparing.isStale(key);
    container.classList.toggle('is-stale', isStale);
    stale.hidden = !isStale;
  }

  function showResult(compared) {
    const { comparison, rows, isStopped } = compared;
    saving.hidden = comparison === null;
    sentence.textContent = comparison && compared.error === null ? comparisonSentences(comparison, { isStopped }).join(' ') : '';
    showTrouble(compared);
    if (width > 0) chart.replaceChildren(formulationBars(rows, { width, now: performance.now() }));
    table.replaceChildren(...(rows.some(({ run }) => run) ? [formulationTable(compared)] : []));
  }

  function render() {
    clearTimeout(timer);
    const compared = comparing.now();
    const isRunning = compared?.isRunning ?? false;
    start.hidden = isRunning;
    start.textContent = compared ? 'Compare again' : 'Compare';
    stop.hidden = bar.hidden = words.hidden = !isRunning;
    limit.disabled = withFlows.disabled = isRunning;
    sentence.hidden = chart.hidden = table.hidden = compared === null;
    trouble.hidden = saving.hidden = true;
    showWhetherStale();
    if (compared === null) return;
    showResult(compared);
    if (!isRunning) return;
    bar.value = compared.rows.filter(({ phase }) => phase === 'done').length / compared.rows.length;
    words.textContent = progressWords(compared);
    timer = setTimeout(render, TICK_MILLISECONDS);
  }

  observeWidth(container, (now) => {
    width = now;
    render();
  });
  render();

  return {
    update(next, state) {
      answer = next;
      key = keyOf(next, state);
      about.textContent = aboutScenario(next);
      showWhetherStale();
    },
    /** What is solved has come further. */
    progress: render,
    highlight() {},
  };
}

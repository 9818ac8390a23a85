// Several jobs at once: how they are ordered, the list, the Gantt chart, the comparison of methods, the search while it runs.

import { html } from '../draw/svg.js';
import { METHODS, MOST_EXHAUSTIVE, OBJECTIVES } from '../jobs/search.js';
import { shownJobTokens } from '../answer/jobs-headline.js';
import { METHOD_NAMES, METHOD_NOTES } from '../jobs/schedule-words.js';
import { createComparison } from './comparison.js';
import { createGantt } from './gantt.js';
import { createDrawForm, createJobForm, usualDraw } from './job-form.js';
import { createJobList } from './job-list.js';
import { createLoadCurve } from './load-curve.js';
import { createScheduleTables } from './schedule-tables.js';
import { tokenElements } from './hero.js';
import { createSearchCurve } from './search-curve.js';

const OBJECTIVE_NAMES = { mean: 'Mean latency', max: 'Longest latency' };

function control(label, element, ...more) {
  const id = `jobs-${label.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
  element.id = id;
  return html('div', { class: 'control' }, html('label', { class: 'control-label', for: id }, label), element, more);
}

const action = (text, act, id = null) => {
  const element = html('button', { type: 'button', class: 'outlined', id }, text);
  element.addEventListener('click', act);
  return element;
};

const block = (title, ...content) => html('div', { class: 'jobs-block' }, html('h3', null, title), content);

/**
 * @param {HTMLElement} section
 * @param {object} actions
 * @param {(state: object) => { id: string, name: string, weightBytes: number }[]} modelsOf
 */
export function createJobsPanel(section, actions, modelsOf) {
  let state = null;
  let models = [];
  const drawSome = action('Draw 24 random jobs', () => actions.drawJobs(usualDraw(models)), 'draw-some');
  const addSecond = action('Add a second job', () => actions.addJob(), 'add-second');
  const invitation = html('div', { class: 'jobs-invitation' },
    html('p', null, html('strong', null, 'What if many ask at once?'), ' Jobs then wait for each other on machines and links, and the best split of one depends on all the others.'),
    html('div', { class: 'jobs-invited' }, drawSome, addSecond));

  const method = html('select', null, METHODS.map((id) => html('option', { value: id }, METHOD_NAMES[id])));
  const objective = html('select', null, OBJECTIVES.map((id) => html('option', { value: id }, OBJECTIVE_NAMES[id])));
  const seed = html('input', { type: 'number', min: 0, max: 4294967295, step: 1 });
  method.addEventListener('change', () => actions.search({ method: method.value }));
  objective.addEventListener('change', () => actions.search({ objective: objective.value }));
  seed.addEventListener('change', () => actions.search({ seed: Math.min(4294967295, Math.max(0, Math.round(Number(seed.value) || 0))) }));
  const note = html('p', { class: 'control-note' });
  const seedControl = control('Seed', seed);
  const settings = html('div', { class: 'jobs-settings' }, control('Order of priority by', method, note), control('What should be small', objective), seedControl);

  const headline = html('p', { class: 'jobs-headline' });
  const trouble = html('div', { class: 'trouble', role: 'alert', hidden: true });
  const places = Object.fromEntries(['list', 'form', 'draw', 'gantt', 'compared', 'curve', 'tables', 'load'].map((name) => [name, html('div', { class: `jobs-${name}` })]));
  const drawing = html('details', { class: 'jobs-drawing' }, html('summary', null, 'Random jobs'), places.draw);
  const listBlock = block('The jobs', html('div', { class: 'jobs-buttons' }, action('Add a job', () => actions.addJob(), 'add-job'), action('Back to one request', () => actions.clearJobs(), 'clear-jobs')),
    places.list, places.form, drawing);
  listBlock.classList.add('jobs-block-list');
  const curveBlock = block('The search', places.curve);
  const ganttBlock = block('Who works when', headline, places.gantt, places.tables);
  ganttBlock.classList.add('jobs-block-gantt');
  const loadBlock = block('If requests keep coming', places.load);
  loadBlock.classList.add('jobs-block-load');
  const several = html('div', { class: 'jobs-several' },
    html('div', { class: 'panel-head' }, html('h2', { id: 'jobs-heading' }, 'Many jobs at once'),
      html('p', null, 'Each machine and each link serves one job at a time. Jobs higher in the list go first and interrupt those below; the chosen job is the one that all other views show.')),
    trouble, settings,
    html('div', { class: 'jobs-grid' }, listBlock, ganttBlock, html('div', { class: 'jobs-side' }, block('Other ways to do it', places.compared), curveBlock), loadBlock));
  section.replaceChildren(invitation);

  const draw = createDrawForm(places.draw, actions);
  const form = createJobForm(places.form, actions);
  const curve = createSearchCurve(places.curve, actions);
  const load = createLoadCurve(places.load, { start: actions.startLoad, cancel: actions.cancelLoad });
  let label = (id) => id;
  const compared = createComparison(places.compared, actions);
  const views = [createJobList(places.list, actions), createGantt(places.gantt, actions), compared, createScheduleTables(places.tables), curve];

  return {
    update(answer, nextState) {
      state = nextState;
      models = modelsOf(state);
      const { jobs } = answer;
      const content = jobs ? several : invitation;
      if (section.firstChild !== content) section.replaceChildren(content);
      section.classList.toggle('panel', Boolean(jobs));
      if (!jobs) return;
      method.value = jobs.search.method;
      objective.value = jobs.search.objective;
      seed.value = jobs.search.seed;
      seedControl.hidden = jobs.search.method !== 'anneal';
      note.textContent = METHOD_NOTES[jobs.search.method];
      const tooMany = jobs.list.length > MOST_EXHAUSTIVE;
      [...method.options].find(({ value }) => value === 'exhaustive').disabled = tooMany;
      curveBlock.hidden = jobs.search.method !== 'anneal' && jobs.search.method !== 'exhaustive';
      section.classList.toggle('waiting', !jobs.isOfTheseJobs && !jobs.error);
      trouble.hidden = !jobs.error;
      if (jobs.error) trouble.replaceChildren(html('p', { class: 'trouble-title' }, 'These jobs have no schedule.'), html('p', null, jobs.error.message));
      headline.replaceChildren(...(jobs.schedule && !jobs.error ? tokenElements(shownJobTokens(answer), answer, actions) : []));
      if (jobs.skipped.size > 0) headline.append(` ${jobs.skipped.size === 1 ? 'One job has' : `${jobs.skipped.size} jobs have`} no way and ${jobs.skipped.size === 1 ? 'is' : 'are'} left out.`);
      label = (id) => answer.nodes.find((node) => node.id === id)?.label ?? id;
      form.update(answer, models);
      draw.update(answer, models, state.jobs?.draw);
      views.forEach((view) => view.update(answer));
    },
    progress(jobs) {
      curve.progress(jobs);
      compared.progress(jobs);
    },
    /** What the simulations under load have found so far. */
    load: (sweep) => load.show(sweep, label),
    highlight: (ref) => several.isConnected && views.forEach((view) => view.highlight(ref)),
  };
}

// What to solve: model, network, the meaning of waiting, and three sliders that scale a whole side of the scenario.

import { html } from '../draw/svg.js';
import { formatSeconds, formatTimes, grouped } from '../format/quantities.js';
import { counted } from '../format/words.js';
import { LARGEST_FACTOR, OPENED, SMALLEST_FACTOR } from '../state/page-state.js';

const SLIDERS = [
  { factor: 'links', label: 'Link rates' },
  { factor: 'compute', label: 'Compute rates' },
  { factor: 'backlog', label: 'Queued work' },
];
const WAITS = [
  { id: 'draining', name: 'Queues drain', about: 'They shrink while data travels.' },
  { id: 'additive', name: 'Queues add up', about: 'Every stop pays its whole queue.' },
];
/** Around 1 the thumb rests at 1. */
const SNAP = 0.025;
const MEASURE_AGAIN_AFTER_MS = 600;

export function factorFromSlider(position) {
  return Math.abs(position) < SNAP ? 1 : 10 ** position;
}

function labelled(label, control, ...more) {
  const id = `control-${label.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
  control.id = id;
  return html('div', { class: 'control' }, html('div', { class: 'control-label' }, html('label', { for: id }, label), more), control);
}

function chooser(label, onChoose) {
  const select = html('select');
  select.addEventListener('change', () => onChoose(select.value));
  const element = labelled(label, select);
  let shown = '';
  return {
    element,
    select,
    offer(options, chosen) {
      const key = JSON.stringify(options);
      if (key !== shown) {
        select.replaceChildren(...options.map(({ id, name }) => html('option', { value: id }, name)));
        shown = key;
      }
      select.value = chosen;
    },
  };
}

function slider({ factor, label }, onInput, onSettle) {
  const input = html('input', {
    type: 'range', min: Math.log10(SMALLEST_FACTOR), max: Math.log10(LARGEST_FACTOR), step: 0.01, 'data-factor': factor,
  });
  const output = html('output');
  const reset = html('button', { type: 'button', class: 'reset', 'aria-label': `Reset: ${label.toLowerCase()}`, title: 'Back to ×1' }, '↺');
  const element = labelled(label, input, html('span', { class: 'slider-value' }, reset, output));
  const note = html('p', { class: 'control-note' });
  element.append(html('div', { class: 'slider-scale', 'aria-hidden': 'true' }, ['×0.01', '×1', '×100'].map((text) => html('span', null, text))), note);
  input.addEventListener('input', () => onInput(factor, factorFromSlider(input.valueAsNumber)));
  input.addEventListener('change', onSettle);
  reset.addEventListener('click', () => {
    onInput(factor, 1);
    onSettle();
    input.focus();
  });
  return {
    element,
    show(value, hint) {
      const position = Math.log10(value);
      if (factorFromSlider(input.valueAsNumber) !== value) input.valueAsNumber = position;
      const text = `×${formatTimes(value).slice(0, -1)}`;
      output.value = text;
      input.setAttribute('aria-valuetext', `${text.slice(1)} times`);
      reset.disabled = value === 1;
      note.textContent = hint;
    },
  };
}

/**
 * @param {{ choose(changes: object): void, network(id: string): void, model(id: string): void, job(id: string): void,
 *   factor(name: string, value: number): void, settle(): void }} actions
 */
export function createControls(container, catalogue, actions) {
  const model = chooser('Model', actions.model);
  const network = chooser('Network', actions.network);
  const job = chooser('Request', actions.job);
  const wait = chooser('Waiting', (id) => actions.choose({ wait: id }));
  const sliders = SLIDERS.map((each) => ({ ...each, ...slider(each, actions.factor, actions.settle) }));
  const time = html('p', { class: 'control-note solve-time', id: 'solve-time' });
  const waitNote = html('p', { class: 'control-note' });
  wait.element.append(waitNote);
  model.element.append(time);
  container.replaceChildren(model.element, network.element, job.element, wait.element, ...sliders.map(({ element }) => element));
  let measuring = null;
  const networkNote = html('p', { class: 'control-note' });
  network.element.append(networkNote);

  return {
    update(answer, state) {
      const { networkName, modelName } = openedNames(state.opened);
      const jobs = state.network === OPENED ? state.opened.scenario.jobs : [];
      model.offer([...openedChoice(modelName), ...catalogue.models], state.model);
      network.offer([...openedChoice(networkName), ...catalogue.networks], state.network);
      job.element.hidden = jobs.length < 2 || Boolean(answer.jobs);
      job.offer(jobs.map(({ id }) => ({ id, name: id })), state.job ?? jobs[0]?.id);
      wait.offer(WAITS, state.wait);
      wait.select.disabled = Boolean(answer.jobs);
      waitNote.textContent = answer.jobs ? 'By the order of the jobs.' : WAITS.find(({ id }) => id === state.wait).about;
      networkNote.textContent = `${counted(answer.nodes.length, 'node')}, ${counted(answer.links.length, 'one-way link')}`;
      const queued = answer.nodes.some(({ backlogFlop }) => backlogFlop > 0) || answer.links.some(({ backlogBits }) => backlogBits > 0);
      for (const { factor, show } of sliders) {
        show(state.factors[factor], factor === 'backlog' && !queued ? 'Nothing waits in this network.' : '');
      }
      const { statistics } = answer.plan ?? {};
      clearTimeout(measuring);
      time.textContent = statistics && !answer.stale ? `Solved in ${microseconds(statistics.solveMicroseconds)}` : '';
      if (time.textContent !== '') measuring = setTimeout(() => { time.textContent = `Solved in ${microseconds(answer.measured())}`; }, MEASURE_AGAIN_AFTER_MS);
      if (statistics) time.title = `${statistics.layeredVertices} vertices and ${statistics.layeredArcs} arcs in the layered graph`;
    },
    highlight() {},
  };
}

const openedChoice = (name) => (name === undefined ? [] : [{ id: OPENED, name: `${name} (opened)` }]);

/** What the network and the models of an opened scenario are called. */
function openedNames(opened) {
  if (!opened) return {};
  const { scenario: { network, models }, name } = opened;
  return { networkName: network.name ?? name, modelName: models.length === 1 ? models[0].id : name };
}

/** The solve time: the figure that the sliders live on. */
export function microseconds(value) {
  if (value >= 1000) return formatSeconds(value * 1e-6);
  return `${value >= 100 ? grouped(value) : Number(value.toPrecision(2))} µs`;
}

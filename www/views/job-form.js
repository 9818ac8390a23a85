// The numbers of the shown job, and the parameters of a random workload.

import { html } from '../draw/svg.js';
import { MOST_DRAWN, deviceNodes, toMicroseconds } from '../jobs/draw.js';
import { jobName } from '../jobs/job-looks.js';
import { exactQuantity, parseQuantity } from '../format/quantities.js';

function labelled(label, control, ...more) {
  const id = `job-${label.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
  control.id = id;
  return html('div', { class: 'control' }, html('label', { class: 'control-label', for: id }, label), control, ...more);
}

function offer(select, options, chosen) {
  const key = JSON.stringify(options);
  if (select.dataset.key !== key) {
    select.replaceChildren(...options.map(({ id, name }) => html('option', { value: id }, name)));
    select.dataset.key = key;
  }
  select.value = chosen;
}

/** A text that is read when it is left; what cannot be read is said to be wrong and changes nothing. */
function field(name, expected, read, apply) {
  let shown = '';
  const error = html('p', { class: 'field-error', id: `job-${name}-error`, 'aria-live': 'polite' });
  const input = html('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': error.id });
  const say = (isWrong) => {
    input.setAttribute('aria-invalid', String(isWrong));
    error.textContent = isWrong ? expected : '';
  };
  input.addEventListener('change', () => {
    const value = read(input.value);
    say(value === null);
    if (value === null) return;
    shown = input.value;
    apply(value);
  });
  return {
    input,
    error,
    /** What someone is typing stays. */
    show(text) {
      if (document.activeElement === input && input.value !== shown) return;
      shown = text;
      input.value = text;
      say(false);
    },
  };
}

const seconds = (text) => {
  const value = parseQuantity(text, 's');
  return value >= 0 && value < 1e9 ? toMicroseconds(value) : null;
};
const weight = (text) => {
  const value = Number(text.replace(',', '.'));
  return text.trim() !== '' && value >= 0 && Number.isFinite(value) ? value : null;
};

export function createJobForm(container, actions) {
  let shown = null;
  const change = (patch) => actions.editJob(shown.id, patch);
  const model = html('select');
  const source = html('select');
  const destination = html('select');
  const release = field('release', 'A time from 0 on, for example 20 ms.', seconds, (releaseSeconds) => change({ releaseSeconds }));
  const importance = field('weight', 'A number from 0 on, for example 1.', weight, (value) => change({ weight: value }));
  model.addEventListener('change', () => change({ model: model.value, pins: [] }));
  source.addEventListener('change', () => change({ source: source.value }));
  destination.addEventListener('change', () => change({ destination: destination.value }));
  const legend = html('legend');
  container.replaceChildren(html('fieldset', { class: 'job-form' }, legend,
    labelled('Model of the job', model), labelled('Starts at', source), labelled('Answer to', destination),
    labelled('Released at', release.input, release.error), labelled('Weight', importance.input, importance.error)));

  return {
    update(answer, models) {
      shown = answer.jobs.shown;
      legend.textContent = jobName(shown.id);
      const nodes = answer.nodes.map(({ id, label }) => ({ id, name: label }));
      offer(model, models, shown.model);
      offer(source, nodes, shown.source);
      offer(destination, nodes, shown.destination);
      release.show(exactQuantity(shown.releaseSeconds, 's'));
      importance.show(String(shown.weight));
    },
  };
}

/** Models of more weights than a small machine's memory are not drawn unless they are asked for. */
const LIGHT_BYTES = 1e9;

const whole = (input, least, most) => Math.min(most, Math.max(least, Math.round(Number(input.value) || least)));

/** @param {{ id: string, name: string, weightBytes: number }[]} models */
export const usualDraw = (models) => {
  const light = models.filter(({ weightBytes }) => weightBytes <= LIGHT_BYTES);
  return { count: 24, seed: 1, perSecond: null, models: (light.length > 0 ? light : models).map(({ id }) => id) };
};

export function createDrawForm(container, actions) {
  const count = html('input', { type: 'number', min: 1, max: MOST_DRAWN, value: 24, step: 1 });
  const seed = html('input', { type: 'number', min: 0, max: 4294967295, value: 1, step: 1 });
  const release = html('select', null, html('option', { value: 'once' }, 'all at once'), html('option', { value: 'poisson' }, 'one by one, at random'));
  const rate = html('input', { type: 'number', min: 0.01, max: 1e6, value: 50, step: 'any' });
  const rateControl = labelled('Jobs per second', rate);
  const choices = html('div', { class: 'draw-models', role: 'group', 'aria-label': 'Models to draw from' });
  const note = html('p', { class: 'control-note' });
  const draw = html('button', { type: 'submit', class: 'outlined', id: 'draw-jobs' }, 'Draw these jobs');
  const again = html('button', { type: 'button', class: 'outlined' }, 'Another draw');
  const form = html('form', { class: 'draw-form' },
    labelled('Jobs', count), labelled('Released', release), rateControl, labelled('Seed of the draw', seed), choices, note, html('div', { class: 'draw-buttons' }, draw, again));
  container.replaceChildren(form);
  let key = '';

  const showRate = () => { rateControl.hidden = release.value === 'once'; };
  release.addEventListener('change', showRate);

  function go(nextSeed) {
    const models = [...choices.querySelectorAll('input:checked')].map(({ value }) => value);
    if (models.length === 0) {
      note.textContent = 'Choose at least one model.';
      return;
    }
    actions.drawJobs({
      count: whole(count, 1, MOST_DRAWN), seed: nextSeed, models,
      perSecond: release.value === 'once' ? null : Math.max(0.01, Number(rate.value) || 1),
    });
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    go(whole(seed, 0, 4294967295));
  });
  again.addEventListener('click', () => go(whole(seed, 0, 4294967294) + 1));

  return {
    /** @param {null | import('../jobs/draw.js').Draw} drawn */
    update(answer, models, drawn) {
      const wanted = drawn ?? null;
      const now = JSON.stringify([models.map(({ id }) => id), wanted]);
      const devices = deviceNodes(answer.nodes).map(({ label }) => label);
      note.textContent = `Requests come from the slower machines: ${devices.slice(0, 5).join(', ')}${devices.length > 5 ? ` and ${devices.length - 5} more` : ''}.`;
      if (now === key) return;
      key = now;
      const shown = wanted ?? usualDraw(models);
      count.value = shown.count;
      seed.value = shown.seed;
      release.value = shown.perSecond === null ? 'once' : 'poisson';
      if (shown.perSecond !== null) rate.value = shown.perSecond;
      choices.replaceChildren(...models.map(({ id, name }) => html('label', null,
        html('input', { type: 'checkbox', value: id, checked: shown.models.includes(id) }), ` ${name}`)));
      showRate();
    },
  };
}

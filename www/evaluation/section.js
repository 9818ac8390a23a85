// One experiment on the page: what it says, and its figures with their data, every point of which can be measured again.

import { html } from '../draw/svg.js';
import { saveText } from '../ui/files.js';
import { csvOf } from '../format/csv.js';
import { createPlot } from './plot/plot.js';
import { createRegionMap } from './plot/region-map.js';
import { rowsOfPlot } from './plot/rows.js';
import { provenance, source } from './provenance.js';
import { createRerun } from './rerun-panel.js';
import { svgText } from './svg-file.js';
import { createTwin } from './twin.js';

const button = (text, act, of) => {
  const made = html('button', { type: 'button', class: 'outlined', 'aria-label': `${text}: ${of}` }, text);
  made.addEventListener('click', act);
  return made;
};

const rowsOfRegions = ({ grid, nameOf, wordsOf }) => grid.group.map((group, cell) => ({ machines: nameOf(group), answer: wordsOf(cell) }));

function figure({ finding, plot, regions }, again, from) {
  const drawn = plot ?? regions;
  const panel = html('div', { class: 'rerun', hidden: true });
  const { choose } = createRerun(panel, again);
  const stage = html('div', { class: 'view figure-stage' });
  const { canvas } = regions ? createRegionMap(stage, regions, (cell) => choose(regions.choiceOf(cell))) : createPlot(stage, plot, choose);
  return html('figure', { class: 'panel figure', id: `figure-${drawn.id}` },
    html('figcaption', null, html('h3', null, drawn.title), finding.map((sentence) => html('p', { class: 'finding' }, sentence))),
    stage,
    panel,
    html('div', { class: 'figure-tools' }, button('Save figure', () => saveText(`${drawn.id}.svg`, svgText(canvas, from), 'image/svg+xml'), drawn.title)),
    html('p', { class: 'figure-source' }, from),
    createTwin(drawn.title, () => (regions ? rowsOfRegions(regions) : rowsOfPlot(plot))));
}

/** @returns {HTMLElement} */
export function createSection({ name, title, about, rows, figures, again }, measured) {
  return html('section', { class: 'experiment', id: name, 'aria-labelledby': `${name}-heading` },
    html('h2', { id: `${name}-heading` }, title),
    html('p', { class: 'experiment-about' }, about),
    html('div', { class: 'figures' }, figures(measured).map((one) => figure(one, again, source(measured)))),
    html('div', { class: 'experiment-foot' },
      provenance(measured),
      html('div', { class: 'figure-tools' },
        button('Save data (JSON)', () => saveText(`${name}.json`, `${JSON.stringify(measured, null, 1)}\n`, 'application/json'), title),
        button('Save data (CSV)', () => saveText(`${name}.csv`, csvOf(rows(measured.points)), 'text/csv'), title))));
}

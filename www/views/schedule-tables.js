// The schedule as tables: the jobs in their order, and what each machine and link does when. Made when someone opens them.

import { html } from '../draw/svg.js';
import { formatSeconds } from '../format/quantities.js';
import { jobName } from '../jobs/job-looks.js';
import { rowsOf } from './gantt-geometry.js';

/** More rows than this help nobody on a page; the saved schedule has them all. */
const MOST_ROWS = 500;

function table(caption, heads, rows) {
  const more = rows.length - MOST_ROWS;
  return html('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': caption }, html('table', null,
    html('caption', null, more > 0 ? `${caption}, the first ${MOST_ROWS} of ${rows.length} rows` : caption),
    html('thead', null, html('tr', null, heads.map((head) => html('th', { scope: 'col' }, head)))),
    html('tbody', null, rows.slice(0, MOST_ROWS).map(([first, ...cells]) => html('tr', null, html('th', { scope: 'row' }, first), cells.map((cell) => html('td', null, cell)))))));
}

function jobRows({ jobs, nodes }) {
  const byId = new Map(jobs.list.map((job) => [job.id, job]));
  const label = new Map(nodes.map((node) => [node.id, node.label]));
  return jobs.schedule.plans.filter((plan) => byId.has(plan.job)).map((plan, at) => {
    const job = byId.get(plan.job);
    const where = [...new Set(plan.placement)].map((id) => label.get(id) ?? id).join(', ');
    return [at + 1, jobName(plan.job), job.model, label.get(job.source), label.get(job.destination), formatSeconds(job.releaseSeconds), String(job.weight), where,
      formatSeconds(plan.breakdown.waitingSeconds), formatSeconds(plan.latencySeconds)];
  });
}

const timeRows = ({ jobs, nodes, links }) => rowsOf(jobs.schedule, nodes, links).flatMap(({ label, bars }) =>
  bars.map(({ start, end, job }) => [label, job === null ? 'queued before' : jobName(job), formatSeconds(start), formatSeconds(end), formatSeconds(end - start)]));

const TABLES = {
  'The jobs as a table': (answer) => table('Jobs, the highest priority first', ['Priority', 'Job', 'Model', 'From', 'To', 'Released', 'Weight', 'Runs on', 'Waits', 'Takes'], jobRows(answer)),
  'The busy times as a table': (answer) => table('Busy times', ['Where', 'Job', 'From', 'To', 'For'], timeRows(answer)),
};

export function createScheduleTables(container) {
  let answer = null;
  const twins = Object.entries(TABLES).map(([title, make]) => {
    const body = html('div', { class: 'twin-body' });
    const details = html('details', { class: 'twin' }, html('summary', null, title), body);
    const fill = () => details.open && answer?.jobs.schedule && body.replaceChildren(make(answer));
    details.addEventListener('toggle', fill);
    container.append(details);
    return fill;
  });
  return {
    update(next) {
      answer = next;
      twins.forEach((fill) => fill());
    },
    highlight() {},
  };
}

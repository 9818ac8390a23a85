// One instance, solved again with one form and with the router.

import { formatSeconds, formatTimes } from '../../format/quantities.js';
import { counted } from '../../format/words.js';
import { scenarioOf, solve } from '../experiments/solve-time.js';
import { FORM_NAMES } from '../figures/solve-time.js';
import { timeOf } from '../findings/solve-time.js';
import { figureLine, textLine, timeLine } from './lines.js';

export const title = ({ point, form }) => `${FORM_NAMES[form]}: ${counted(point.size.nodes, 'node')}, ${counted(point.size.layers, 'layer')}, instance ${point.instance}`;

const solved = ({ status, seconds }) => (status === 'optimal' ? seconds : null);

function linesOf(form, recorded, here) {
  const name = FORM_NAMES[form];
  const both = recorded.status === 'optimal' && here.status === 'optimal';
  return [
    timeLine(`${name}: time`, timeOf(recorded), timeOf(here)),
    ...both ? [figureLine(`${name}: optimum`, recorded.optimumSeconds, here.optimumSeconds, formatSeconds)] : [],
    ...here.variables === undefined ? [] : [textLine(`${name}: variables, rows, non-zeros`, ...[recorded, here].map(({ variables, rows, nonzeros }) => `${variables}, ${rows}, ${nonzeros}`))],
  ];
}

export async function measure({ point, form }, { api, data, highs, signal, onProgress }) {
  const scenario = scenarioOf(point, data);
  const forms = form === 'router' ? ['router'] : [form, 'router'];
  const runs = await solve(scenario, forms, { api, highs, limitSeconds: point.limitSeconds, signal, onProgress });
  const ratio = (all) => (solved(all[form]) === null ? '–' : formatTimes(all[form].seconds / all.router.seconds));
  return {
    scenario,
    lines: [
      ...forms.flatMap((each) => linesOf(each, point.runs[each], runs[each])),
      ...form === 'router' ? [] : [timeLine('times as long as the router', ratio(point.runs), ratio(runs))],
    ],
  };
}

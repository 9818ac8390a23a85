// Where figures come from: the command, the seed and the machine, in words.

import { html } from '../draw/svg.js';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

function dateInWords(date) {
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** "2 cores of AMD EPYC, Node 20.20.2 on Linux, 25 November 2026; 2.4 processes wanted a processor on average (at most 5.1)." */
export function machineInWords({ processor, cores, system, node, date, load }) {
  const [platform] = system.split(' ');
  return `${cores === 1 ? 'one core' : `${cores} cores`} of ${processor}, Node ${node.replace(/^v/, '')} on ${platform === 'linux' ? 'Linux' : platform}, ${dateInWords(date)}; `
    + `meanwhile ${load.mean} ${load.mean === 1 ? 'process' : 'processes'} wanted a processor on average, ${load.most} at most`;
}

/** The same in a line below a figure. */
export const source = ({ command, settings, machine: { processor, cores, node, date } }) => (
  `${command}, seed ${settings.seed}, on ${cores} × ${processor}, Node ${node.replace(/^v/, '')}, ${dateInWords(date)}`);

export const provenance = ({ command, settings, machine, splitway }) => html('p', { class: 'provenance' },
  'Measured by ', html('code', null, command), `, seed ${settings.seed}, splitway ${splitway}, on ${machineInWords(machine)}.`);

// What the check of a plan found, as a person reads it.

import { formatSeconds } from '../../quantities.js';
import { painter } from '../terminal.js';

/** @param {object} verdict @param {{ file: string, colour?: boolean }} told */
export function verdictText({ optimal, latencySeconds, arcsChecked }, { file, colour = false }) {
  const paint = painter(colour);
  const latency = formatSeconds(latencySeconds);
  if (!optimal) {
    return `${paint.bold(`${file} is a feasible plan of ${latency}.`)}\n`
      + '  Whether it is the optimum is open: it carries no certificate (splitway route --certificate makes one).\n';
  }
  const arcs = `${arcsChecked.toLocaleString('en-US')} layered arcs`;
  return `${paint.bold(`${file} is a feasible plan of ${latency}, and no plan is sooner.`)}\n`
    + `  Its certificate holds on all ${arcs}.\n`;
}

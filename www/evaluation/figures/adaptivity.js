// Regions of one split each, and the latency along one line through them, as plots.

import { formatSeconds } from '../../format/quantities.js';
import { counted } from '../../format/words.js';
import { POLICIES, placesOf } from '../experiments/adaptivity.js';
import { adaptivityFindings, cellsAlongLinks, cellsOf, latencyFindings, placesInWords } from '../findings/adaptivity.js';
import { placeName } from '../findings/words.js';

const MODEL_NAMES = { vgg19: 'VGG19', resnet34: 'ResNet34' };
const NETWORK_NAMES = { 'five-nodes': 'five nodes', nsfnet: 'the NSFNET backbone' };
export const POLICY_NAMES = { 'all-at-source': 'All on the phone', 'all-at-best-node': 'All on one machine', 'best-single-split': 'One split', 'backlog-blind': 'Best path, queues ignored' };

const factor = (value) => `×${Number(value.toPrecision(2))}`;

export const titleOf = ({ model, network }) => `${MODEL_NAMES[model]} on ${NETWORK_NAMES[network]}`;

/** `phone:1-4|0|chicago:5-24|…` as words. */
export function choiceInWords(choice) {
  const parts = choice.split('|').map((part) => {
    const [, node, from, to] = /^(.+):(\d+)-(\d+)$/.exec(part) ?? [];
    if (node === undefined) return counted(part.split(',').length, 'hop');
    return from === to ? `layer ${from} on ${placeName(node)}` : `layers ${from}–${to} on ${placeName(node)}`;
  });
  return parts.join(', ');
}

/** Marks at whole decades. */
const decades = (factors) => factors.map((value, place) => ({ value, place })).filter(({ value }) => Number.isInteger(Math.log10(value))).map(({ value, place }) => ({ place, text: factor(value) }));

function regionPlot(point, cells) {
  const marks = decades(point.factors);
  return {
    id: `adaptivity-${point.network}-${point.model}`,
    title: `${titleOf(point)}: which machines take part`,
    about: 'Link rates grow to the right, compute rates upwards, by factors. Colours and letters are machines in the order in which they take part; thin lines part plans that cut elsewhere or take other links.',
    grid: { size: point.factors.length, group: cells.map(({ choice }) => placesOf(choice)), kind: cells.map(({ choice }) => choice) },
    x: { label: 'all link rates', marks },
    y: { label: 'all compute rates', marks },
    nameOf: placesInWords,
    wordsOf(cell) {
      const { linkFactor, computeFactor, latencySeconds, choice } = cells[cell];
      return `links ${factor(linkFactor)}, computers ${factor(computeFactor)}: ${formatSeconds(latencySeconds)}, ${choiceInWords(choice)}`;
    },
  };
}

/** Latency against link rates, with the computers as they are. */
function linePlot(point) {
  const along = cellsAlongLinks(point);
  const series = (name, look, valueOf) => ({
    name,
    look,
    marks: along.filter((cell) => valueOf(cell) !== null).map((cell) => ({
      x: cell.linkFactor, y: valueOf(cell), choice: { point, place: cell.place },
      words: `links ${factor(cell.linkFactor)}, ${formatSeconds(valueOf(cell))}`,
    })),
  });
  return {
    id: `adaptivity-${point.network}-${point.model}-latency`,
    title: `${titleOf(point)}: latency against simpler policies`,
    about: 'Both axes are logarithmic. Link rates are multiplied by a factor, compute rates are as given.',
    x: { label: 'all link rates', scale: 'log', marks: decades(point.factors).map(({ place }) => point.factors[place]), format: factor },
    y: { label: 'latency', scale: 'log', unit: 's', format: formatSeconds },
    series: [
      series('splitway', 0, ({ latencySeconds }) => latencySeconds),
      ...POLICIES.map((policy, at) => series(POLICY_NAMES[policy], at + 1, ({ policies }) => policies[policy])),
    ],
  };
}

/** @returns {{ finding: string[], regions?: import('../plot/region-map.js').RegionPlot, plot: import('../plot/geometry.js').Plot }[]} */
export function adaptivityFigures({ points }) {
  return points.flatMap((point) => {
    const cells = cellsOf(point);
    const choiceOf = (place) => ({ point, place });
    return [
      { finding: adaptivityFindings(point), regions: { ...regionPlot(point, cells), choiceOf } },
      { finding: latencyFindings(point), plot: linePlot(point) },
    ];
  });
}

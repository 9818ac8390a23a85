// The charts' twins: everything that they draw, as tables, made when someone opens them.

import { comparisonsOf } from '../answer/comparisons.js';
import { indexById } from '../draw/geo-structure.js';
import { html } from '../draw/svg.js';
import { tensorsOf } from '../answer/tensors.js';
import { formatBytes, formatFlop, formatFlopRate, formatIn, formatRate, formatSeconds } from '../format/quantities.js';
import { cutsOf } from '../graph/cuts.js';
import { pinsOf } from '../state/pins.js';
import { relatedTo } from './related.js';
import { KINDS, KIND_FIGURES, KIND_WORDS } from './waterfall-geometry.js';

/** @param {string | null} kind  of the refs that the rows stand for, in their order: node, link, layer or step */
function table(caption, kind, heads, rows) {
  return html('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    html('table', kind && { 'data-rows': kind },
      html('caption', null, caption),
      html('thead', null, html('tr', null, heads.map((head) => html('th', { scope: 'col' }, head)))),
      html('tbody', null, rows.map(([first, ...cells]) => html('tr', null, html('th', { scope: 'row' }, first), cells.map((cell) => html('td', null, cell)))))));
}

const choice = (text, onClick) => {
  const button = html('button', { type: 'button' }, text);
  button.addEventListener('click', onClick);
  return button;
};

function networkTables({ nodes, links, sourceIndex, destinationIndex, layers }, actions) {
  const runs = (index) => layers.filter(({ node }) => node === index).length;
  const told = (part, index, field, text) => (actions.filledBy(part, index, field) ? `${text} (filled in)` : text);
  const role = (index) => [index === sourceIndex && 'start', index === destinationIndex && 'end'].filter(Boolean).join(', ');
  return [
    table('Nodes', 'node', ['Node', 'Compute rate', 'Waiting work', 'Layers run here', 'Role', 'Change'], nodes.map((node) => [
      node.label, told('nodes', node.index, 'flopPerSecond', node.flopPerSecond > 0 ? formatFlopRate(node.flopPerSecond) : 'relay'), formatFlop(node.backlogFlop ?? 0), runs(node.index), role(node.index),
      choice(`Edit ${node.label}`, () => actions.select({ kind: 'node', node: node.index })),
    ])),
    table('Links, one way each', 'link', ['From', 'To', 'Rate', 'Delay', 'Waiting', 'Change'], links.map((link) => [
      nodes[link.from].label, nodes[link.to].label, told('links', link.index, 'bitsPerSecond', formatRate(link.bitsPerSecond)),
      told('links', link.index, 'delaySeconds', formatSeconds(link.delaySeconds)), formatBytes((link.backlogBits ?? 0) / 8),
      choice(`Edit ${nodes[link.from].label} to ${nodes[link.to].label}`, () => actions.select({ kind: 'link', link: link.index })),
    ])),
  ];
}

function stepsTable({ plan, nodes, layers }) {
  if (!plan) return [];
  const label = new Map(nodes.map((node) => [node.id, node.label]));
  const rows = plan.steps.map((step, index) => {
    const what = step.kind === 'compute'
      ? [`run ${layers[step.layer - 1].name}`, label.get(step.node)]
      : [`send ${formatBytes(step.bytes)}`, `${label.get(step.from)} → ${label.get(step.to)}`];
    return [index + 1, ...what, formatSeconds(step.startSeconds), formatSeconds(step.arriveSeconds ?? step.endSeconds)];
  });
  return [table('Steps of the plan', 'step', ['Step', 'What', 'Where', 'Starts', 'Done'], rows)];
}

function layersTable({ layers, nodes, pins }) {
  return [table('Layers of the model', 'layer', ['Layer', 'Name', 'Kind', 'Work', 'Data out', 'Runs on', 'Pinned'], layers.map((layer) => [
    layer.place, layer.name, layer.kind, formatFlop(layer.flop), formatBytes(layer.outputBytes),
    nodes[layer.node]?.label ?? '–', pinsOf(pins, layer.place).length > 0 ? 'yes' : '',
  ]))];
}

function cutsTable({ plan, model, layers, nodes, job }) {
  if (!plan) return [];
  const label = new Map(nodes.map((node) => [node.id, node.label]));
  const name = (number) => (number === 0 ? 'input' : model.layers[number - 1].name);
  const rows = cutsOf(plan, layers.map(({ place }) => place), tensorsOf(model)).flatMap(({ from, to, tensors, isDone }, at) => tensors.map((tensor) => [
    at + 1, `${label.get(from)} → ${label.get(to)}`, tensor.label, formatBytes(tensor.bytes * (job.batch ?? 1)), name(tensor.maker),
    [...tensor.readers.filter((reader) => !isDone(reader)).map(name), ...(tensor.isOutput ? ['answer'] : [])].join(', '),
  ]));
  return [table('Tensors that cross from machine to machine', null, ['Cut', 'From, to', 'Tensor', 'Size', 'Made by', 'Still read by'], rows)];
}

function timesTable(answer) {
  if (!answer.plan) return [];
  const rows = comparisonsOf(answer)
    .filter(({ plan }) => plan)
    .map(({ label, plan: each }) => [
      label, formatSeconds(each.latencySeconds), ...KINDS.map((kind) => formatSeconds(each.breakdown[KIND_FIGURES[kind]])), formatSeconds(each.periodSeconds),
      each.energyJoules === null ? '–' : formatIn(each.energyJoules, 'J'),
      each.price === null ? '–' : String(Number(each.price.toPrecision(3))),
    ]);
  return [table('Times', null, ['Plan', 'Latency', ...KINDS.map((kind) => KIND_WORDS[kind]), 'One answer every', 'Energy', 'Price'], rows)];
}

const TABLES = { 'network-table': networkTables, 'steps-table': stepsTable, 'layers-table': layersTable, 'cuts-table': cutsTable, 'times-table': timesTable };

/** Takes over the new texts where the rows are the same, so that focus stays on a button that someone just used. */
function refresh(body, tables) {
  const cells = (parts) => parts.flatMap((part) => [...part.querySelectorAll('th, td')]);
  const [before, after] = [cells([...body.children]), cells(tables)];
  const alike = body.children.length === tables.length && before.length === after.length
    && before.every((cell, at) => cell.childElementCount === after[at].childElementCount);
  if (!alike) return body.replaceChildren(...tables);
  before.forEach((cell, at) => {
    const place = cell.firstElementChild ?? cell;
    const { textContent } = after[at];
    if (place.textContent !== textContent) place.textContent = textContent;
  });
  return undefined;
}

/** Layers are counted from 1, all else from 0. */
const refOfRow = (kind, row) => ({ kind, [kind]: row.sectionRowIndex + (kind === 'layer' ? 1 : 0) });

function refAt(target) {
  const row = target.closest('tbody > tr');
  const kind = row?.closest('table').dataset.rows;
  return kind ? refOfRow(kind, row) : null;
}

/** @param {Document} page */
export function createTables(page, actions) {
  let answer = null;
  let lastRef = null;
  const twins = Object.entries(TABLES).map(([id, make]) => {
    const details = page.getElementById(id);
    const body = details.querySelector('.twin-body');
    const light = () => {
      if (!details.open || !answer) return;
      const related = relatedTo(lastRef, answer, indexById(answer.nodes));
      const sets = related && { node: related.nodes, link: related.links, layer: related.layers, step: related.steps };
      for (const row of body.querySelectorAll('table[data-rows] > tbody > tr')) {
        const { kind, ...number } = refOfRow(row.closest('table').dataset.rows, row);
        row.classList.toggle('lit', Boolean(sets?.[kind].has(number[kind])));
      }
    };
    const fill = () => {
      if (!details.open || !answer) return;
      refresh(body, make(answer, actions));
      if (lastRef) light();
    };
    details.addEventListener('toggle', fill);
    body.addEventListener('pointerover', ({ target }) => actions.hover(refAt(target)));
    body.addEventListener('pointerleave', () => actions.hover(null));
    return { fill, light };
  });
  return {
    update(next) {
      answer = next;
      twins.forEach(({ fill }) => fill());
    },
    highlight(ref) {
      lastRef = ref;
      twins.forEach(({ light }) => light());
    },
  };
}

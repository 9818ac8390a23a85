// Below the ribbon: the machines on which the chosen layers could run, each with what that would cost, and the pins in force.

import { html } from '../draw/svg.js';
import { formatBytes, formatDifference, formatFlop } from '../format/quantities.js';
import { costOf, layerRange, nodeName, same } from '../answer/sentence.js';
import { pinLayers, pinsOf } from '../state/pins.js';

const MOST_CHIPS = 12;

/** The machines offered as chips: those in use, then the fastest; in the order of the network. */
export function offeredNodes(nodes, layers) {
  const used = new Set(layers.map(({ node }) => node));
  const computing = nodes.filter(({ flopPerSecond }) => flopPerSecond > 0);
  return computing
    .toSorted((a, b) => used.has(b.index) - used.has(a.index) || b.flopPerSecond - a.flopPerSecond || a.index - b.index)
    .slice(0, MOST_CHIPS)
    .sort((a, b) => a.index - b.index);
}

function chipNote(answer, selection, node) {
  const { layers, latencyWith, optimum, pins } = answer;
  if (!selection) {
    const count = layers.filter((layer) => layer.node === node.index).length;
    return count > 0 ? `${count} layer${count === 1 ? '' : 's'}` : '';
  }
  const latency = latencyWith(pinLayers(pins, selection.first, selection.last, node.id));
  if (latency === null || !optimum) return 'cannot';
  const cost = latency - optimum.latencySeconds;
  return cost <= 1e-9 * optimum.latencySeconds ? 'best' : formatDifference(cost);
}

/** @param {{ pinTo(nodeIndex: number): void, unpin(first: number, last: number): void, unpinChosen(): void, back(): void, hover(ref): void }} actions */
export function createPinBar(container, actions) {
  const about = html('p', { class: 'pin-about', id: 'pin-about' });
  const chips = html('div', { class: 'chips', role: 'group', 'aria-labelledby': 'pin-about' });
  const others = html('select', { 'aria-label': 'Another machine to run the chosen layers on' });
  const inForce = html('div', { class: 'pins-in-force' });
  container.replaceChildren(about, chips, inForce);
  let buttons = new Map();

  others.addEventListener('change', () => others.value !== '' && actions.pinTo(Number(others.value)));
  chips.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') actions.back();
    if ((event.key === 'Delete' || event.key === 'Backspace') && event.target.tagName === 'BUTTON') {
      event.preventDefault();
      actions.unpinChosen();
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...chips.querySelectorAll('button, select')];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
  });

  function chip(node) {
    const note = html('span', { class: 'chip-note' });
    const button = html('button', { type: 'button', class: 'chip', 'data-pin-node': node.index },
      html('span', { class: 'swatch' }), html('span', null, node.label), note);
    button.addEventListener('click', () => actions.pinTo(node.index));
    button.addEventListener('pointerenter', () => actions.hover({ kind: 'node', node: node.index }));
    button.addEventListener('pointerleave', () => actions.hover(null));
    return { button, note };
  }

  function offer(answer) {
    const offered = offeredNodes(answer.nodes, answer.layers);
    const key = offered.map(({ id, label }) => `${id} ${label}`).join();
    if (chips.dataset.key !== key) {
      chips.dataset.key = key;
      buttons = new Map(offered.map((node) => [node.index, chip(node)]));
      chips.replaceChildren(...[...buttons.values()].map(({ button }) => button));
      const rest = answer.nodes.filter(({ index, flopPerSecond }) => flopPerSecond > 0 && !buttons.has(index));
      others.replaceChildren(html('option', { value: '' }, 'Another machine…'), ...rest.map((node) => html('option', { value: node.index }, node.label)));
      if (rest.length > 0) chips.append(others);
    }
    return offered;
  }

  function describe(answer, selection) {
    const { layers } = answer;
    if (!selection) return ['Choose a layer to see what it would cost to run it elsewhere, or drag it onto a machine:'];
    const { first, last } = selection;
    const chosen = layers.slice(first - 1, last);
    const flop = chosen.reduce((sum, layer) => sum + layer.flop, 0);
    return [html('strong', null, layerRange(layers, first, last)),
      ` (${formatFlop(flop)}, passes on ${formatBytes(chosen.at(-1).outputBytes)}). Run ${first === last ? 'it' : 'them'} on:`];
  }

  function pinsShown(answer) {
    const { pins, plan: shown, alone: plan = shown, optimum, model, layers, nodes, stale } = answer;
    if (pins.length === 0) return [];
    const labels = new Map(nodes.map(({ id, label }) => [id, nodeName(label)]));
    const cost = plan && optimum && !stale ? costWords(plan, optimum) : null;
    const rows = pins.map((pin) => {
      const where = [...(pin.nodes ?? []).map((id) => labels.get(id) ?? id), ...(pin.tags ?? []).map((tag) => `any “${tag}”`)].join(' or ');
      const last = Math.min(pin.lastLayer, layers.length);
      const range = pin.firstLayer <= last ? layerRange(model.layers, pin.firstLayer, last) : `layers ${pin.firstLayer}–${pin.lastLayer}`;
      const unpin = html('button', { type: 'button', 'aria-label': `Unpin ${range}` }, 'Unpin');
      unpin.addEventListener('click', () => actions.unpin(pin.firstLayer, pin.lastLayer));
      return html('li', null, `${range} on ${where}`, unpin);
    });
    return [
      html('p', null, html('strong', null, 'Pinned'), cost),
      html('ul', null, rows),
    ];
  }

  return {
    update(answer, selection) {
      about.replaceChildren(...describe(answer, selection));
      for (const node of offer(answer)) {
        const { button, note } = buttons.get(node.index);
        button.className = `chip node-color-${node.colorIndex}`;
        button.disabled = !selection;
        note.textContent = answer.plan ? chipNote(answer, selection, node) : '';
        const pressed = selection && pinsOf(answer.pins, answer.layers[selection.first - 1].place).some(({ nodes }) => nodes?.length === 1 && nodes[0] === node.id);
        button.setAttribute('aria-pressed', String(Boolean(pressed)));
      }
      others.disabled = !selection;
      others.value = '';
      inForce.replaceChildren(...pinsShown(answer));
    },
    focus: () => chips.querySelector('button:not(:disabled)')?.focus(),
    highlight(ref) {
      for (const [index, { button }] of buttons) button.classList.toggle('lit', ref?.kind === 'node' && ref.node === index);
    },
  };
}

function costWords(plan, optimum) {
  if (same(plan, optimum)) return ' · costs nothing';
  const cost = costOf(plan.latencySeconds - optimum.latencySeconds, optimum.latencySeconds);
  return [' · costs ', html('strong', { class: 'pin-cost' }, cost), ' against the optimum'];
}

// Every layer of the model with its work and its data, coloured by the machine that runs it; layers can be carried
// to another machine with the pointer, or chosen with the arrow keys and sent there from the chips below.

import { observeWidth } from '../draw/geo-observe.js';
import { html, svg } from '../draw/svg.js';
import { layerRange } from '../answer/sentence.js';
import { fileRanges, pinLayers, pinsOf, unpinLayers } from '../state/pins.js';
import { enableDragToNode } from './drag-to-node.js';
import { createPinBar } from './pin-bar.js';
import { createRibbonDrawing } from './ribbon-drawing.js';
import { ribbonGeometry } from './ribbon-geometry.js';

export function createModelRibbon(container, actions) {
  const root = svg('svg', { class: 'ribbon' });
  const scroll = html('div', { class: 'ribbon-scroll' }, root);
  const bar = html('div', { class: 'pin-bar' });
  container.replaceChildren(scroll, bar);
  const drawing = createRibbonDrawing(root, 'Layers of the model');
  let answer = null;
  let width = 0;
  let selection = null; // { first, last, anchor, focus }

  const pinBar = createPinBar(bar, {
    pinTo(node) {
      if (!selection) return;
      pinSelection(node);
    },
    unpin: (first, last) => actions.setPins(unpinLayers(answer.pins, first, last)),
    unpinChosen: () => selection && unpinRange(selection.first, selection.last),
    back: () => drawing.option(selection?.focus ?? 1)?.focus(),
    hover: actions.hover,
  });

  const rangesOf = (first, last) => fileRanges(answer.layers, first, last);
  function pinSelection(node) {
    const { id } = answer.nodes[node];
    const ranges = rangesOf(selection.first, selection.last);
    actions.setPins(ranges.reduce((pins, [first, last]) => pinLayers(pins, first, last, id), answer.pins));
  }

  function unpinRange(first, last) {
    actions.setPins(rangesOf(first, last).reduce((pins, [from, to]) => unpinLayers(pins, from, to), answer.pins));
  }

  function choose(anchor, focus = anchor) {
    selection = anchor === null ? null : { first: Math.min(anchor, focus), last: Math.max(anchor, focus), anchor, focus };
    showSelection();
    pinBar.update(answer, selection);
  }

  function showSelection() {
    const reachable = selection?.focus ?? 1;
    drawing.options().forEach((option, at) => {
      const number = at + 1;
      option.setAttribute('aria-selected', String(Boolean(selection) && selection.first <= number && number <= selection.last));
      option.setAttribute('tabindex', number === reachable ? 0 : -1);
    });
  }

  function render() {
    if (!answer || width === 0) return;
    if (selection && selection.last > answer.layers.length) selection = null;
    const geometry = ribbonGeometry(answer.layers, { ...answer, width });
    drawing.draw(geometry, answer.layers, answer.nodes, (number) => pinsOf(answer.pins, answer.layers[number - 1].place).length > 0);
    showSelection();
    pinBar.update(answer, selection);
  }

  const layerAt = (element) => Number(element.closest?.('[data-layer]')?.dataset.layer) || null;
  const bandAt = (element) => {
    const band = element.closest?.('[data-first]');
    return band ? { first: Number(band.dataset.first), last: Number(band.dataset.last) } : null;
  };

  root.addEventListener('click', (event) => {
    const band = bandAt(event.target);
    const number = layerAt(event.target);
    if (band) choose(band.first, band.last);
    else if (number) {
      choose(event.shiftKey && selection ? selection.anchor : number, number);
      drawing.option(number).focus({ preventScroll: true });
    } else choose(null);
  });

  root.addEventListener('keydown', (event) => {
    const number = layerAt(event.target);
    if (!number) return;
    const last = answer.layers.length;
    const next = { ArrowRight: number + 1, ArrowLeft: number - 1, Home: 1, End: last }[event.key];
    if (next !== undefined) {
      const to = Math.min(last, Math.max(1, next));
      choose(event.shiftKey && selection ? selection.anchor : to, to);
      drawing.option(to).focus();
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (!selection) choose(number);
      pinBar.focus();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      unpinRange(selection?.first ?? number, selection?.last ?? number);
    } else if (event.key === 'Escape') {
      choose(null);
    } else return;
    event.preventDefault();
  });

  const refAt = (element) => {
    const number = layerAt(element);
    if (number) return { kind: 'layer', layer: number };
    const band = bandAt(element);
    if (band) return { kind: 'node', node: answer.layers[band.first - 1].node };
    const cut = element.closest?.('[data-after-layer]');
    if (!cut) return null;
    const afterLayer = Number(cut.dataset.afterLayer);
    const step = answer.plan.steps.findIndex((each) => each.kind === 'transfer' && each.afterLayer === afterLayer);
    return step < 0 ? null : { kind: 'step', step };
  };
  root.addEventListener('pointerover', (event) => actions.hover(refAt(event.target)));
  root.addEventListener('pointerleave', () => actions.hover(null));
  root.addEventListener('focusin', (event) => actions.hover(refAt(event.target)));
  root.addEventListener('focusout', () => actions.hover(null));

  enableDragToNode(root, {
    pick(element) {
      const band = bandAt(element);
      const number = layerAt(element);
      if (band) choose(band.first, band.last);
      else if (number && !(selection && selection.first <= number && number <= selection.last)) choose(number);
      else if (!number) return null;
      return layerRange(answer.layers, selection.first, selection.last);
    },
    takes: (node) => answer.nodes[node]?.flopPerSecond > 0,
    drop: pinSelection,
  });

  observeWidth(container, (now) => {
    width = now;
    render();
  });

  return {
    update(next) {
      answer = next;
      render();
    },
    highlight(ref) {
      const step = ref?.kind === 'step' ? answer?.plan?.steps[ref.step] : null;
      drawing.options().forEach((option, at) => {
        const { number, node } = answer.layers[at];
        const lit = (ref?.kind === 'layer' && ref.layer === number) || (ref?.kind === 'node' && ref.node === node)
          || (step?.kind === 'compute' && step.layer === number);
        option.classList.toggle('lit', lit);
      });
      for (const cut of drawing.cuts()) {
        const after = Number(cut.dataset.afterLayer);
        cut.classList.toggle('lit', (step?.kind === 'transfer' && step.afterLayer === after) || (ref?.kind === 'copy' && ref.copy === after));
      }
      pinBar.highlight(ref);
    },
  };
}

// The network on a map: where the job starts and ends, which way its tensors go, and who runs which layers.

import { write } from '../draw/geo-elements.js';
import { landGeometry } from '../draw/geo-land.js';
import { observeWidth } from '../draw/geo-observe.js';
import { indexById, sameNetwork } from '../draw/geo-structure.js';
import { createTip } from '../draw/geo-tip.js';
import { html, svg } from '../draw/svg.js';
import { createEndTags } from './network-map/end-tags.js';
import { discRadii, mapGround } from './network-map/ground.js';
import { createLabelLayer } from './network-map/label-layer.js';
import { createLegend } from './network-map/legend.js';
import { createLinkLayer, linkTexts } from './network-map/link-layer.js';
import { createNodeLayer, nodeTexts } from './network-map/node-layer.js';
import { createNodeList } from './network-map/node-list.js';
import { hopsByLink, workByNode } from './network-map/route.js';
import { createRouteLayer } from './network-map/route-layer.js';
import { relatedTo } from './related.js';

const NAME_AFTER_MS = 150;

/**
 * @param {HTMLElement} container
 * @param {object} actions
 * @param {{land?: object|Promise<object|null>|null}} options land as GeoJSON or TopoJSON, now or later
 */
export function createNetworkMap(container, actions, { land = null } = {}) {
  const landShape = svg('path', { class: 'map-land' });
  const links = createLinkLayer();
  const nodes = createNodeLayer();
  const route = createRouteLayer();
  const labels = createLabelLayer();
  const canvas = svg('svg', { class: 'map-canvas', role: 'group', 'aria-label': 'Map of the network' });
  const live = html('p', { class: 'visually-hidden', 'aria-live': 'polite' });
  const stage = html('div', { class: 'map-stage' }, canvas);
  const tip = createTip(stage);
  const list = createNodeList(stage);
  const tags = createEndTags(canvas, {
    set: [actions.setSource, actions.setDestination],
    announce: (text) => { live.textContent = text; },
    hover: (ref) => actions.hover(ref),
    list: (end, node, choose) => list.open(end.title, answer.nodes, node, choose, () => canvas.querySelector(`.map-tag-${end.key}`).focus()),
  });
  canvas.append(landShape, links.visible, nodes.leaders, route.group, links.handles, route.badges, nodes.group, labels.group, tags.group);
  container.classList.add('network-map');
  container.append(stage, createLegend(), live);

  let answer = null;
  let ground = null;
  let geometry = null;
  let work = new Map();
  let byLink = new Map();
  let indexOf = new Map();
  let width = 0;
  let root = 0;
  let lastRef = null;
  let naming = 0;
  let named = false;

  Promise.resolve(land).then((data) => {
    geometry = landGeometry(data);
    if (answer) arrange();
  });
  observeWidth(stage, (next) => {
    width = next;
    if (answer) arrange();
  });

  function build() {
    root = Math.max(0, answer.sourceIndex);
    indexOf = indexById(answer.nodes);
    nodes.build(answer.nodes, root);
    labels.build(answer.nodes);
    ground = null;
    named = false;
  }

  function arrange() {
    if (width === 0) return;
    const before = ground;
    ground = mapGround(answer.nodes, answer.links, root, width, geometry);
    if (!before) links.build(ground.lines);
    write(canvas, { viewBox: `0 0 ${width} ${ground.size.height}`, width, height: ground.size.height });
    write(landShape, { d: ground.land });
    links.arrange(ground.lines);
    nodes.arrange(ground.points);
    labels.forgetSides();
    paint();
  }

  function paint() {
    const { plan } = answer;
    byLink = hopsByLink(plan);
    work = workByNode(plan, indexOf);
    canvas.classList.toggle('stale', Boolean(answer.stale && plan));
    ground.radii = discRadii(answer.nodes, width);
    links.paint(ground.lines, answer);
    nodes.paint(answer, work, ground.radii);
    const numbers = route.paint(byLink, ground, answer);
    tags.paint(labels.paint(answer, ground, work, byLink, numbers, tags.wanted(answer, ground)));
    clearTimeout(naming);
    naming = setTimeout(nameAll, named ? NAME_AFTER_MS : 0);
    if (lastRef) highlight(lastRef);
  }

  // Accessible names follow when a slider has come to rest: nobody reads them in between.
  function nameAll() {
    named = true;
    links.name(ground.lines, answer);
    nodes.name(answer, work);
  }

  function highlight(ref) {
    lastRef = ref;
    if (!ground) return;
    const related = relatedTo(ref, answer, indexOf);
    canvas.classList.toggle('focusing', Boolean(related && (related.steps.size > 0)));
    links.highlight(ground.lines, related);
    nodes.highlight(related);
    route.highlight(related);
    labels.highlight(related);
  }

  const refOf = (element) => {
    const thing = element.closest('[data-node], [data-link]');
    if (!thing) return null;
    return thing.dataset.node !== undefined
      ? { kind: 'node', node: Number(thing.dataset.node) }
      : { kind: 'link', link: Number(thing.dataset.link) };
  };

  const textsOf = (ref) => (ref.kind === 'node'
    ? nodeTexts(answer, ref.node, work.get(ref.node))
    : linkTexts(answer, ref.link));

  function point(ref, at) {
    actions.hover(ref);
    if (ref) tip.show(at, textsOf(ref));
    else tip.hide();
  }

  canvas.addEventListener('pointermove', (event) => {
    if (event.buttons !== 0) return;
    const box = canvas.getBoundingClientRect();
    const ref = refOf(event.target);
    if (ref || lastRef) point(ref, { x: event.clientX - box.left, y: event.clientY - box.top });
  });
  canvas.addEventListener('pointerleave', () => point(null));
  canvas.addEventListener('focusin', ({ target }) => {
    const ref = refOf(target);
    if (!ref || !target.matches(':focus-visible')) return;
    point(ref, ref.kind === 'node' ? ground.points[ref.node] : ground.lines[ground.lineOf[ref.link]].curve.c);
  });
  canvas.addEventListener('focusout', () => point(null));
  canvas.addEventListener('click', ({ target }) => {
    const ref = refOf(target);
    if (ref) actions.select(ref);
  });
  canvas.addEventListener('keydown', (event) => {
    const ref = refOf(event.target);
    if (!ref) return;
    if (event.key === 'Enter' || event.key === ' ') actions.select(ref);
    else if (event.key === 'Escape') point(null);
    else if (!(ref.kind === 'node' ? nodes : links).move(event.target, event.key)) return;
    event.preventDefault();
  });

  return {
    update(next) {
      const same = sameNetwork(answer, next);
      answer = next;
      if (!same) build();
      if (width === 0) return;
      if (ground) paint();
      else arrange();
    },
    highlight,
  };
}

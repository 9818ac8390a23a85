// Nodes: a disc by compute rate, a small ring for a relay, the node's own colour where it runs layers.

import { write } from '../../draw/geo-elements.js';
import { svg } from '../../draw/svg.js';
import { formatFlopRate, formatSeconds } from '../../format/quantities.js';
import { nodeTowards } from './compass.js';
import { staysText } from './route.js';

const HIT_RADIUS = 13;

export function createNodeLayer() {
  const leaders = svg('path', { class: 'map-leaders', fill: 'none' });
  const group = svg('g', { class: 'map-nodes', role: 'group', 'aria-label': 'Nodes; arrow keys move between them' });
  let rows = [];
  let points = [];

  return {
    leaders,
    group,
    build(nodes, first) {
      rows = nodes.map((_, index) => {
        const halo = svg('circle', { class: 'map-node-halo' });
        const disc = svg('circle', { class: 'map-node-disc' });
        const hit = svg('circle', { class: 'map-node-hit', r: HIT_RADIUS });
        const g = svg('g', { role: 'button', tabindex: index === first ? '0' : '-1', 'data-node': index }, halo, disc, hit);
        return { g, halo, disc };
      });
      group.replaceChildren(...rows.map(({ g }) => g));
    },
    arrange(placed) {
      points = placed;
      rows.forEach(({ g }, i) => write(g, { transform: `translate(${points[i].x.toFixed(1)} ${points[i].y.toFixed(1)})` }));
      // A node drawn beside its true place is tied to it.
      write(leaders, {
        d: points.filter((point) => point.moved > 8)
          .map((point) => `M${point.placeX.toFixed(1)} ${point.placeY.toFixed(1)}L${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join(''),
      });
    },
    paint(answer, work, radii) {
      rows.forEach(({ g, halo, disc }, i) => {
        const node = answer.nodes[i];
        const radius = radii[i];
        const runs = work.get(i);
        const kind = runs ? 'computes' : node.flopPerSecond > 0 ? 'idle' : 'relay';
        write(g, { class: `map-node ${kind} node-color-${node.colorIndex}` });
        write(disc, { r: radius.toFixed(1) });
        write(halo, { r: (radius + 3.5).toFixed(1) });
      });
    },
    name(answer, work) {
      rows.forEach(({ g }, i) => write(g, { 'aria-label': nodeTexts(answer, i, work.get(i)).join(', ') }));
    },
    highlight(related) {
      rows.forEach(({ g }, i) => g.classList.toggle('lit', Boolean(related?.nodes.has(i))));
    },
    move(element, key) {
      const at = rows.findIndex(({ g }) => g === element);
      const next = at < 0 ? null : nodeTowards(points, at, key);
      if (next === null) return false;
      element.setAttribute('tabindex', '-1');
      rows[next].g.setAttribute('tabindex', '0');
      rows[next].g.focus();
      return true;
    },
  };
}

/** What a node is and does, in lines of text. */
export function nodeTexts(answer, index, runs) {
  const node = answer.nodes[index];
  const rate = node.flopPerSecond > 0 ? formatFlopRate(node.flopPerSecond) : 'relay, runs no layers';
  return [node.label, rate, runs ? `runs ${staysText(runs.stays, answer.layers)} in ${formatSeconds(runs.seconds)}` : ''].filter(Boolean);
}

// The two ends of the job as tags: drag one to another node, or move it with the arrow keys.

import { write } from '../../draw/geo-elements.js';
import { linePath } from '../../draw/geo-links.js';
import { svg } from '../../draw/svg.js';
import { nearestNode, nodeTowards } from './compass.js';

const ENDS = [
  { key: 'start', title: 'Start', field: 'sourceIndex', glyph: 'M-3 -4L4 0L-3 4Z' },
  { key: 'end', title: 'End', field: 'destinationIndex', glyph: 'M-3.5 -3.5H3.5V3.5H-3.5Z' },
];
const WIDTH = 54;
const HEIGHT = 20;
const HIT_HEIGHT = 28;
// A dragged tag floats above the pointer, so that the node beneath can be seen.
const LIFT = 20;

/**
 * @param {SVGSVGElement} canvas
 * @param {{set: ((node: number) => void)[], list: (end: object, node: number, choose: (node: number) => void) => void,
 *   announce: (text: string) => void, hover: (ref: object|null) => void}} hooks
 */
export function createEndTags(canvas, hooks) {
  const group = svg('g', { class: 'map-tags' });
  const target = svg('circle', { class: 'map-drop-target', r: 18, display: 'none' });
  const stubs = svg('path', { class: 'map-tag-stubs', fill: 'none' });
  const tags = ENDS.map((end, i) => createTag(end, i));
  group.append(target, stubs, ...tags.map(({ g }) => g));
  let answer = null;
  let points = [];
  let spots = [];

  function createTag(end, i) {
    const g = svg('g', { class: `map-tag map-tag-${end.key}`, role: 'button', tabindex: '0', 'aria-haspopup': 'listbox' },
      svg('rect', { class: 'map-tag-hit', x: -4, y: (HEIGHT - HIT_HEIGHT) / 2, width: WIDTH + 8, height: HIT_HEIGHT }),
      svg('rect', { class: 'map-tag-body', width: WIDTH, height: HEIGHT, rx: 4 }),
      svg('path', { class: 'map-tag-glyph', d: end.glyph, transform: `translate(11 ${HEIGHT / 2})` }),
      svg('text', { class: 'map-tag-text', x: 19, y: 14 }, end.key));
    g.addEventListener('pointerdown', (event) => drag(event, i));
    g.addEventListener('keydown', (event) => step(event, i));
    return { g, ...end };
  }

  const nodeOf = (i) => answer[tags[i].field];

  function moveTo(i, node) {
    if (node < 0 || node === nodeOf(i)) return;
    hooks.set[i](node);
    hooks.announce(`${tags[i].title} is now ${answer.nodes[node].label}`);
  }

  function step(event, i) {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      hooks.list(tags[i], nodeOf(i), (node) => moveTo(i, node));
      return;
    }
    if (nodeOf(i) < 0) return;
    const next = nodeTowards(points, nodeOf(i), event.key);
    if (next === null) return;
    event.preventDefault();
    moveTo(i, next);
  }

  function drag(event, i) {
    if (event.button !== 0) return;
    event.preventDefault();
    const { g } = tags[i];
    g.focus();
    g.setPointerCapture(event.pointerId);
    const start = spots[i];
    const from = { x: event.clientX, y: event.clientY };
    let snapped = nodeOf(i);
    let moved = false;
    const toCanvas = ({ clientX, clientY }) => {
      const box = canvas.getBoundingClientRect();
      return { x: clientX - box.left, y: clientY - box.top };
    };
    const follow = (move) => {
      const dx = move.clientX - from.x;
      const dy = move.clientY - from.y;
      if (!moved && Math.hypot(dx, dy) < 4) return;
      moved = true;
      g.classList.add('dragged');
      write(g, { transform: `translate(${start.x + dx} ${start.y + dy - LIFT})` });
      snapped = nearestNode(points, toCanvas(move)).node;
      const { x, y } = points[snapped];
      write(target, { display: null, cx: x, cy: y });
      const tip = { x: start.x + dx + WIDTH / 2, y: start.y + dy - LIFT + HEIGHT / 2 };
      write(stubs, { d: `M${tip.x} ${tip.y}L${x} ${y}` });
      hooks.hover({ kind: 'node', node: snapped });
    };
    const finish = (drop) => {
      for (const [name, listener] of listeners) g.removeEventListener(name, listener);
      g.classList.remove('dragged');
      write(target, { display: 'none' });
      hooks.hover(null);
      settle();
      if (drop && moved) moveTo(i, snapped);
    };
    const listeners = [
      ['pointermove', follow],
      ['pointerup', () => finish(true)],
      ['pointercancel', () => finish(false)],
      ['keydown', (key) => key.key === 'Escape' && finish(false)],
    ];
    for (const [name, listener] of listeners) g.addEventListener(name, listener);
  }

  function settle() {
    tags.forEach(({ g }, i) => {
      if (spots[i]) write(g, { transform: `translate(${spots[i].x.toFixed(1)} ${spots[i].y.toFixed(1)})` });
    });
    write(stubs, { d: spots.map((spot) => (spot ? linePath(spot.leader) : '')).join('') });
  }

  return {
    group,
    /** The tags as labels that want a place beside their nodes. */
    wanted(next, ground) {
      answer = next;
      points = ground.points;
      return tags.flatMap(({ key }, i) => (nodeOf(i) < 0 ? [] : [{
        id: key, node: nodeOf(i), x: points[nodeOf(i)].x, y: points[nodeOf(i)].y, width: WIDTH, height: HEIGHT, must: true, tied: true, radius: ground.radii[nodeOf(i)] + 3,
      }]));
    },
    paint(placed) {
      spots = tags.map(({ key }, i) => (placed.get(key) ?? null));
      tags.forEach(({ g, title }, i) => {
        const name = answer.nodes[nodeOf(i)]?.label ?? 'nowhere';
        write(g, { display: spots[i] ? null : 'none', 'aria-label': `${title}: ${name}. Arrow keys move it to a neighbouring node, Enter lists all nodes.` });
      });
      settle();
    },
  };
}

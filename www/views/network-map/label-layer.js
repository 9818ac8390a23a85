// Names beside the nodes: those that matter always, the others where there is room or when asked for.

import { TEXT_WEIGHT, placeLabels, textWidth } from '../../draw/geo-labels.js';
import { write, writeText } from '../../draw/geo-elements.js';
import { linePath, pointOn } from '../../draw/geo-links.js';
import { svg } from '../../draw/svg.js';
import { formatSeconds } from '../../format/quantities.js';
import { isNarrow } from './ground.js';
import { staysText } from './route.js';

const LINE_HEIGHT = 14;
const NAME_SIZE = 12;
const DETAIL_SIZE = 11;
const MOST_LABELS = 80;
const MOST_OBSTACLE_LINES = 150;

export function createLabelLayer() {
  const leaders = svg('path', { class: 'map-label-leaders', fill: 'none' });
  const group = svg('g', { class: 'map-labels', 'aria-hidden': 'true' });
  let rows = [];
  let sides = new Map();

  return {
    group,
    build(nodes) {
      sides = new Map();
      rows = nodes.map(() => {
        const name = svg('text', { class: 'map-label-name', y: 11 });
        const detail = svg('text', { class: 'map-label-detail', y: 11 + LINE_HEIGHT });
        return { g: svg('g', { class: 'map-label' }, name, detail), name, detail };
      });
      group.replaceChildren(leaders, ...rows.map(({ g }) => g));
    },
    forgetSides() {
      sides = new Map();
    },
    /**
     * @param {object[]} taken boxes of the hop numbers
     * @param {object[]} tags labels of the job's ends, placed after the names that must be shown and before the others
     * @returns {Map<string|number, object>} where the tags stand
     */
    paint(answer, ground, work, byLink, taken, tags) {
      const labels = wantedLabels(answer, ground, work, byLink);
      const obstacles = [...taken.map((box) => ({ ...box, weight: TEXT_WEIGHT })), ...nodeBoxes(ground), ...routeBoxes(ground, byLink)];
      for (const label of [...labels, ...tags]) label.side = sides.get(label.id);
      const shown = labels.filter(({ must, offered }) => must || offered);
      const placed = placeLabels([...shown.filter(({ must }) => must), ...tags, ...shown.filter(({ must }) => !must)], obstacles, ground.size);
      for (const label of labels) drawLabel(rows[label.id], label, placed.get(label.id));
      write(leaders, { d: shown.map(({ id }) => placed.get(id)?.leader).filter(Boolean).map(linePath).join('') });
      sides = new Map([...placed].map(([id, { side }]) => [id, side]));
      return placed;
    },
    highlight(related) {
      rows.forEach(({ g }, i) => g.classList.toggle('lit', Boolean(related?.nodes.has(i))));
    },
  };
}

function wantedLabels(answer, ground, work, byLink) {
  const onRoute = new Set([...byLink.keys()].flatMap((link) => [answer.links[link].from, answer.links[link].to]));
  const narrow = isNarrow(ground.size.width);
  const labels = answer.nodes.map((node, id) => {
    const runs = work.get(id);
    const detail = runs ? `${staysText(runs.stays, answer.layers)}, ${formatSeconds(runs.seconds)}` : '';
    const end = id === answer.sourceIndex || id === answer.destinationIndex;
    const rank = runs ? 4 : end ? 3 : onRoute.has(id) ? 2 : node.flopPerSecond > 0 ? 1 : 0;
    return {
      id, rank, name: node.label, detail,
      x: ground.points[id].x,
      y: ground.points[id].y,
      radius: ground.radii[id] + (runs ? 3 : 0),
      width: Math.max(textWidth(node.label, NAME_SIZE) * (rank >= 3 ? 1.12 : 1), textWidth(detail, DETAIL_SIZE)),
      height: detail ? LINE_HEIGHT * 2 : LINE_HEIGHT,
      must: rank >= 3,
      offered: !narrow || rank >= 2,
      flop: node.flopPerSecond,
    };
  });
  labels.sort((a, b) => b.rank - a.rank || b.flop - a.flop || a.id - b.id);
  return labels.map((label, i) => ({ ...label, offered: label.offered && i < MOST_LABELS }));
}

const nodeBoxes = (ground) => ground.points.map(({ x, y }, owner) => {
  const radius = ground.radii[owner];
  return { x: x - radius, y: y - radius, width: radius * 2, height: radius * 2, weight: 1, owner };
});

// Text across a route is hard to read, across another link less so.
function routeBoxes(ground, byLink) {
  const used = new Set([...byLink.keys()].map((link) => ground.lineOf[link]));
  const all = ground.lines.length <= MOST_OBSTACLE_LINES;
  return ground.lines.flatMap((line, index) => {
    if (!all && !used.has(index)) return [];
    const weight = used.has(index) ? 0.8 : 0.12;
    return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((t) => {
      const { x, y } = pointOn(line.curve, t);
      return { x: x - 3, y: y - 3, width: 6, height: 6, weight };
    });
  });
}

function drawLabel(row, label, spot) {
  const fallback = { x: label.x + label.radius + 3, y: label.y - label.height / 2, sideX: 1 };
  const { x, y, sideX } = spot ?? fallback;
  const anchor = sideX > 0 ? 'start' : sideX < 0 ? 'end' : 'middle';
  const at = x + (label.width * (1 - sideX)) / 2;
  write(row.g, { class: `map-label rank-${label.rank}${spot ? '' : ' unplaced'}`, transform: `translate(${at.toFixed(1)} ${y.toFixed(1)})`, 'text-anchor': anchor });
  writeText(row.name, label.name);
  writeText(row.detail, label.detail);
}

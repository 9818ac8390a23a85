// Nodes that share a city would sit on top of each other: one keeps its place, the others fan out beside it.

import { hopDistances } from './geo-hops.js';

/**
 * Groups of nodes to draw beside one of them: those closer than `reach` pixels to a better connected node and
 * linked to nobody outside the group. A node without a place joins the placed node fewest hops away.
 * @param {({x: number, y: number}|null)[]} places
 * @param {number[][]} neighbours
 * @returns {number[][]} groups by their anchors' order, each led by its anchor
 */
export function crowds(places, neighbours, reach) {
  const placed = places.flatMap((place, node) => (place ? [node] : []));
  const anchorOf = nearestAnchors(places, neighbours, placed, reach);
  const hosts = nearestPlaced(places, neighbours, placed);
  const groupOf = (node) => anchorOf[places[node] ? node : hosts[node]];
  // Who is linked to the outside is a place of its own; that may leave others without company, hence the rounds.
  for (let changed = true; changed;) {
    changed = false;
    for (const node of placed) {
      if (anchorOf[node] === node || neighbours[node].every((other) => groupOf(other) === anchorOf[node])) continue;
      anchorOf[node] = node;
      changed = true;
    }
  }
  const groups = new Map(placed.filter((node) => anchorOf[node] === node).map((node) => [node, [node]]));
  places.forEach((_, node) => {
    if (groupOf(node) !== node) groups.get(groupOf(node)).push(node);
  });
  return [...groups.values()];
}

function nearestAnchors(places, neighbours, placed, reach) {
  const byDegree = [...placed].sort((a, b) => neighbours[b].length - neighbours[a].length || a - b);
  const anchorOf = places.map(() => -1);
  const near = (a, b) => Math.abs(places[a].x - places[b].x) < reach && Math.hypot(places[a].x - places[b].x, places[a].y - places[b].y) < reach;
  for (const anchor of byDegree) {
    if (anchorOf[anchor] >= 0) continue;
    anchorOf[anchor] = anchor;
    for (const node of placed) {
      if (anchorOf[node] < 0 && near(anchor, node)) anchorOf[node] = anchor;
    }
  }
  return anchorOf;
}

function nearestPlaced(places, neighbours, placed) {
  const host = places.map((place, node) => (place ? node : -1));
  const queue = [...placed];
  for (let head = 0; head < queue.length; head += 1) {
    for (const next of neighbours[queue[head]]) {
      if (host[next] < 0) {
        host[next] = host[queue[head]];
        queue.push(next);
      }
    }
  }
  return host.map((node) => (node < 0 ? placed[0] : node));
}

/**
 * Offsets of the members of one crowd from its anchor, as a tree that opens towards +x:
 * every hop inside the crowd is one step outwards.
 * @param {number[]} members anchor first
 * @param {number[][]} neighbours
 * @returns {Map<number, {angle: number, steps: number}>} angle in radians about the fan's axis
 */
export function fanOffsets(members, neighbours) {
  const inside = new Set(members);
  const local = neighbours.map((list, node) => (inside.has(node) ? list.filter((other) => inside.has(other)) : []));
  const hops = hopDistances(local, [members[0]]);
  const children = new Map(members.map((node) => [node, []]));
  for (const node of members.slice(1)) {
    const parent = hops[node] < 0 ? members[0] : local[node].find((other) => hops[other] === hops[node] - 1);
    children.get(parent).push(node);
  }
  const leaves = (node) => {
    const below = children.get(node);
    return below.length === 0 ? 1 : below.reduce((sum, child) => sum + leaves(child), 0);
  };
  const offsets = new Map([[members[0], { angle: 0, steps: 0 }]]);
  const total = leaves(members[0]);
  const opening = total === 1 ? 0 : Math.min(Math.PI * 1.2, (Math.PI / 4) * total);
  const spread = (node, start, width, steps) => {
    let at = start;
    for (const child of children.get(node)) {
      const share = (width * leaves(child)) / leaves(node);
      offsets.set(child, { angle: at + share / 2, steps });
      spread(child, at, share, steps + 1);
      at += share;
    }
  };
  spread(members[0], -opening / 2, opening, 1);
  return offsets;
}

/**
 * The direction, of sixteen, in which a fan has most room.
 * @param {(axis: number) => {x: number, y: number}[]} fanAt where the members would stand
 * @param {{x: number, y: number}[]} others what they should keep away from
 * @param {number} outwards preferred direction when room is equal
 */
export function roomiestAxis(fanAt, others, outwards, enough) {
  let best = outwards;
  let bestScore = -Infinity;
  for (let i = 0; i < 16; i += 1) {
    const axis = (i * Math.PI) / 8;
    let room = Infinity;
    for (const point of fanAt(axis)) {
      for (const other of others) room = Math.min(room, Math.hypot(point.x - other.x, point.y - other.y));
    }
    const score = Math.min(room, enough) / enough + 0.5 * Math.cos(axis - outwards);
    if (score > bestScore + 1e-9) {
      bestScore = score;
      best = axis;
    }
  }
  return best;
}

/** Pushes points apart until no two are closer than `gap`; changes them in place, a few rounds at most. */
export function pushApart(points, gap) {
  for (let round = 0; round < 24; round += 1) {
    let moved = false;
    for (let a = 0; a < points.length; a += 1) {
      for (let b = a + 1; b < points.length; b += 1) {
        const dx = points[b].x - points[a].x;
        const dy = points[b].y - points[a].y;
        const distance = Math.hypot(dx, dy);
        if (distance >= gap - 1e-6) continue;
        // Two nodes in the very same spot part in a direction given by their order alone.
        const turn = distance > 1e-9 ? Math.atan2(dy, dx) : (b * 2.4) % (2 * Math.PI);
        const push = (gap - distance) / 2;
        points[a].x -= Math.cos(turn) * push;
        points[a].y -= Math.sin(turn) * push;
        points[b].x += Math.cos(turn) * push;
        points[b].y += Math.sin(turn) * push;
        moved = true;
      }
    }
    if (!moved) return;
  }
}

// Nodes that share a city would sit on top of each other: one keeps its place, the others fan out beside it.

import { hopDistances } from './geo-hops.js';

/**
 * Groups of nodes whose places are closer than `reach` pixels; a node without a place joins the
 * group of the placed node that is fewest hops away.
 * @param {({x: number, y: number}|null)[]} places
 * @param {number[][]} neighbours
 * @returns {number[][]} groups, each led by its anchor (the member with most neighbours)
 */
export function crowds(places, neighbours, reach) {
  const leader = places.map((_, node) => node);
  const find = (node) => (leader[node] === node ? node : (leader[node] = find(leader[node])));
  const placed = places.flatMap((place, node) => (place ? [node] : []));
  placed.forEach((a, i) => {
    for (const b of placed.slice(i + 1)) {
      if (Math.hypot(places[a].x - places[b].x, places[a].y - places[b].y) < reach) leader[find(b)] = find(a);
    }
  });
  const hosts = nearestPlaced(places, neighbours, placed);
  places.forEach((place, node) => {
    if (!place) leader[node] = find(hosts[node]);
  });
  const groups = new Map();
  places.forEach((_, node) => {
    const key = find(node);
    groups.set(key, [...(groups.get(key) ?? []), node]);
  });
  return [...groups.values()].map((members) => withAnchorFirst(members, places, neighbours));
}

function withAnchorFirst(members, places, neighbours) {
  const rank = (node) => (places[node] ? 1e6 : 0) + neighbours[node].length;
  const anchor = members.reduce((best, node) => (rank(node) > rank(best) ? node : best));
  return [anchor, ...members.filter((node) => node !== anchor)];
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

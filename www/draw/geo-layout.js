// Where every node of a network stands in a frame: on a map when places are known, otherwise in a diagram.

import { crowds, fanOffsets, pushApart, roomiestAxis } from './geo-crowds.js';
import { diagramPositions, neighbourLists } from './geo-hops.js';
import { fitProjection } from './geo-projection.js';

const PUSH_LIMIT_NODES = 400;
// A long chain without places must not grow out of the frame.
const FULL_STEPS = 4;

export const isPlaced = (node) => Number.isFinite(node.latitude) && Number.isFinite(node.longitude);

/**
 * @param {{latitude?: number, longitude?: number}[]} nodes
 * @param {{from: number, to: number}[]} links
 * @param {number} root node from which a diagram is unrolled
 * @param {{width: number, height: number, margin: {left: number, top: number, right: number, bottom: number}}} size
 * @returns {{points: {x: number, y: number, placeX: number|null, placeY: number|null, moved: number}[],
 *   projection: object|null}} `place` is the true spot on the map, `moved` how far the node stands from it
 */
export function layoutNetwork(nodes, links, root, size) {
  const frame = {
    left: size.margin.left,
    top: size.margin.top,
    right: Math.max(size.margin.left + 1, size.width - size.margin.right),
    bottom: Math.max(size.margin.top + 1, size.height - size.margin.bottom),
  };
  const spots = new Set(nodes.filter(isPlaced).map((node) => `${node.latitude.toFixed(4)} ${node.longitude.toFixed(4)}`));
  return spots.size < 2 ? diagram(nodes, links, root, frame) : map(nodes, links, frame);
}

function diagram(nodes, links, root, frame) {
  const width = frame.right - frame.left;
  const height = frame.bottom - frame.top;
  const points = diagramPositions(nodes.length, links, root).map(({ x, y }) => ({
    x: frame.left + x * width, y: frame.top + y * height, placeX: null, placeY: null, moved: 0,
  }));
  return { points, projection: null };
}

function map(nodes, links, frame) {
  const neighbours = neighbourLists(nodes.length, links);
  const coordinates = nodes.map((node) => (isPlaced(node) ? [node.longitude, node.latitude] : null));
  const known = coordinates.filter(Boolean);
  let inner = frame;
  let result;
  // Fanned-out nodes may leave the frame: fit the places into a smaller one until everything is in.
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const projection = fitProjection(known, inner);
    const places = coordinates.map((place) => {
      if (!place) return null;
      const [x, y] = projection(place);
      return { x, y };
    });
    result = { points: spreadCrowds(places, neighbours, links, frame), projection };
    const next = shrunk(inner, frame, result.points);
    if (!next) return result;
    inner = next;
  }
  for (const point of result.points) {
    point.x = Math.min(frame.right, Math.max(frame.left, point.x));
    point.y = Math.min(frame.bottom, Math.max(frame.top, point.y));
  }
  return result;
}

function shrunk(inner, frame, points) {
  const over = {
    left: frame.left - Math.min(...points.map((point) => point.x)),
    top: frame.top - Math.min(...points.map((point) => point.y)),
    right: Math.max(...points.map((point) => point.x)) - frame.right,
    bottom: Math.max(...points.map((point) => point.y)) - frame.bottom,
  };
  if (Math.max(over.left, over.top, over.right, over.bottom) < 0.5) return null;
  const grown = (value) => Math.max(0, value);
  return {
    left: inner.left + grown(over.left),
    top: inner.top + grown(over.top),
    right: Math.max(inner.left + grown(over.left) + 1, inner.right - grown(over.right)),
    bottom: Math.max(inner.top + grown(over.top) + 1, inner.bottom - grown(over.bottom)),
  };
}

function spreadCrowds(places, neighbours, links, frame) {
  const width = frame.right - frame.left;
  const height = frame.bottom - frame.top;
  const groups = crowds(places, neighbours, Math.hypot(width, height) * 0.022);
  const step = Math.min(58, Math.max(26, Math.min(width, height) * 0.17));
  const anchors = groups.map(([anchor]) => places[anchor]);
  const middle = {
    x: anchors.reduce((sum, point) => sum + point.x, 0) / anchors.length,
    y: anchors.reduce((sum, point) => sum + point.y, 0) / anchors.length,
  };
  const groupOf = new Map(groups.flatMap((members, group) => members.map((node) => [node, group])));
  const lines = longLines(links, groupOf, anchors);
  const points = new Array(places.length);
  groups.forEach((members, group) => {
    const anchor = anchors[group];
    const offsets = members.length === 1 ? null : fanOffsets(members, neighbours);
    const deepest = offsets ? Math.max(...[...offsets.values()].map(({ steps }) => steps)) : 0;
    const stride = step * Math.min(1, FULL_STEPS / deepest);
    const at = (axis) => members.slice(1).map((node) => {
      const { angle, steps } = offsets.get(node);
      return { x: anchor.x + Math.cos(axis + angle) * stride * steps, y: anchor.y + Math.sin(axis + angle) * stride * steps };
    });
    const others = members.length === 1 ? [] : [...anchors.filter((_, i) => i !== group), ...lines];
    const outwards = Math.atan2(anchor.y - middle.y, anchor.x - middle.x);
    const axis = members.length === 1 ? 0 : roomiestAxis(at, others, outwards, step);
    points[members[0]] = { x: anchor.x, y: anchor.y };
    at(axis).forEach((point, i) => {
      points[members[i + 1]] = point;
    });
  });
  if (points.length <= PUSH_LIMIT_NODES) pushApart(points, Math.min(20, Math.max(11, Math.min(width, height) * 0.04)));
  return points.map(({ x, y }, node) => ({
    x,
    y,
    placeX: places[node]?.x ?? null,
    placeY: places[node]?.y ?? null,
    moved: places[node] ? Math.hypot(x - places[node].x, y - places[node].y) : 0,
  }));
}

// Points along the lines between crowds, so that a fan does not open across them.
function longLines(links, groupOf, anchors) {
  const points = [];
  for (const { from, to } of links) {
    const a = anchors[groupOf.get(from)];
    const b = anchors[groupOf.get(to)];
    if (a === b) continue;
    for (const t of [0.15, 0.3, 0.5, 0.7, 0.85]) points.push({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
  }
  return points;
}

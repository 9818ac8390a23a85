// A plan's time cut into segments, and where they stand. Pure: numbers in, numbers and words out.

import { formatPercent, formatTimes } from '../format/quantities.js';

export const KINDS = ['compute', 'transmission', 'propagation', 'waiting'];
export const KIND_WORDS = {
  compute: 'computing',
  transmission: 'sending',
  propagation: 'signal travel',
  waiting: 'waiting',
};
export const KIND_FIGURES = {
  compute: 'computeSeconds',
  transmission: 'transmissionSeconds',
  propagation: 'propagationSeconds',
  waiting: 'waitingSeconds',
};

/**
 * Every moment from the release to the arrival, once.
 * @returns {{ kind: string, start: number, end: number, step: number }[]} seconds since the release; waiting bears the step that waits
 */
export function segmentsOf(plan) {
  const release = releaseOf(plan);
  const segments = [];
  let now = release;
  const add = (kind, end, step) => {
    if (end > now) segments.push({ kind, start: now - release, end: end - release, step });
    now = Math.max(now, end);
  };
  plan.steps.forEach((step, index) => {
    for (const [start, end] of step.pieces ?? [[step.startSeconds, step.endSeconds]]) {
      add('waiting', start, index);
      add(step.kind === 'compute' ? 'compute' : 'transmission', end, index);
    }
    if (step.kind !== 'compute') add('propagation', step.arriveSeconds, index);
  });
  return segments;
}

/** The plan does not say when it was released, but when it was done and how long that took. */
export function releaseOf(plan) {
  const last = plan.steps.at(-1);
  return last === undefined ? 0 : (last.arriveSeconds ?? last.endSeconds) - plan.latencySeconds;
}

/** Neighbours of one kind (and one node, when computing) as one, for bars too small to tell steps apart. */
export function merged(segments, nodeOfStep) {
  return segments.reduce((parts, segment) => {
    const last = parts.at(-1);
    const node = segment.kind === 'compute' ? nodeOfStep(segment.step) : null;
    if (last && last.kind === segment.kind && last.node === node && Math.abs(last.end - segment.start) <= 1e-9 * segment.end) {
      last.end = segment.end;
      last.steps.push(segment.step);
    } else {
      parts.push({ kind: segment.kind, start: segment.start, end: segment.end, node, steps: [segment.step] });
    }
    return parts;
  }, []);
}

/** Round marks of an axis from 0 to `end`, at most `most` steps: 1, 2 or 5 times a power of ten. */
export function axisMarks(end, most) {
  if (!(end > 0)) return [0];
  const rough = end / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough * (1 - 1e-9));
  const count = Math.floor(end / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** A baseline seen from the plan: "1.9× as long", "8 % longer", "3 % shorter", "2× faster". */
export function comparedWith(latency, baseline) {
  if (Math.abs(baseline - latency) <= 0.005 * latency) return 'just as fast';
  if (baseline === 0) return 'at once';
  if (latency < 1.1 * baseline && baseline < latency) return `${formatPercent(1 - baseline / latency)} shorter`;
  if (baseline < latency) return `${formatTimes(latency / baseline)} faster`;
  if (latency === 0) return 'longer';
  return baseline < 1.1 * latency ? `${formatPercent(baseline / latency - 1)} longer` : `${formatTimes(baseline / latency)} as long`;
}

/** How far a comparison may run past the plan before its bar is broken off: the plan must stay readable. */
const LONGEST_TIMES_SHORTEST = 12;

/**
 * Bars on one scale. One that is very much longer than the shortest is broken off and says so.
 * @param {number[]} latencies
 * @returns {{ scaleEnd: number, broken: boolean[] }}
 */
export function comparisonScale(latencies) {
  const shortest = Math.min(...latencies.filter((latency) => latency > 0));
  const limit = shortest * LONGEST_TIMES_SHORTEST;
  const fitting = latencies.filter((latency) => latency <= limit);
  const broken = latencies.map((latency) => latency > limit);
  return { scaleEnd: broken.some(Boolean) ? limit : Math.max(...fitting), broken };
}

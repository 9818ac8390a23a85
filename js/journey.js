// A plan read as a journey: stays (a run of layers on one node) and legs (a tensor carried over one or more links).

/**
 * @typedef {{ kind: 'stay', node: string, first: number, last: number, startSeconds: number, endSeconds: number }} Stay
 * @typedef {{ kind: 'leg', from: string, to: string, via: string[], links: number[], afterLayer: number, bytes: number,
 *   startSeconds: number, endSeconds: number }} Leg
 */

/** @returns {(Stay | Leg)[]} in order of time */
export function journeyOf(plan) {
  const parts = [];
  for (const step of plan.steps) {
    const last = parts.at(-1);
    if (step.kind === 'compute') {
      if (last?.kind === 'stay' && last.node === step.node) {
        last.last = step.layer;
        last.endSeconds = step.endSeconds;
      } else {
        const { node, layer, startSeconds, endSeconds } = step;
        parts.push({ kind: 'stay', node, first: layer, last: layer, startSeconds, endSeconds });
      }
    } else if (last?.kind === 'leg') {
      last.via.push(step.from);
      last.to = step.to;
      last.links.push(step.link);
      last.endSeconds = step.arriveSeconds;
    } else {
      const { from, to, link, afterLayer, bytes, startSeconds, arriveSeconds } = step;
      parts.push({ kind: 'leg', from, to, via: [], links: [link], afterLayer, bytes, startSeconds, endSeconds: arriveSeconds });
    }
  }
  return parts;
}

export const staysOf = (plan) => journeyOf(plan).filter(({ kind }) => kind === 'stay');

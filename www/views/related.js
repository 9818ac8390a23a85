// What belongs together: the nodes, links, layers and steps that one hovered thing stands for.

/**
 * @param {object|null} ref see the views' refs: node, link, layer, step, copy or job
 * @param {{plan: object|null, layers: object[], links: object[]}} answer
 * @param {Map<string, number>} indexOf node index by id
 * @returns {{nodes: Set<number>, links: Set<number>, layers: Set<number>, steps: Set<number>, copy: number|null}|null}
 */
export function relatedTo(ref, answer, indexOf) {
  if (!ref) return null;
  const related = { nodes: new Set(), links: new Set(), layers: new Set(), steps: new Set(), copy: ref.kind === 'copy' ? ref.copy : null };
  if (ref.kind === 'node') related.nodes.add(ref.node);
  if (ref.kind === 'link') {
    related.links.add(ref.link);
    const reverse = answer.links[ref.link]?.reverse ?? -1;
    if (reverse >= 0) related.links.add(reverse);
  }
  if (ref.kind === 'layer') related.layers.add(ref.layer);
  // Another job than the one shown has no steps here, but it has a way through the network.
  if (ref.kind === 'job' && ref.job !== answer.jobs?.shown.id) {
    for (const step of answer.jobs?.plans.get(ref.job)?.steps ?? []) {
      if (step.kind === 'compute') related.nodes.add(indexOf.get(step.node));
      else related.links.add(step.link);
    }
  }
  answer.plan?.steps.forEach((step, index) => {
    if (!belongs(step, index, ref, related, indexOf, answer)) return;
    related.steps.add(index);
    if (ref.kind === 'node' || ref.kind === 'link') {
      if (step.kind === 'compute') related.layers.add(step.layer);
    } else if (step.kind === 'compute') {
      related.layers.add(step.layer);
      related.nodes.add(indexOf.get(step.node));
    } else {
      related.links.add(step.link);
    }
  });
  return related;
}

function belongs(step, index, ref, related, indexOf, answer) {
  const compute = step.kind === 'compute';
  switch (ref.kind) {
    case 'node': return compute && indexOf.get(step.node) === ref.node;
    case 'link': return !compute && related.links.has(step.link);
    case 'layer': return compute && step.layer === ref.layer;
    case 'step': return index === ref.step;
    case 'job': return ref.job === answer.jobs?.shown.id;
    case 'copy': return !compute && step.afterLayer === ref.copy;
    default: return false;
  }
}

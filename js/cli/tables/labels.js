// People read labels, files refer by ids.

/** What to call each node: its label, or the id where there is none or another node bears it too. */
export function namesOf(nodes) {
  const bearers = new Map();
  for (const { label } of nodes) bearers.set(label, (bearers.get(label) ?? 0) + 1);
  const names = new Map(nodes.map(({ id, label }) => [id, label !== undefined && bearers.get(label) === 1 ? label : id]));
  return (id) => names.get(id) ?? id;
}

/** The plan with names in place of ids, for people's eyes only. */
export function renamed(plan, name) {
  const steps = plan.steps.map((step) => (
    step.kind === 'compute' ? { ...step, node: name(step.node) } : { ...step, from: name(step.from), to: name(step.to) }
  ));
  return { ...plan, steps, placement: plan.placement.map(name) };
}

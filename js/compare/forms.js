// The ways to solve a scenario that can be compared.

const program = (form, transfers, relaxed) => ({ form, transfers, relaxed });

/**
 * By their names, in the order in which they are solved: the fast ones first, so that something is known soon, and a
 * relaxation before its program, since its optimum is the root bound.
 */
export const FORMS = {
  router: { form: 'router', transfers: null, relaxed: false },
  'routing-lp': program('routing', 'flows', true),
  routing: program('routing', 'flows', false),
  'placement-flows-lp': program('placement', 'flows', true),
  'placement-flows': program('placement', 'flows', false),
  'placement-lp': program('placement', 'paths', true),
  placement: program('placement', 'paths', false),
};

/** Tensors on fixed shortest paths cannot make way for each other, so a capacity needs flows. */
export const defaultForms = ({ capacitySeconds }) => (capacitySeconds === undefined
  ? ['placement', 'placement-lp', 'routing', 'routing-lp', 'router']
  : ['placement-flows', 'placement-flows-lp', 'routing', 'routing-lp']);

export const relaxationOf = (name) => `${name}-lp`;

/** What `formulate` takes to write the program of a form. */
export function formulateOptions(name, { job, capacitySeconds }) {
  const { form, transfers, relaxed } = FORMS[name];
  return {
    form,
    ...(form === 'placement' && { transfers }),
    relax: relaxed,
    to: 'lp',
    ...(job !== undefined && { job }),
    ...(capacitySeconds !== undefined && { capacitySeconds }),
  };
}

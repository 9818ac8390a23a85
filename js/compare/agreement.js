// Whether what several solvers found can all be true.

/** Optima may differ by this share; below a femtosecond, where the router's clock ends, they are the same. */
const AGREEMENT = 1e-6;
export const SMALLEST_SECONDS = 1e-15;

const agree = (one, other) => Math.abs(one - other) <= Math.max(AGREEMENT * Math.max(Math.abs(one), Math.abs(other)), SMALLEST_SECONDS);
const isAbove = (one, other) => one > other && !agree(one, other);

/** Pairs of different members, each once. */
const pairs = (list) => list.flatMap((one, at) => list.slice(at + 1).map((other) => [one, other]));

/** What cannot be true of one run beside another that found the whole optimum. */
function contradiction({ name, relaxed, status, optimumSeconds, boundSeconds, isIntegral }, whole) {
  const beside = `${whole.name} finds ${whole.optimumSeconds} s`;
  if (status === 'infeasible') return `${name} has no answer, ${beside}`;
  if (status === 'time-limit' && boundSeconds !== null && isAbove(boundSeconds, whole.optimumSeconds)) {
    return `${name} has at least ${boundSeconds} s, ${beside}`;
  }
  if (status !== 'optimal' || !relaxed) return undefined;
  if (isAbove(optimumSeconds, whole.optimumSeconds)) return `the relaxation ${name} has ${optimumSeconds} s, above: ${beside}`;
  if (isIntegral && isAbove(whole.optimumSeconds, optimumSeconds)) return `${name} has a whole solution of ${optimumSeconds} s, ${beside}`;
  return undefined;
}

/**
 * Sentences on whatever does not agree.
 * @param {object[]} runs of the same scenario
 */
export function disagreements(runs) {
  const found = runs.filter(({ status, relaxed }) => status === 'optimal' && !relaxed);
  const different = pairs(found).filter(([one, other]) => !agree(one.optimumSeconds, other.optimumSeconds));
  const impossible = runs.filter(({ status, message }) => status === 'optimal' && message);
  const miscounted = runs.filter(({ planSeconds, optimumSeconds }) => planSeconds !== null && !agree(planSeconds, optimumSeconds));
  return [
    ...different.map(([one, other]) => `${one.name} finds ${one.optimumSeconds} s, ${other.name} ${other.optimumSeconds} s`),
    ...impossible.map(({ name, message }) => `the solution of ${name} is no plan: ${message}`),
    ...miscounted.map(({ name, planSeconds, optimumSeconds }) => `the plan of ${name} takes ${planSeconds} s, its optimum is ${optimumSeconds} s`),
    ...runs.map((run) => found.slice(0, 1).map((whole) => contradiction(run, whole))).flat().filter(Boolean),
  ];
}

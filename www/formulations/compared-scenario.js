// What of the page's state the programs are about.

/** The scenario as the page shows it: the one request with its pins, or all jobs. */
export function comparedScenario(answer) {
  if (answer.wholeScenario) return answer.wholeScenario();
  const { current, job, pins } = answer;
  const [own] = current.jobs.filter(({ id }) => id === job.id);
  return { ...current, models: current.models.filter(({ id }) => id === own.model), jobs: [{ ...own, pins }] };
}

/** What that scenario is made of: the same parts, the same scenario. */
export function comparedKey(answer, state) {
  const { network, model, opened, edits, factors, source, destination, pins, job } = state;
  const request = answer.jobs ? [answer.jobs.list] : [model, source, destination, pins, job];
  return [network, opened, edits, factors, ...request];
}

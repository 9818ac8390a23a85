// Several jobs on the page: the state of the views about one of them, and what the scheduler says about all.

import { looksOf } from './job-looks.js';
import { createJobsReader, modelById, shownJob, stateOfJob } from './jobs-state.js';
import { jobsShown, scenarioOfJobs, scheduledAnswer } from './scheduled-answer.js';
import { createLoadSweep } from './load-sweep.js';
import { createScheduling } from './scheduling.js';

/** What the jobs' schedule depends on, beside the search. */
const partsOf = ({ network, opened, edits, factors }, list) => [list, network, opened, edits, factors];

/** @param {{ changed: () => void, progressed: () => void, loaded: () => void }} tell */
export function createSeveralJobs(splitway, data, tell) {
  const jobsOf = createJobsReader(data);
  const scheduling = createScheduling(splitway.background(), tell);
  const load = createLoadSweep(() => splitway.background(), tell.loaded);
  let asked = { parts: [] };
  let looks = null;

  function keyOf(state, list) {
    const parts = partsOf(state, list);
    if (asked.parts.length !== parts.length || parts.some((part, at) => !Object.is(part, asked.parts[at]))) asked = { parts };
    return asked;
  }

  function looksFor(list) {
    if (looks?.list !== list) looks = { list, of: looksOf(list) };
    return looks.of;
  }

  const wholeScenario = (answer, state, list) => {
    const models = [...new Set(list.map(({ model }) => model))].map((id) => modelById(state, data, id));
    return scenarioOfJobs(answer.current, list, models, state.search);
  };

  const shownAnswer = (answer, state, list) =>
    scheduledAnswer(answer, jobsShown({ list, shown: shownJob(state, list), looks: looksFor(list), search: state.search, scheduling }));

  return {
    jobsOf,
    /** The state as the views of one job know it. */
    stateShown(state) {
      const list = jobsOf(state);
      return list ? stateOfJob(state, shownJob(state, list)) : state;
    },
    /** The answer about the shown job among the others; asks for a schedule where there is none yet. */
    answered(answer, state) {
      const list = jobsOf(state);
      if (!list) {
        scheduling.ask(null);
        load.cancel();
        return answer;
      }
      const scenario = () => wholeScenario(answer, state, list);
      scheduling.ask({ key: keyOf(state, list), scenario, jobs: list, search: state.search });
      return Object.assign(shownAnswer(answer, state, list), { wholeScenario: scenario });
    },
    /** The jobs as they are now, while a search goes on. */
    now: ({ jobs }) => ({ ...jobs, ...scheduling.now() }),
    stop: scheduling.stop,
    /** The load curves of the jobs that are shown. */
    load: {
      start: (answer) => load.start(asked, answer.wholeScenario()),
      cancel: load.cancel,
      now: () => load.of(asked),
    },
  };
}

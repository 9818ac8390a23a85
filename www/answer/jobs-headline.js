// Several jobs in words: what they take together, for the top of the page, and what the shown one does among them.

import { formatSeconds } from '../format/quantities.js';
import { jobName } from '../jobs/job-looks.js';
import { scheduleTokens, simpleTokens } from '../jobs/schedule-words.js';
import { clausesOf, joined, nodeName, plain } from '../../js/plan-sentence.js';

/** Shorter waits than this share of the latency are not worth a word. */
const NO_WAIT = 1e-3;

/** @returns {{ number: string, title: string, caption: string, tokens: object[] }} */
export function jobsHeadline({ jobs }) {
  const { schedule, list } = jobs;
  if (!schedule) return { number: '…', title: '', caption: 'is being worked out', tokens: [plain(`Scheduling ${list.length} jobs…`)] };
  const count = schedule.plans.length;
  const caption = schedule.objective === 'max' ? `for the slowest of ${count} jobs` : count === 1 ? 'for one job' : `on average, for each of ${count} jobs`;
  return { number: formatSeconds(schedule.value), title: `${schedule.value} s`, caption, tokens: [...scheduleTokens(schedule, jobs), ...simpleTokens(schedule, jobs.of('greedy')?.schedule.baselines)] };
}

/** "Job 3: run conv1_1–pool2 on Seattle, … : 76.2 ms, 12 ms of it waiting; alone it would take 64.1 ms." */
export function shownJobTokens(answer) {
  const { jobs, plan, alone, layers, job, nodes } = answer;
  const name = { text: jobName(jobs.shown.id), strong: true };
  const refused = jobs.skipped.get(jobs.shown.id);
  if (refused) return [name, plain(` has no way: ${refused.message}.`)];
  if (!alone) return [name];
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const named = (id) => ({ text: nodeName(byId.get(id).label), node: byId.get(id).index });
  const clauses = clausesOf(plan, { layers, source: job.source, name: named });
  const { waitingSeconds } = plan.breakdown;
  const waits = waitingSeconds > NO_WAIT * plan.latencySeconds ? `, ${formatSeconds(waitingSeconds)} of it waiting` : '';
  const later = plan.latencySeconds > alone.latencySeconds * (1 + NO_WAIT)
    ? `; alone it would take ${formatSeconds(alone.latencySeconds)}.` : '; that is as soon as if it were alone.';
  return [name, plain(': '), ...joined(clauses, ', '), plain(': '), { text: formatSeconds(plan.latencySeconds), strong: true }, plain(waits + later)];
}


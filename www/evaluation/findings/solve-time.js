// What the measurements of solve times say.

import { formatPercent, formatSeconds, formatTimes, grouped } from '../../format/quantities.js';
import { capitalised, counted, listed } from '../../format/words.js';
import { FORMS, hasEnded } from '../experiments/solve-time.js';
import { count, groupedBy, largest, median, smallest } from '../statistics.js';

const NAMES = {
  placement: 'the existing program by paths', 'placement-lp': 'its relaxation', 'placement-flows': 'the existing program by flows',
  routing: 'the routing program', 'routing-lp': 'its relaxation', router: 'splitway’s router',
};
/** In the order in which they are named after the existing program. */
const OTHERS = ['placement-flows', 'routing', 'routing-lp', 'router'];
const SAME_OPTIMUM = 1e-6;
const NO_GAP = 1e-6;

/** What goes before the time of a run that did not find the optimum. */
const WITHOUT_OPTIMUM = { 'time-limit': 'at least ', wrong: 'a wrong optimum after ' };

/** How long a run took, and to what: "52 ms", "at least 20 s". */
export const timeOf = ({ status, seconds }) => (seconds === null ? '–' : `${WITHOUT_OPTIMUM[status] ?? ''}${formatSeconds(seconds)}`);

/** The points by size: which of the forms found the optimum of all instances, and their middle times. */
function sizesOf(points, sizeOf) {
  return [...groupedBy(points, sizeOf)].map(([size, instances]) => {
    const runs = (form) => instances.map((point) => point.runs[form]).filter(Boolean);
    return {
      size,
      instances: instances.length,
      ended: (form) => runs(form).length === instances.length && runs(form).every(hasEnded),
      with: (form, status) => runs(form).filter((run) => run.status === status),
      seconds: (form) => median(runs(form).map(({ seconds }) => seconds)),
    };
  });
}

/** Where all forms end, how they compare. */
function besideEachOther(sizes, noun) {
  const common = sizes.filter(({ ended }) => FORMS.every(ended)).at(-1);
  if (common === undefined) return 'At no size does every form end with the optimum.';
  const { seconds } = common;
  const told = OTHERS.map((form) => {
    const ratio = seconds('placement') / seconds(form);
    const beside = ratio >= 1 ? `${formatTimes(ratio)} as fast` : `${formatTimes(1 / ratio)} as long`;
    return `${NAMES[form]} ${formatSeconds(seconds(form))} (${beside})`;
  });
  return `At ${counted(common.size, noun)}, the most at which every form ends with the optimum, the existing program by paths takes ${formatSeconds(seconds('placement'))} (median of ${counted(common.instances, 'instance')}), ${listed(told)}.`;
}

/** How a form fails to find the optimum. */
const WAYS = [
  { status: 'time-limit', words: (_, where, limitSeconds) => `reaches its limit of ${formatSeconds(limitSeconds)} (${where})` },
  { status: 'wrong', words: (_, where) => `ends with a wrong optimum (${where})` },
  { status: 'too-large', words: (runs, where) => `is too large to be tried (${where}, with ${grouped(smallest(runs.map(({ nonzeros }) => nonzeros)))} non-zeros or more)` },
];

/** How far each form gets. */
function reach(sizes, noun, limitSeconds) {
  const failed = (size, form) => WAYS.flatMap(({ status, words }) => {
    const runs = size.with(form, status);
    return runs.length === 0 ? [] : [words(runs, `in ${runs.length} of ${counted(size.instances, 'instance')}`, limitSeconds)];
  });
  const first = (form) => sizes.find((size) => failed(size, form).length > 0);
  const stopped = FORMS.filter((form) => first(form) !== undefined);
  const through = FORMS.filter((form) => sizes.every(({ ended }) => ended(form)));
  const last = sizes.at(-1);
  const fullName = (form) => (form === 'placement-lp' ? 'the relaxed existing program by paths' : form === 'routing-lp' ? 'the relaxed routing program' : NAMES[form]);
  return [
    listed(stopped.map((form) => `at ${counted(first(form).size, noun)} ${fullName(form)} ${listed(failed(first(form), form))}`)),
    through.length > 0 && `at ${counted(last.size, noun)} ${listed(through.map((form, at) => `${fullName(form)} ${at === 0 ? 'takes ' : ''}${formatSeconds(last.seconds(form))}`))}`,
  ].filter(Boolean).map((text) => `${capitalised(text)}.`);
}

/** Where the claim that the routing program is the faster one holds, and where it does not. */
function exceptions(sizes, noun) {
  const told = ['placement', 'placement-flows'].map((form) => {
    const both = sizes.filter(({ ended }) => ended(form) && ended('routing'));
    if (both.length === 0) return null;
    const ratio = ({ seconds }) => seconds('routing') / seconds(form);
    const slower = both.filter((size) => ratio(size) > 1);
    if (slower.length === 0) return `The routing program is faster than ${NAMES[form]} at every size at which both end.`;
    const where = slower.length === both.length && both.length > 1 ? `At every size at which both end` : `At ${listed(slower.map(({ size }) => grouped(size)))} ${noun}${slower.length === 1 && slower[0].size === 1 ? '' : 's'}`;
    const faster = both.map(ratio).filter((each) => each < 1);
    const elsewhere = faster.length === 0 ? '' : `; at the other sizes it is faster, up to ${formatTimes(1 / smallest(faster))} as fast`;
    return `${where} the routing program takes longer than ${NAMES[form]}, up to ${formatTimes(largest(slower.map(ratio)))} as long: there the claim that it is faster does not hold${elsewhere}.`;
  });
  return told.filter((sentence) => sentence !== null);
}

/** Optima that came after the time was up. */
function overdueFindings(points) {
  const late = points.flatMap(({ runs, limitSeconds }) => Object.entries(runs).filter(([, run]) => hasEnded(run) && run.seconds > limitSeconds).map(([form, { seconds }]) => ({ form, seconds, limitSeconds })));
  return [...groupedBy(late, ({ form }) => form)].map(([form, runs]) => (
    `${capitalised(NAMES[form])} found the optimum only after its limit of ${formatSeconds(runs[0].limitSeconds)} in ${counted(runs.length, 'run')}, the last after ${formatSeconds(largest(runs.map(({ seconds }) => seconds)))}: HiGHS looks at the clock between its steps, some of which are long.`));
}

/** @returns {string[]} sentences on one series */
export function growthFindings(points, { sizeOf, noun }) {
  const sizes = sizesOf(points, sizeOf);
  return [besideEachOther(sizes, noun), ...reach(sizes, noun, points[0].limitSeconds), ...overdueFindings(points), ...exceptions(sizes, noun)];
}

/** How the programs grow with the nodes. */
export function sizeFindings(points) {
  const growth = (form) => {
    const sized = points.filter(({ runs }) => runs[form]?.nonzeros !== undefined);
    const [few, many] = [sized[0], sized.at(-1)];
    const steepness = Math.log(many.runs[form].nonzeros / few.runs[form].nonzeros) / Math.log(many.size.nodes / few.size.nodes);
    return { few, many, text: `N to the power of ${steepness.toFixed(2)} (${grouped(few.runs[form].nonzeros)} at ${few.size.nodes} nodes, ${grouped(many.runs[form].nonzeros)} at ${grouped(many.size.nodes)})` };
  };
  return [`Non-zeros grow as ${growth('placement-lp').text} in the existing program by paths, as ${growth('placement-flows').text} by flows, and as ${growth('routing').text} in the routing program.`];
}

const gapOf = ({ optimumSeconds, rootBoundSeconds }) => Math.max(0, 1 - rootBoundSeconds / optimumSeconds);
const runsOf = (points, form) => points.map(({ runs }) => runs[form]).filter((run) => run !== undefined && hasEnded(run));

function gapFinding(points) {
  const gaps = (form) => runsOf(points, form).filter(({ rootBoundSeconds }) => rootBoundSeconds !== undefined && rootBoundSeconds !== null).map(gapOf);
  const [placement, routing] = [gaps('placement'), gaps('routing')];
  if (placement.length === 0 || routing.length === 0) return [];
  const open = count(routing, (gap) => gap > NO_GAP);
  const whole = open === 0 ? `that of the routing program has no gap in any of ${grouped(routing.length)}` : `that of the routing program has a gap in ${grouped(open)} of ${grouped(routing.length)}`;
  return [`The relaxation of the existing program by paths is ${formatPercent(median(placement))} below the optimum (median of ${counted(placement.length, 'run')}, at most ${formatPercent(largest(placement))}); ${whole}.`];
}

/** The runs whose value a solver called optimal, though it is not, and how many times the optimum it is. */
const wrongRuns = (points) => points.flatMap(({ runs }) => Object.entries(runs)
  .filter(([, { status }]) => status === 'wrong')
  .map(([form, { optimumSeconds }]) => ({ form, ratio: optimumSeconds / runs.router.optimumSeconds })));

function agreementFinding(points) {
  const differences = points.flatMap(({ runs }) => Object.entries(runs)
    .filter(([form, run]) => hasEnded(run) && !['placement-lp', 'router'].includes(form))
    .map(([, { optimumSeconds }]) => Math.abs(optimumSeconds / runs.router.optimumSeconds - 1)));
  const broken = count(differences, (difference) => difference > SAME_OPTIMUM);
  const all = wrongRuns(points).length === 0 ? 'All' : 'All other';
  return broken === 0 ? `${all} ${grouped(differences.length)} optima agree with the router’s to a millionth.` : `${grouped(broken)} of ${grouped(differences.length)} optima differ from the router’s.`;
}

function rangeFinding(points) {
  const rows = points.flatMap(({ runs }) => ['placement', 'placement-flows', 'routing'].map((form) => runs[form]?.coefficients).filter(Boolean));
  const [low, high] = [smallest(rows.map(([least]) => least)), largest(rows.map(([, most]) => most))];
  const told = low === 1 && high === 1 ? 'In the rows of all programs every coefficient is −1 or 1' : `Coefficients in rows reach from ${low} to ${high}`;
  const both = points.filter(({ runs }) => runs.placement?.costs && runs.routing?.costs);
  if (both.length === 0) return `${told}.`;
  const decades = (form) => both.map(({ runs }) => Math.log10(runs[form].costs[1] / runs[form].costs[0]));
  const [placement, routing] = [decades('placement'), decades('routing')];
  return `${told}; the costs of one program span ${median(placement).toFixed(1)} decades in the existing program by paths and ${median(routing).toFixed(1)} in the routing program `
    + `(medians of the ${counted(both.length, 'instance')} that have both; at most ${largest(placement).toFixed(1)} and ${largest(routing).toFixed(1)}; zeros apart).`;
}

/** What a busy machine does to times. */
export function busyFindings({ cores, load }) {
  if (load.mean <= cores) return [];
  return [`${load.mean.toFixed(1)} processes wanted ${counted(cores, 'core')} meanwhile, so solvers may have taken up to ${formatTimes(load.mean / cores)} as long as on a quiet machine; the router’s times, the middle of many short samples, hardly suffer, so ratios to the router may be too large by as much. Those of programs to each other are fair.`];
}

function wrongFindings(points) {
  const wrong = wrongRuns(points);
  if (wrong.length === 0) return [];
  const forms = [...groupedBy(wrong, ({ form }) => form)].map(([form, runs]) => `${counted(runs.length, 'run')} of ${NAMES[form]}`);
  return [`In ${listed(forms)} HiGHS calls a wrong value optimal, ${wrong.length > 1 ? 'up to ' : ''}${formatTimes(largest(wrong.map(({ ratio }) => ratio)))} the optimum that the other forms agree on.`];
}

/** What holds of the programs whatever their size. */
export const structureFindings = (points) => [...gapFinding(points), ...wrongFindings(points), agreementFinding(points), rangeFinding(points)];

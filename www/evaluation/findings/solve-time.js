// What the measurements of solve times say.

import { FORMS, hasEnded } from '../experiments/solve-time.js';
import { count, groupedBy, largest, median, smallest } from '../statistics.js';
import { counted, formatPercent, formatSeconds, formatTimes, listed, number } from './words.js';

const NAMES = {
  placement: 'the existing program by paths', 'placement-lp': 'its relaxation', 'placement-flows': 'the existing program by flows',
  routing: 'the routing program', 'routing-lp': 'its relaxation', router: 'splitway’s router',
};
/** In the order in which they are named after the existing program. */
const OTHERS = ['placement-flows', 'routing', 'routing-lp', 'router'];
const SAME_OPTIMUM = 1e-6;
const NO_GAP = 1e-6;

/** The points by size: which of the forms ended on all instances, and their middle times. */
function sizesOf(points, sizeOf) {
  return [...groupedBy(points, sizeOf)].map(([size, instances]) => {
    const runs = (form) => instances.map((point) => point.runs[form]).filter(Boolean);
    return {
      size,
      instances: instances.length,
      tried: (form) => runs(form).length,
      ended: (form) => runs(form).length === instances.length && runs(form).every(hasEnded),
      limited: (form) => count(runs(form), (run) => !hasEnded(run)),
      wrong: (form) => count(runs(form), ({ status }) => status === 'wrong'),
      /** The non-zeros of a program that was not tried for its size. */
      tooLarge: (form) => runs(form).find(({ status }) => status === 'too-large')?.nonzeros,
      seconds: (form) => median(runs(form).map(({ seconds }) => seconds)),
    };
  });
}

/** Where all forms end, how they compare. */
function besideEachOther(sizes, noun) {
  const common = sizes.filter(({ ended }) => FORMS.every(ended)).at(-1);
  if (common === undefined) return 'Nowhere do all forms end within the limit.';
  const { seconds } = common;
  const told = OTHERS.map((form) => {
    const ratio = seconds('placement') / seconds(form);
    const beside = ratio >= 1 ? `${formatTimes(ratio)} less` : `${formatTimes(1 / ratio)} more`;
    return `${NAMES[form]} ${formatSeconds(seconds(form))} (${beside})`;
  });
  return `At ${counted(common.size, noun)}, the most at which all end within the limit, the existing program by paths takes ${formatSeconds(seconds('placement'))} (median of ${counted(common.instances, 'instance')}), ${listed(told)}.`;
}

/** How far each form gets. */
function reach(sizes, noun, limitSeconds) {
  const first = (form) => sizes.find(({ limited }) => limited(form) > 0);
  const stopped = FORMS.filter((form) => first(form) !== undefined);
  const through = FORMS.filter((form) => sizes.every(({ ended }) => ended(form)));
  const last = sizes.at(-1);
  const fullName = (form) => (form === 'placement-lp' ? 'the relaxation of that by paths' : form === 'routing-lp' ? 'the routing relaxation' : NAMES[form]);
  return [
    ...stopped.map((form) => {
      const { size, limited, wrong, instances, tooLarge } = first(form);
      if (tooLarge(form) !== undefined) return `${fullName(form)} has ${number(tooLarge(form))} non-zeros at ${counted(size, noun)}, too many to be tried`;
      const atLimit = limited(form) - wrong(form);
      const ways = [
        ...atLimit > 0 ? [`reaches its limit of ${formatSeconds(limitSeconds)} (in ${atLimit} of ${counted(instances, 'instance')})`] : [],
        ...wrong(form) > 0 ? [`ends with a wrong optimum (in ${wrong(form)} of ${counted(instances, 'instance')})`] : [],
      ];
      return `${fullName(form)} at ${counted(size, noun)} ${listed(ways)}`;
    }),
    ...through.map((form) => `${fullName(form)} takes ${formatSeconds(last.seconds(form))} at ${counted(last.size, noun)}`),
  ];
}

/** Where the claim that the routing program is the faster one holds, and where it does not. */
function exceptions(sizes, noun) {
  const told = ['placement', 'placement-flows'].map((form) => {
    const both = sizes.filter(({ ended }) => ended(form) && ended('routing'));
    if (both.length === 0) return null;
    const ratio = ({ seconds }) => seconds('routing') / seconds(form);
    const slower = both.filter((size) => ratio(size) > 1);
    if (slower.length === 0) return `The routing program is faster than ${NAMES[form]} at every size at which both end.`;
    const where = slower.length === both.length && both.length > 1 ? `At every size at which both end` : `At ${listed(slower.map(({ size }) => number(size)))} ${noun}${slower.length === 1 && slower[0].size === 1 ? '' : 's'}`;
    return `${where} the routing program takes longer than ${NAMES[form]}, by up to ${formatTimes(largest(slower.map(ratio)))}: there the claim that it is faster does not hold.`;
  });
  return told.filter((sentence) => sentence !== null);
}

/** @returns {string[]} sentences on one series */
export function growthFindings(points, { sizeOf, noun }) {
  const sizes = sizesOf(points, sizeOf);
  const far = listed(reach(sizes, noun, points[0].limitSeconds));
  return [besideEachOther(sizes, noun), `${far.charAt(0).toUpperCase()}${far.slice(1)}.`, ...exceptions(sizes, noun)];
}

/** How the programs grow with the nodes. */
export function sizeFindings(points) {
  const growth = (form) => {
    const sized = points.filter(({ runs }) => runs[form]?.nonzeros !== undefined);
    const [few, many] = [sized[0], sized.at(-1)];
    const steepness = Math.log(many.runs[form].nonzeros / few.runs[form].nonzeros) / Math.log(many.size.nodes / few.size.nodes);
    return { few, many, text: `N to the power of ${steepness.toFixed(2)} (${number(few.runs[form].nonzeros)} at ${few.size.nodes} nodes, ${number(many.runs[form].nonzeros)} at ${number(many.size.nodes)})` };
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
  const whole = open === 0 ? `that of the routing program has no gap in any of ${number(routing.length)}` : `that of the routing program has a gap in ${number(open)} of ${number(routing.length)}`;
  return [`The relaxation of the existing program by paths is ${formatPercent(median(placement))} below the optimum (median of ${counted(placement.length, 'run')}, at most ${formatPercent(largest(placement))}); ${whole}.`];
}

/** The runs whose value a solver called optimal, though it is not, and how many times the optimum it is. */
const wrongRuns = (points) => points.flatMap(({ runs }) => Object.entries(runs)
  .filter(([, { status }]) => status === 'wrong')
  .map(([form, { optimumSeconds }]) => ({ form, ratio: optimumSeconds / runs.router.optimumSeconds })));

function agreementFinding(points) {
  const differences = points.flatMap(({ runs }) => Object.entries(runs)
    .filter(([form, run]) => hasEnded(run) && form !== 'placement-lp')
    .map(([, { optimumSeconds }]) => Math.abs(optimumSeconds / runs.router.optimumSeconds - 1)));
  const broken = count(differences, (difference) => difference > SAME_OPTIMUM);
  const all = wrongRuns(points).length === 0 ? 'All' : 'All other';
  return broken === 0 ? `${all} ${number(differences.length)} optima agree with the router’s to a millionth.` : `${number(broken)} of ${number(differences.length)} optima differ from the router’s.`;
}

function rangeFinding(points) {
  const range = (form, field) => {
    const runs = points.map(({ runs: all }) => all[form]).filter((run) => run?.[field]);
    return [smallest(runs.map((run) => run[field][0])), largest(runs.map((run) => run[field][1]))];
  };
  const decades = ([low, high]) => Math.log10(high / low).toFixed(1);
  const [placement, routing] = [range('placement', 'costs'), range('routing', 'costs')];
  const rows = ['placement', 'placement-flows', 'routing'].map((form) => range(form, 'coefficients'));
  const isUnit = rows.every(([low, high]) => low === 1 && high === 1);
  const told = isUnit ? 'In the rows of all programs every coefficient is −1 or 1' : `Coefficients in rows reach from ${smallest(rows.map(([low]) => low))} to ${largest(rows.map(([, high]) => high))}`;
  return `${told}; costs span ${decades(placement)} decades in the existing program by paths and ${decades(routing)} in the routing program (zeros apart).`;
}

/** What a busy machine does to times. */
export function busyFindings({ cores, load }) {
  if (load.mean <= cores) return [];
  return [`${load.mean.toFixed(1)} processes wanted ${counted(cores, 'core')} meanwhile, so solvers may have taken up to ${formatTimes(load.mean / cores)} as long as on a quiet machine; the router’s times, the middle of many short samples, hardly suffer, so ratios to the router may be too large by as much. Those of programs to each other are fair.`];
}

function wrongFindings(points) {
  const wrong = wrongRuns(points);
  if (wrong.length === 0) return [];
  const forms = [...groupedBy(wrong, ({ form }) => form)].map(([form, runs]) => `${number(runs.length)} of ${NAMES[form]}`);
  return [`HiGHS calls a wrong value optimal in ${counted(wrong.length, 'run')} (${listed(forms)}), up to ${formatTimes(largest(wrong.map(({ ratio }) => ratio)))} the optimum that the other forms agree on.`];
}

/** What holds of the programs whatever their size. */
export const structureFindings = (points) => [...gapFinding(points), ...wrongFindings(points), agreementFinding(points), rangeFinding(points)];

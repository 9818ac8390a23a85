// Solve times against nodes, layers and real networks, and the sizes of the programs, as plots.

import { formatSeconds, formatTimes, grouped } from '../../format/quantities.js';
import { counted } from '../../format/words.js';
import { FORMS, hasEnded } from '../experiments/solve-time.js';
import { busyFindings, growthFindings, sizeFindings, structureFindings, timeOf } from '../findings/solve-time.js';
import { count, groupedBy, middleBy } from '../statistics.js';

export const FORM_NAMES = {
  placement: 'Existing, by paths', 'placement-lp': 'Existing, by paths, relaxed', 'placement-flows': 'Existing, by flows',
  routing: 'Routing', 'routing-lp': 'Routing, relaxed', router: 'splitway’s router',
};

const SERIES = {
  nodes: { id: 'solve-time-nodes', title: 'Solve time against nodes: VGG19 on random networks', label: 'nodes', sizeOf: ({ size }) => size.nodes, noun: 'node' },
  layers: { id: 'solve-time-layers', title: 'Solve time against layers: random chains on 14 nodes', label: 'layers', sizeOf: ({ size }) => size.layers, noun: 'layer' },
  real: { id: 'solve-time-real', title: 'Solve time on real topologies: VGG19', label: 'nodes of a real topology', sizeOf: ({ size }) => size.nodes, noun: 'node' },
};

/** A program that is too large for the solver has no time. */
const isMeasured = ({ runs }, form) => typeof runs[form]?.seconds === 'number';

function wordsOf(instances, form, point, { sizeOf, noun }) {
  const run = point.runs[form];
  const ends = (status) => count(instances, ({ runs }) => runs[form].status === status);
  const where = point.graph === undefined ? counted(sizeOf(point), noun) : `${point.graph}, ${counted(sizeOf(point), noun)}`;
  const ratio = form === 'router' ? '' : `, ${formatTimes(run.seconds / point.runs.router.seconds)} the router`;
  const limit = ends('time-limit') === 0 ? '' : `; ${ends('time-limit')} reached the limit of ${formatSeconds(point.limitSeconds)}`;
  const wrong = ends('wrong') === 0 ? '' : `; ${ends('wrong')} ended with a wrong optimum`;
  const large = ends('too-large') === 0 ? '' : `; ${ends('too-large')} more ${ends('too-large') === 1 ? 'was' : 'were'} too large to be tried`;
  return `${where}: ${timeOf(run)}${ratio} (middle of ${counted(count(instances, (one) => isMeasured(one, form)), 'instance')}${limit}${wrong}${large})`;
}

/** What was tried, by size. */
const tried = (points, form) => [...groupedBy(points.filter(({ runs }) => runs[form] !== undefined), ({ key }) => key.split('/')[1]).values()];

function seriesOf(points, form, look, kind) {
  const marks = tried(points, form).filter((instances) => instances.some((one) => isMeasured(one, form))).map((instances) => {
    const secondsOf = ({ runs }) => runs[form].seconds;
    const measured = instances.filter((one) => isMeasured(one, form));
    const ending = (status) => measured.filter(({ runs }) => runs[form].status === status);
    const point = middleBy(measured, secondsOf);
    const seconds = measured.map(secondsOf);
    return {
      x: kind.sizeOf(point), y: secondsOf(point), choice: { point, form }, words: wordsOf(instances, form, point, kind),
      atLeast: ending('time-limit').includes(point), spread: [Math.min(...seconds), Math.max(...seconds)],
      spreadAtLeast: ending('time-limit').length > 0,
      isWrong: ending('wrong').includes(point), wrong: ending('wrong').filter((one) => one !== point).map(secondsOf),
    };
  });
  return { name: FORM_NAMES[form], look, marks };
}

function timePlot(points, name, machine) {
  const kind = SERIES[name];
  const own = points.filter(({ series }) => series === name);
  const sizes = [...new Set(own.map(kind.sizeOf))];
  return {
    finding: [...growthFindings(own, kind), ...busyFindings(machine)],
    plot: {
      id: kind.id,
      title: kind.title,
      about: 'Both axes are logarithmic. A mark is the middle of several instances, its line reaches from the fastest to the slowest; a hollow arrow says that the solver was stopped at its limit, a struck-out circle that it ended with a wrong optimum.',
      x: { label: kind.label, scale: 'log', marks: sizes, format: grouped },
      y: { label: 'solve time', scale: 'log', unit: 's', format: formatSeconds },
      series: FORMS.map((form, look) => seriesOf(own, form, look, kind)),
    },
  };
}

/** How large the programs are. */
function sizePlot(points) {
  const kind = SERIES.nodes;
  const own = points.filter(({ series }) => series === 'nodes');
  // A relaxation is as large as its program, and is tried on larger networks.
  const series = [['placement', 'placement-lp'], ['placement-flows', 'placement-flows'], ['routing', 'routing']].map(([name, form]) => {
    const sized = own.filter(({ runs, instance }) => instance === 1 && runs[form]?.variables !== undefined);
    return {
      name: FORM_NAMES[name],
      look: FORMS.indexOf(name),
      marks: sized.map((point) => ({
        x: kind.sizeOf(point), y: point.runs[form].nonzeros, choice: { point, form },
        words: `${counted(kind.sizeOf(point), 'node')}: ${counted(point.runs[form].nonzeros, 'non-zero')}, ${counted(point.runs[form].variables, 'variable')}, ${counted(point.runs[form].rows, 'row')}`,
      })),
    };
  });
  return {
    finding: [...sizeFindings(own), ...structureFindings(points)],
    plot: {
      id: 'solve-time-sizes',
      title: 'What the solver is given: non-zeros against nodes',
      about: 'Both axes are logarithmic. The program of the first random network of each size; one that was not tried any more is left out.',
      x: { label: 'nodes', scale: 'log', marks: [...new Set(own.map(kind.sizeOf))], format: grouped },
      y: { label: 'non-zeros', scale: 'log', format: grouped },
      series,
    },
  };
}

/** @returns {{ finding: string[], plot: import('../plot/geometry.js').Plot }[]} */
export const solveTimeFigures = ({ points, machine }) => [...Object.keys(SERIES).map((name) => timePlot(points, name, machine)), sizePlot(points)];

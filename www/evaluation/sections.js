// What the page has to say on each experiment.

import { EXPERIMENTS } from './experiments/index.js';
import { adaptivityFigures } from './figures/adaptivity.js';
import { manyJobsFigures } from './figures/many-jobs.js';
import { solveTimeFigures } from './figures/solve-time.js';
import { tightnessFigures } from './figures/tightness.js';
import * as adaptivityAgain from './rerun/adaptivity.js';
import * as manyJobsAgain from './rerun/many-jobs.js';
import * as solveTimeAgain from './rerun/solve-time.js';
import * as tightnessAgain from './rerun/tightness.js';

const TOLD = {
  'solve-time': {
    figures: solveTimeFigures,
    again: solveTimeAgain,
    about: 'The existing program says where each layer runs, and pays for tensors along shortest paths, or over links that it chooses; the routing program is a flow on the copies of the network. HiGHS solves both and their linear relaxations, to the last digit; splitway’s router searches the copies without building them. Times are of solving alone: writing and reading the programs and setting up the router are left out. Of each size there are several random instances. A program that reaches its limit, ends with a wrong optimum or is too large is shown or told as such, and is not tried on larger instances. The first program that is measured here loads HiGHS, 3.5 MB.',
  },
  adaptivity: {
    figures: adaptivityFigures,
    again: adaptivityAgain,
    about: 'VGG19, whose first tensors are large, and ResNet34, whose are not, from a phone and back. All links and all computers of the network are made slower and faster, from a hundredth to a hundred times; queues are amounts of work, and of bits. Each cell of a map is one exact answer.',
  },
  'many-jobs': {
    figures: manyJobsFigures,
    again: manyJobsAgain,
    about: 'Requests of VGG19, ResNet34 and MobileNetV2 come at the same moment from the slow machines of the NSFNET backbone. Each is split and routed among those that go first. For each number of jobs there are several random workloads, the instances; every method answers for the same ones.',
  },
  tightness: {
    figures: tightnessFigures,
    again: tightnessAgain,
    about: 'Small random networks with 2 to 7 jobs, few enough to look at every order. The paper’s bound mode predicts when each job is done at the latest; a replay that knows nothing of the predictions tells when it is done.',
  },
};

export const SECTIONS = EXPERIMENTS.map(({ name, title, rows }) => ({ name, title, rows, ...TOLD[name] }));

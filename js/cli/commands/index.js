// Every command by its name; a command is one file that exports { summary, usage, options, examples, notes, run },
// and `answer` too where it can stream, with `loadForLines` where that takes another API.

const LOADERS = {
  compare: () => import('./compare.js'),
  formulate: () => import('./formulate.js'),
  import: () => import('./import.js'),
  route: () => import('./route.js'),
  schedule: () => import('./schedule.js'),
  simulate: () => import('./simulate.js'),
  split: () => import('./split.js'),
  validate: () => import('./validate.js'),
  verify: () => import('./verify.js'),
};

export const commandNames = Object.keys(LOADERS);

export const loadCommand = async (name) => LOADERS[name]();

export const isCommand = (name) => Object.hasOwn(LOADERS, name);

// One program, built and solved by HiGHS on this thread, its answer read back. Nothing interrupts that but the end of
// the thread.
import { median } from '../compare/median.js';
import { SplitwayError } from '../errors.js';
import { buildProgram } from './program.js';

// Optima are compared, so none may be only nearly one.
const EXACTLY = { output_flag: false, mip_rel_gap: 0, mip_abs_gap: 0 };

/** Brief runs are measured again and again, together for about so long, for their middle time. */
const MEASURE_SECONDS = 0.3;
const MOST_MEASUREMENTS = 15;

const MICROSECONDS = 1e6;

/** Values this near to whole numbers are whole to HiGHS; `decode`, which reads answers of any solver, is less strict. */
const NEARLY_WHOLE = 1e-6;

/** HiGHS takes costs of 1e20 for infinite; optima, which are sums of many, must stay below. */
const LARGEST_COST = 1e18;

/** Beyond so many powers of two no digit is left that could be compared. */
const LARGEST_SCALE = 40;

const finite = (value) => (Number.isFinite(value) ? value : null);

async function importHighs(script) {
  try {
    // Where it is, is known to whoever calls and to no bundler.
    const { default: load } = await import(/* webpackIgnore: true */ /* @vite-ignore */ script);
    if (typeof load !== 'function') throw new TypeError('its default export is no function');
    return load;
  } catch (error) {
    throw new SplitwayError(`HiGHS cannot be loaded from ${script}: ${error.message}`, { code: 'missing-solver', path: '/highs', cause: error });
  }
}

let started;

/** HiGHS on this thread, one for all programs. */
async function startHighs({ script, module }) {
  if (started?.script !== script) {
    const load = await importHighs(script);
    started = { script, highs: await load({ instantiateWasm: (imports, receive) => receive(new WebAssembly.Instance(module, imports)) }) };
  }
  return started.highs;
}

/** What HiGHS counts, as a number; null where it says nothing. */
function counted(model, name) {
  try {
    const count = Number(model.info.get(name));
    return count >= 0 ? count : null;
  } catch {
    return null;
  }
}

const isWhole = (value) => Math.abs(value - Math.round(value)) <= NEARLY_WHOLE;

/** The values that are not 0, by the names of their variables. */
function valuesOf(model, columns) {
  const values = {};
  columns.forEach((value, index) => { if (value !== 0) values[model.getColName(index)] = value; });
  return values;
}

/** The outcome of a model that has run, in seconds; `boundSeconds`: no answer is below that. */
function outcomeOf(model, { modelStatus }, { scale, isRelaxed }) {
  const status = model.getModelStatus();
  const counts = { nodes: isRelaxed ? null : counted(model, 'mip_node_count'), iterations: counted(model, 'simplex_iteration_count') };
  if (status === modelStatus.optimal) {
    const optimumSeconds = model.getObjectiveValue() / MICROSECONDS;
    return { status: 'optimal', optimumSeconds, boundSeconds: optimumSeconds, ...counts };
  }
  if (status === modelStatus.infeasible) return { status: 'infeasible', optimumSeconds: null, boundSeconds: null, ...counts };
  if (status !== modelStatus.timeLimit) throw new Error(`HiGHS ends with status ${status}`);
  // HiGHS takes its scale back from the optimum, not from the bound.
  const bound = isRelaxed ? null : finite(model.info.get('mip_dual_bound') / 2 ** scale);
  // The latency is never below 0, which says nothing.
  return { status: 'time-limit', optimumSeconds: null, boundSeconds: bound > 0 ? bound / MICROSECONDS : null, ...counts };
}

/** The power of two by which HiGHS is to scale the objective: its tolerances are absolute, for costs from a microsecond up. */
function scaleOf({ costs: { largest } }) {
  return largest > 0 && largest < 1 ? Math.min(Math.ceil(-Math.log2(largest)), LARGEST_SCALE) : 0;
}

function checkCosts({ costs: { largest } }) {
  if (largest <= LARGEST_COST) return;
  const [most, cost] = [LARGEST_COST, largest].map((microseconds) => (microseconds / MICROSECONDS).toExponential(1));
  throw new SplitwayError(`a single choice takes ${cost} s; HiGHS, for which large numbers are infinite, is given at most ${most} s`, { code: 'limit-exceeded' });
}

/** Solves anew, as if for the first time, and returns the seconds that it took. */
function timedRun(model, timeLimitSeconds) {
  model.clearSolver();
  // The limit counts all runs together.
  model.zeroAllClocks();
  model.options.set('time_limit', timeLimitSeconds);
  const began = performance.now();
  model.run();
  return (performance.now() - began) / 1000;
}

/** The seconds of solving, with their number; the model then holds the last answer. */
function measuredRuns(model, { timeLimitSeconds, warmingSeconds }) {
  timedRun(model, Math.min(warmingSeconds, timeLimitSeconds));
  const measured = [];
  for (let spent = 0; spent < MEASURE_SECONDS && measured.length < MOST_MEASUREMENTS;) {
    const seconds = timedRun(model, timeLimitSeconds);
    measured.push(seconds);
    spent += seconds;
  }
  return { seconds: median(measured), measurements: measured.length };
}

/** @param {{ text: string, scale: number, isRelaxed: boolean, seed: number, limits: object, begin: () => void }} what */
function solve(highs, { text, scale, isRelaxed, seed, limits, begin }) {
  return highs.withModel({ format: 'lp', data: text }, (model) => {
    model.options.set({ ...EXACTLY, random_seed: seed, ...(scale !== 0 && { user_objective_scale: scale }) });
    begin();
    const time = measuredRuns(model, limits);
    const outcome = outcomeOf(model, highs.constants, { scale, isRelaxed });
    const isOptimal = outcome.status === 'optimal';
    const { colValue = [] } = isOptimal ? model.getSolution() : {};
    const isIntegral = isOptimal ? colValue.every(isWhole) : null;
    return { outcome: { ...outcome, isIntegral, ...time }, values: isIntegral ? valuesOf(model, colValue) : undefined };
  });
}

/** The plans that the values say, or why they are none, which is the solver's fault. */
function readBack(program, values) {
  try {
    return { plans: program.decode(values) };
  } catch (error) {
    if (error.code === 'internal') throw error;
    return { noPlans: error.message };
  }
}

/** What a solver that is out of memory throws is told by its words alone. */
const isOutOfMemory = ({ name, message }) => name === 'RuntimeError' || /memory|bad_alloc|string length|allocation/i.test(message);

function explain(error) {
  if (error instanceof SplitwayError) return error;
  if (isOutOfMemory(error)) return new SplitwayError(`the program does not fit into the memory of HiGHS (${error.message})`, { code: 'limit-exceeded', cause: error });
  return new SplitwayError(`HiGHS failed: ${error.message}`, { code: 'internal', cause: error });
}

/**
 * @param {ReturnType<typeof import('../guarded-instance.js').guardInstance>} instance of the module for long calls
 * @param {{ scenario: string, options: string, highs: { script: string, module: WebAssembly.Module },
 *   limits: { timeLimitSeconds: number, warmingSeconds: number }, seed: number }} request `scenario` and `options` are JSON
 *   texts; hosts compile code as they come to it, which can take longer than the solve, so a first run of at most
 *   `warmingSeconds` is not measured
 * @param {(so: { isSolving: boolean, sizes?: object, buildSeconds?: number, version?: string }) => void} report told when
 *   the program is built, and when the solver, whose version it is, starts on it
 * @returns {Promise<{ outcome: object, plans?: object[], noPlans?: string }>} `noPlans` says why a whole solution is no plan
 */
export async function solveProgram(instance, { scenario, options, highs: where, limits, seed }, report) {
  const began = performance.now();
  const program = buildProgram(instance, scenario, options);
  const sizes = program.sizes();
  const buildSeconds = (performance.now() - began) / 1000;
  report({ sizes, buildSeconds, isSolving: false });
  try {
    checkCosts(sizes);
    let text = '';
    for (const piece of program.pieces()) text += piece;
    const highs = await startHighs(where);
    const begin = () => report({ version: highs.version.string, isSolving: true });
    const isRelaxed = JSON.parse(options).relax === true;
    const { outcome, values } = solve(highs, { text, scale: scaleOf(sizes), isRelaxed, seed, limits, begin });
    return { outcome, ...(values && readBack(program, values)) };
  } catch (error) {
    throw explain(error);
  } finally {
    program.free();
  }
}

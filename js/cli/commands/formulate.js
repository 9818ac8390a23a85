import { takeInputs } from '../arguments.js';
import { nameOf, readDocument } from '../documents.js';
import { blaming, CommandError } from '../failure.js';
import { decimalNumber, oneOf } from '../option-kinds.js';
import { jsonDocument, write } from '../terminal.js';
import { startFormulation } from '../this-thread.js';

export const summary = 'the problem as a program for any solver of linear and whole-number programs (LP and MPS files)';

export const usage = [
  'splitway formulate SCENARIO|- [--form routing|placement] [--transfers paths|flows] [--relax] [--to lp|mps]',
  '                   [--job ID] [--capacity-seconds X] [--json]',
];

/** What the commands about programs have in common. */
export const jobOption = { type: 'string', value: 'ID', about: 'one job alone (default: all jobs, by the mean of their latencies, weighted)' };
export const transfersOption = oneOf(
  ['paths', 'flows'],
  'with placement: tensors take the shortest path between each two nodes, or the links that the program chooses (default paths)',
);

export const capacityOption = {
  type: 'string', value: 'X', number: decimalNumber({ from: 0, what: 'a number of at least 0' }),
  about: 'the most seconds that all jobs together may use each node and each link (default: no such limit)',
};

export const options = {
  form: oneOf(['routing', 'placement'], 'routing: unit flow on the layered graph; placement: which node runs which layer (default routing)'),
  transfers: transfersOption,
  relax: { type: 'boolean', about: 'the linear relaxation: every choice may be a fraction' },
  to: oneOf(['lp', 'mps'], 'the format (default lp)'),
  job: jobOption,
  'capacity-seconds': capacityOption,
  json: { type: 'boolean', about: 'how large the program is, as JSON, in place of its text' },
};

export const examples = [
  ['splitway formulate phone.json', 'the routing program, as people write programs'],
  ['splitway formulate phone.json --form placement --to mps > phone.mps', 'the existing formulation, for a solver such as HiGHS, Gurobi, SCIP or CBC'],
  ['splitway formulate phone.json --form placement --json', 'how many variables, rows and coefficients it has'],
  ['splitway formulate phone.json --form placement --transfers flows --relax', 'the relaxation of a placement that chooses links'],
  ['splitway help jobs | splitway formulate - --capacity-seconds 0.5 > jobs.lp', 'many jobs, each resource at most half a second'],
];

export const notes = [
  'The objective is in microseconds, and waits are additive whatever the scenario says: each stay on a node and each use of a link pays its queue in full.',
  'Variables are named after what they choose: run_stage1_edge, send_stem_phone_tower. Points stand for what names in such files may not have.',
  'The memoryBytes of nodes are kept, each model\'s weights counted once. splitway compare solves the programs, too.',
];

const formulateOptions = ({ json, 'capacity-seconds': capacitySeconds, to = 'lp', ...same }) => ({
  ...same, ...(capacitySeconds !== undefined && { capacitySeconds }), ...(!json && { to }),
});

/** Refuses options that would change nothing. */
function check({ form = 'routing', transfers, json, to }) {
  if (transfers !== undefined && form !== 'placement') throw new CommandError('invalid-option', '--transfers goes with --form placement: the routing program chooses links anyway');
  if (json && to !== undefined) throw new CommandError('invalid-option', '--json and --to exclude each other: the sizes are those of any format');
}

export async function run({ inputs, options: given }) {
  check(given);
  const [input] = takeInputs(inputs, ['SCENARIO'], 'formulate');
  const file = nameOf(input);
  const text = await readDocument(input, 'scenario');
  const build = await startFormulation();
  const program = blaming(file, () => build(text, formulateOptions(given)));
  if (given.json) return write(jsonDocument(program.sizes()));
  for (const piece of program.pieces()) await write(piece);
  return undefined;
}

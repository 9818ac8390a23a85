import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bash, splitway } from './command.mjs';
import { PHONE, directoryWith, phone } from './phone.mjs';

const spoilt = (spoil) => {
  const scenario = phone();
  spoil(scenario);
  return scenario;
};

const plan = JSON.parse(splitway(['route', '-', '--json', '--certificate'], { input: PHONE }).stdout);

const directory = directoryWith({
  'empty.json': '',
  'blank.json': ' \n',
  'broken.json': '{"format": ',
  'unknown-field.json': spoilt((scenario) => { scenario.network.nodes[1].color = 'red'; }),
  'no-rate.json': spoilt((scenario) => { scenario.network.links[1].bitsPerSecond = 0; }),
  'format.json': spoilt((scenario) => { scenario.format = 'splitway/scenario@9'; }),
  'two-jobs.json': spoilt((scenario) => { scenario.jobs.push({ ...scenario.jobs[0], id: 'second' }); }),
  'dag.json': spoilt((scenario) => { scenario.models[0].layers[2].inputs = ['stem']; }),
  'unknown-work.json': spoilt((scenario) => { scenario.models[0].layers[1].flop = null; }),
  'unreachable.json': spoilt((scenario) => { scenario.network.links.splice(2); scenario.jobs[0].destination = 'cloud'; }),
  'nowhere.json': spoilt((scenario) => { scenario.jobs[0].pins = [{ firstLayer: 1, lastLayer: 2, nodes: ['tower'] }]; }),
  'memory.json': spoilt((scenario) => { scenario.network.nodes.forEach((node) => { node.memoryBytes = 10; }); }),
  'plan.json': plan,
  'late.json': { ...plan, latencySeconds: 0.1 },
  'half-a-plan.json': '{',
});

/** Runs a command that must fail: nothing on standard output, one line on standard error. */
function refused(line, status) {
  const got = bash(`splitway ${line}`, directory);
  assert.equal(got.stdout, '', line);
  assert.equal(got.status, status, `${line}: ${got.stderr}`);
  assert.match(got.stderr, /^splitway: [a-z-]+: [^\n]+\n$/, line);
  return got.stderr.slice('splitway: '.length, -1);
}

const HELP_ROUTE = '(splitway help route lists the options)';

const CALLS = {
  'rout phone.json': 'unknown-command: there is no command rout; did you mean route?',
  'solve phone.json': 'unknown-command: there is no command solve; there are compare, formulate, import, route, schedule, simulate, split, validate, verify and help',
  '__proto__': 'unknown-command: there is no command __proto__; there are compare, formulate, import, route, schedule, simulate, split, validate, verify and help',
  'help verfiy': 'unknown-command: there is no help on verfiy; did you mean verify?',
  'help me': 'unknown-command: there is no help on me; there is on scenario, jobs, network, layers, compare, formulate, import, route, schedule, simulate, split, validate, verify',
  '--vesion': 'invalid-option: unknown option --vesion, did you mean --version? (splitway help lists the commands)',
  '--json route phone.json': 'invalid-option: --json stands before the command; write splitway route … --json',
  'route phone.json --jsn': `invalid-option: unknown option --jsn, did you mean --json? ${HELP_ROUTE}`,
  'route phone.json --cert': `invalid-option: unknown option --cert, did you mean --certificate? ${HELP_ROUTE}`,
  'route phone.json -x': `invalid-option: unknown option -x ${HELP_ROUTE}`,
  'route phone.json --constructor': `invalid-option: unknown option --constructor ${HELP_ROUTE}`,
  'route phone.json --json=yes': 'invalid-option: --json takes no value, but was given yes',
  'route phone.json --job': 'invalid-option: --job needs a value: --job ID',
  'route phone.json --job --json': 'invalid-option: --job needs a value: --job ID',
  'route phone.json --wait drainig': 'invalid-option: --wait is draining or additive, not drainig; did you mean draining?',
  'route phone.json --wait=none': 'invalid-option: --wait is draining or additive, not none',
  'route': 'invalid-option: route needs a SCENARIO: a file, or - for standard input (splitway help route shows examples)',
  'verify phone.json': 'invalid-option: verify needs a PLAN: a file, or - for standard input (splitway help verify shows examples)',
  'verify - -': 'invalid-option: only one input can be -, standard input',
  'route phone.json two-jobs.json': 'invalid-option: route takes SCENARIO only, but was also given two-jobs.json',
  'route phone.json --dot --json': 'invalid-option: --dot and --json exclude each other',
  'route phone.json --threads 2': 'invalid-option: --threads goes with --ndjson',
  'route phone.json --ndjson --threads 2.5': 'invalid-option: --threads is a whole number from 0 to 256 or auto, not 2.5',
  'route phone.json --ndjson --threads 257': 'invalid-option: --threads is a whole number from 0 to 256 or auto, not 257',
  'route phone.json --ndjson --dot': 'invalid-option: --dot does not go with --ndjson, whose answers are lines of JSON',
};

const INPUTS = {
  'route missing.json': 'unreadable-input: cannot read missing.json: there is no such file',
  'route phone.json/x': 'unreadable-input: cannot read phone.json/x: there is no such file',
  'route .': 'unreadable-input: cannot read .: it is a directory',
  'route - < .': 'unreadable-input: cannot read standard input: it is a directory',
  'route --ndjson missing.ndjson': 'unreadable-input: cannot read missing.ndjson: there is no such file',
  'route --ndjson .': 'unreadable-input: cannot read .: it is a directory',
  'route --ndjson < .': 'unreadable-input: cannot read standard input: it is a directory',
  "route $'a\\nb'": 'unreadable-input: cannot read a\\u000ab: there is no such file',
  'route empty.json': 'invalid-json: empty.json is empty; it should hold a scenario',
  'route blank.json': 'invalid-json: blank.json is empty; it should hold a scenario',
  'route - <&-': 'invalid-json: standard input is empty; it should hold a scenario',
  'route - < /dev/null': 'invalid-json: standard input is empty; it should hold a scenario',
  'verify phone.json empty.json': 'invalid-json: empty.json is empty; it should hold a plan',
  "route <(printf '\\xff')": /^invalid-json: \S+ is not UTF-8 text$/,
};

const SCENARIOS = {
  'route broken.json': /^invalid-json: .+ \(in broken\.json\)$/,
  'route unknown-field.json': /^invalid-scenario: unknown field `color`.* \(at \/network\/nodes\/1\/color in unknown-field\.json\)$/,
  'validate no-rate.json': 'invalid-scenario: `bitsPerSecond` is a finite number above 0, not 0 (at /network/links/1/bitsPerSecond in no-rate.json)',
  'validate - < no-rate.json': 'invalid-scenario: `bitsPerSecond` is a finite number above 0, not 0 (at /network/links/1/bitsPerSecond in standard input)',
  'route format.json': 'unsupported-format: the format is `splitway/scenario@9`, this reader knows `splitway/scenario@1` (at /format in format.json)',
  'route phone.json --job third': /^unknown-job: .*`third`.*\(at \/jobs in phone\.json\)$/,
  'route two-jobs.json': /^unknown-job: .+ in two-jobs\.json\)$/,
  'formulate dag.json --form placement': /^unsupported-dag: .+ \(at \/models\/0\/layers in dag\.json\)$/,
  'route unknown-work.json': /^unknown-work: .+\(at \/models\/0\/layers\/1\/flop in unknown-work\.json\)$/,
  'verify no-rate.json plan.json': /^invalid-scenario: .+ in no-rate\.json\)$/,
  'verify unknown-work.json plan.json': /^unknown-work: .+ in unknown-work\.json\)$/,
  'verify phone.json half-a-plan.json': /^invalid-json: .+ \(in half-a-plan\.json\)$/,
  'verify phone.json late.json': /^invalid-plan: .*0\.1\b.* \(at \/latencySeconds in late\.json\)$/,
  'verify phone.json phone.json': /^unsupported-format: the format is `splitway\/scenario@1`, this reader knows `splitway\/plan@1` \(at \/format in phone\.json\)$/,
};

const INFEASIBLE = {
  'route unreachable.json': /^unreachable: .+ in unreachable\.json\)$/,
  'route nowhere.json': /^no-feasible-placement: .+ in nowhere\.json\)$/,
  'route memory.json': /^memory-exceeded: .+\(at \/network\/nodes\/\d\/memoryBytes in memory\.json\)$/,
};

const groups = { 'a wrong call': [CALLS, 2], 'an unreadable input': [INPUTS, 2], 'a wrong document': [SCENARIOS, 2], 'an infeasible job': [INFEASIBLE, 3] };
for (const [group, [cases, status]] of Object.entries(groups)) {
  for (const [line, expected] of Object.entries(cases)) {
    test(`${group} is one line and exit ${status}: splitway ${line}`, () => {
      const said = refused(line, status);
      if (typeof expected === 'string') assert.equal(said, expected);
      else assert.match(said, expected);
    });
  }
}

test('an endless document is a limit, exit 4', () => {
  assert.equal(refused('route /dev/zero', 4), 'limit-exceeded: /dev/zero holds more than 256 MiB, the most that one document may have');
});

test('a full disk is one line and exit 1', () => {
  for (const words of ['route phone.json', 'route --ndjson two-jobs.json']) {
    const got = bash(`splitway ${words} > /dev/full`, directory);
    assert.match(got.stderr, /^splitway: internal: cannot write to standard output: ENOSPC[^\n]*\n$/);
    assert.equal(got.status, 1);
  }
});

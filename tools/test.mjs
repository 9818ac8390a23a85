// `npm test`: sets up, builds, and runs every test there is; the first stage that fails ends it.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setUpAndBuild } from './build.mjs';
import { setUpChromium } from './chromium.mjs';
import { installOnnxModels } from './onnx-models/install.mjs';
import { pack } from './pack.mjs';
import { Stop, fail, run } from './process.mjs';
import { setUpJudge, setUpSolvers } from './python.mjs';
import { findRust } from './rust.mjs';
import { ROOT, filesUnder, seconds, timed } from './step.mjs';

const NODE_SUITES = ['data', 'www', 'package', 'programs', 'evaluation', 'split', 'cli', 'consumers', 'browser'];
const RESULTS = join(ROOT, 'target', 'test-results');

const rustStages = (env) => {
  const cargo = (...args) => run('cargo', args, { cwd: ROOT, env });
  return [
    ['rustfmt', () => cargo('fmt', '--all', '--check')],
    ['clippy', () => cargo('clippy', '--locked', '--workspace', '--all-targets', '--all-features', '--', '-D', 'warnings')],
    ['Rust tests', () => cargo('test', '--locked')],
  ];
};

/** Runs one suite of tests/ and says how it went. */
async function runSuite(suite, env) {
  const files = filesUnder(join(ROOT, 'tests', suite)).filter((file) => file.endsWith('.test.mjs'));
  if (files.length === 0) throw new Stop(`there is no test in tests/${suite}`);
  const results = join(RESULTS, `${suite}.tap`);
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout', '--test-reporter=tap', `--test-reporter-destination=${results}`];
  let failure;
  await run(process.execPath, ['--test', ...reporters, ...files], { cwd: ROOT, env }).catch((error) => { failure = error; });
  const summary = readFileSync(results, 'utf8');
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(summary)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  const counts = { passed: count('pass'), failed: failure !== undefined && failed === 0 ? 1 : failed };
  const untested = count('skipped') + count('todo');
  if (untested > 0) throw new Stop(`tests/${suite} left out ${untested} of its tests`);
  return counts;
}

async function runNodeSuites() {
  const total = { passed: 0, failed: 0, suites: [] };
  const env = { ...process.env, CHROMIUM_PATH: await setUpChromium(), SOLVERS_PYTHON: await setUpSolvers(), SPLITWAY_TARBALL: pack(RESULTS) };
  for (const suite of NODE_SUITES) {
    const { passed, failed } = await timed(`tests/${suite}`, () => runSuite(suite, env));
    total.passed += passed;
    total.failed += failed;
    if (failed > 0) total.suites.push(`tests/${suite}`);
  }
  return total;
}

async function test() {
  const began = performance.now();
  await setUpAndBuild();
  await installOnnxModels();
  await setUpJudge();
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  for (const [title, make] of rustStages(findRust().env)) {
    await timed(title, make).catch((error) => { throw new Stop(`${title} failed, so nothing after it was run: ${error.message}`); });
  }
  const { passed, failed, suites } = await runNodeSuites();
  console.log(`\n${seconds(began)} in all${failed > 0 ? `; failures in ${suites.join(', ')}` : ''}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

test().catch(fail);

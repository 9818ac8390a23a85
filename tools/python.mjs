// Python packages that tests judge by, in an environment of their own under target/.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, output, run } from './process.mjs';
import { ROOT, timed } from './step.mjs';

const OLDEST = [3, 9];

function findPython() {
  const version = output('python3', ['-c', 'import sys; print(*sys.version_info[:2])'])?.split(' ').map(Number);
  if (version && (version[0] > OLDEST[0] || (version[0] === OLDEST[0] && version[1] >= OLDEST[1]))) return 'python3';
  throw new Stop(`Some tests judge by packages of Python: install Python ${OLDEST.join('.')} or newer, as python3 on PATH.`);
}

const canMakeEnvironments = () => output('python3', ['-c', 'import ensurepip, venv']) !== undefined;

/** Debian keeps that part of Python in a package of its own. */
async function installVenv() {
  if (process.getuid?.() === 0 && output('apt-get', ['--version']) !== undefined) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'python3-venv'], { env });
  }
  if (!canMakeEnvironments()) throw new Stop('python3 cannot make environments (venv): on Debian, as root, apt-get install python3-venv.');
}

/**
 * Installs what a requirements file names, unless it is there already.
 * @param {string} name of the environment
 * @param {string} requirements the file's path from the project's root
 * @returns {Promise<string>} the path of the environment's Python
 */
export async function setUpPython(name, requirements) {
  const directory = join(ROOT, 'target', name);
  const python = join(directory, 'bin', 'python');
  const stamp = join(directory, 'installed.txt');
  const wanted = readFileSync(join(ROOT, requirements), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && output(python, ['--version']) !== undefined) return python;
  await timed(`Python packages of ${requirements}`, async () => {
    const command = findPython();
    if (!canMakeEnvironments()) await installVenv();
    rmSync(directory, { recursive: true, force: true });
    await run(command, ['-m', 'venv', directory]);
    const options = ['--quiet', '--disable-pip-version-check', '--only-binary', ':all:'];
    await run(python, ['-m', 'pip', 'install', ...options, '--requirement', join(ROOT, requirements)]);
    writeFileSync(stamp, wanted);
  });
  return python;
}

/** The Python of the solvers that programs are re-read by. */
export const setUpSolvers = () => setUpPython('solvers', 'tests/programs/requirements.txt');

/** The Python of those who judge divided models. */
export const setUpJudge = () => setUpPython('onnx-judge', 'tests/split/requirements.txt');

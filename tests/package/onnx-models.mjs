// The real models, which tools/onnx-models puts into place.
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY, temporaryDirectory } from './installed.mjs';

/** Where a model is. */
export const modelFile = (name) => join(REPOSITORY, 'target/onnx-models', `${name}.onnx`);

/** Writes the model with so many bytes behind it, in a field that no reader knows; the disk keeps none of them. */
export async function withHole(name, length) {
  const whole = await readFile(modelFile(name));
  const varint = [];
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    varint.push(rest < 128 ? rest : rest % 128 + 128);
    if (rest < 128) break;
  }
  const front = Buffer.concat([whole, Buffer.from([0xfa, 0x01, ...varint])]);
  const file = join(temporaryDirectory(), `${name}.onnx`);
  await writeFile(file, front);
  await truncate(file, front.length + length);
  return file;
}

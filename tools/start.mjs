// `npm start`: sets up, builds, and serves the page on this machine.
import { join } from 'node:path';
import { setUpAndBuild } from './build.mjs';
import { fail } from './process.mjs';
import { serve } from './serve.mjs';
import { ROOT, seconds } from './step.mjs';

const FIRST_PORT = 5173;

async function start() {
  const began = performance.now();
  await setUpAndBuild();
  const { address, close } = await serve(join(ROOT, 'site'), { port: FIRST_PORT });
  console.log(`\nsplitway is at ${address} (ready in ${seconds(began)}; Ctrl-C ends it)`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, close);
}

start().catch(fail);

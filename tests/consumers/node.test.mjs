import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertRight, makeProject } from './consumer.mjs';

const project = makeProject();

// One job alone is scheduled as it is routed.
const answer = 'schedule(scenario).then(({ value }) => console.log(JSON.stringify([route(scenario).latencySeconds, value])))';

const scripts = {
  'esm.mjs': `import { load } from 'splitway'; import scenario from './scenario.js';
    const { route, schedule } = await load(); ${answer};`,
  'inline.mjs': `import { load } from 'splitway/inline'; import scenario from './scenario.js';
    const { route, schedule } = await load(); ${answer};`,
  'both.mjs': `import { load } from 'splitway'; import { load as loadInline } from 'splitway/inline'; import scenario from './scenario.js';
    await loadInline(); const { route, schedule } = await load(); ${answer};`,
  'required.cjs': `const { load } = require('splitway'); const { default: scenario } = require('./scenario.js');
    load().then(({ route, schedule }) => ${answer});`,
  'thread.mjs': `import { Worker } from 'node:worker_threads';
    new Worker(new URL('./esm.mjs', import.meta.url));`,
};

for (const [name, script] of Object.entries(scripts)) {
  test(`Node runs ${name}`, () => {
    writeFileSync(join(project, name), script);
    JSON.parse(execFileSync(process.execPath, [name], { cwd: project, encoding: 'utf8' })).forEach(assertRight);
  });
}

test('npx finds the command', () => {
  const version = execFileSync('npx', ['--offline', 'splitway', '--version'], { cwd: project, encoding: 'utf8' });
  assert.match(version, /\d+\.\d+\.\d+/);
});

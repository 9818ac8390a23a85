// One thread of a stream: answers blocks of lines with the `answer` of one command.

import { parentPort, workerData } from 'node:worker_threads';
import { load } from '../node.js';
import { CommandError, errorAnswer } from './failure.js';
import { linesOf } from './lines.js';

const decoder = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

function textOf(line) {
  try {
    return decoder.decode(line);
  } catch {
    throw new CommandError('invalid-json', 'the line is not UTF-8 text');
  }
}

/** @returns {{ text: string, answers: number, errors: number }} one answer for each line that is not blank */
function answersTo(block, api, { answer }) {
  let text = '';
  let answers = 0;
  let errors = 0;
  for (const line of linesOf(block)) {
    let given;
    try {
      const scenario = textOf(line);
      if (scenario.trim() === '') continue;
      given = JSON.stringify(answer(api, scenario, workerData.options));
    } catch (error) {
      given = JSON.stringify(errorAnswer(error));
      errors += 1;
    }
    text += `${given}\n`;
    answers += 1;
  }
  return { text, answers, errors };
}

async function serve() {
  const command = await import(`./commands/${workerData.command}.js`);
  const api = await (command.loadForLines ?? load)();
  parentPort.on('message', (block) => {
    const { text, answers, errors } = answersTo(block, api, command);
    const bytes = encoder.encode(text);
    parentPort.postMessage({ bytes, answers, errors }, [bytes.buffer]);
  });
}

serve();

import { load } from 'splitway';
import scenario from './scenario.js';

const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
const fromWorker = new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
});

async function show() {
  const { route, schedule } = await load();
  const answers = {
    page: { route: route(scenario).latencySeconds, schedule: (await schedule(scenario)).value },
    worker: await fromWorker,
  };
  const output = document.querySelector('output');
  output.textContent = JSON.stringify(answers);
  output.className = 'done';
}

show();

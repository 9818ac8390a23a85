import { load } from 'splitway';
import scenario from './scenario.js';

const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
const fromWorker = new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = ({ message }) => reject(new Error(message));
});

async function show() {
  const { route } = await load();
  const seconds = { page: route(scenario).latencySeconds, worker: await fromWorker };
  const output = document.querySelector('output');
  output.textContent = JSON.stringify(seconds);
  output.className = 'done';
}

show();

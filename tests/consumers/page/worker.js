import { load } from 'splitway';
import scenario from './scenario.js';

async function answer() {
  const { route, schedule } = await load();
  postMessage({ route: route(scenario).latencySeconds, schedule: (await schedule(scenario)).value });
}

answer();

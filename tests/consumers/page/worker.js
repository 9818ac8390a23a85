import { load } from 'splitway';
import scenario from './scenario.js';

load().then(({ route }) => postMessage(route(scenario).latencySeconds));

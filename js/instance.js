// The instance of the module for one job at a time.
import * as glue from './glue.js';
import { guardInstance } from './guarded-instance.js';

export const { startInstance, currentGeneration, call } = /* @__PURE__ */ guardInstance(glue, 'wasmrouter_new');

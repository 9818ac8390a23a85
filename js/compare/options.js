// What a comparison may be asked for.
import { checkControls } from '../background/call.js';
import { SplitwayError } from '../errors.js';
import { FORMS, defaultForms } from './forms.js';

export const TIME_LIMIT_SECONDS = 60;

/** Longer than any timer of a host counts. */
export const LONGEST_SECONDS = 2_000_000;
export const LARGEST_SEED = 2 ** 31 - 1;

const KNOWN = ['forms', 'job', 'capacitySeconds', 'timeLimitSeconds', 'seed', 'highs', 'onProgress', 'signal', 'stop'];

function refuse(name, message) {
  throw new SplitwayError(message, { code: 'invalid-option', path: name === '' ? '' : `/${name}` });
}

function checkForms(forms) {
  const names = Object.keys(FORMS);
  if (!Array.isArray(forms) || forms.length === 0) refuse('forms', `\`forms\` is a list of at least one of ${names.join(', ')}`);
  forms.forEach((name, at) => {
    if (!Object.hasOwn(FORMS, name)) refuse(`forms/${at}`, `a form is one of ${names.join(', ')}, not ${JSON.stringify(name) ?? typeof name}`);
    if (forms.indexOf(name) !== at) refuse(`forms/${at}`, `\`${name}\` is there twice`);
  });
}

/** @returns {object} the options, those that are absent with their defaults */
export function readOptions(options = {}) {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) refuse('', 'the options of `compare` are an object');
  const strange = Object.keys(options).find((name) => !KNOWN.includes(name));
  if (strange !== undefined) refuse(strange, `unknown option \`${strange}\`, expected one of ${KNOWN.join(', ')}`);
  checkControls(options);
  const { forms = defaultForms(options), job, capacitySeconds, timeLimitSeconds = TIME_LIMIT_SECONDS, seed = 0 } = options;
  checkForms(forms);
  if (job !== undefined && typeof job !== 'string') refuse('job', '`job` is the id of a job');
  if (!(typeof timeLimitSeconds === 'number' && timeLimitSeconds > 0 && timeLimitSeconds <= LONGEST_SECONDS)) {
    refuse('timeLimitSeconds', `\`timeLimitSeconds\` is a number above 0, at most ${LONGEST_SECONDS}, not ${String(timeLimitSeconds)}`);
  }
  if (!(Number.isInteger(seed) && seed >= 0 && seed <= LARGEST_SEED)) refuse('seed', `\`seed\` is a whole number from 0 to ${LARGEST_SEED}, not ${String(seed)}`);
  if (capacitySeconds !== undefined && !(Number.isFinite(capacitySeconds) && capacitySeconds >= 0)) {
    refuse('capacitySeconds', `\`capacitySeconds\` is a finite number of at least 0, not ${String(capacitySeconds)}`);
  }
  return { ...options, forms, timeLimitSeconds, seed };
}

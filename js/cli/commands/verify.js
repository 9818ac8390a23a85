import { load } from '../../node.js';
import { takeInputs } from '../arguments.js';
import { nameOf, readDocument } from '../documents.js';
import { blaming } from '../failure.js';
import { verdictText } from '../tables/verdict-text.js';
import { hasColour, jsonDocument, write } from '../terminal.js';

export const summary = 'whether a plan is feasible, and whether its certificate proves that none is sooner';

export const usage = ['splitway verify SCENARIO PLAN [--json]    (one of the two may be -)'];

export const options = {
  json: { type: 'boolean', about: 'the verdict as JSON' },
};

export const examples = [
  ['splitway route phone.json --certificate --json > plan.json', 'a plan with its proof'],
  ['splitway verify phone.json plan.json', 'checked step by step and arc by arc, without trusting the solver'],
  ['splitway route phone.json --json | splitway verify phone.json -', 'feasible, but nothing is proven without a certificate'],
];

export const notes = ['A plan that does not hold ends with exit code 2 and names the first step or arc that breaks it.'];

// A sound scenario is to blame for nothing but what its job makes impossible to check.
const ABOUT_THE_SCENARIO = 'unknown-work';

function verdictOf(api, texts, [scenarioFile, planFile]) {
  blaming(scenarioFile, () => api.validate(texts[0]));
  return blaming(planFile, () => {
    try {
      return api.verify(...texts);
    } catch (error) {
      if (error.code === ABOUT_THE_SCENARIO) error.file = scenarioFile;
      throw error;
    }
  });
}

export async function run({ inputs, options: given }) {
  const [scenario, plan] = takeInputs(inputs, ['SCENARIO', 'PLAN'], 'verify');
  const texts = [await readDocument(scenario, 'scenario'), await readDocument(plan, 'plan')];
  const files = [nameOf(scenario), nameOf(plan)];
  const verdict = verdictOf(await load(), texts, files);
  return write(given.json ? jsonDocument(verdict) : verdictText(verdict, { file: files[1], colour: hasColour(process.stdout) }));
}

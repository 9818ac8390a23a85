// The words after a command's name, checked against what the command declares.

import { parseArgs } from 'node:util';
import { CommandError } from './failure.js';
import { nearest } from './suggestion.js';

/**
 * @typedef {{ type: 'boolean' | 'string', value?: string, choices?: string[], about: string, many?: boolean,
 *   number?: { what: string, read: (text: string) => number | undefined } }} Option
 *   `value` names the value in the help, as in `--job ID`; `many` values become an array; `read` gives undefined for what is not `what`
 */

const refuse = (message) => { throw new CommandError('invalid-option', message); };

function unknownOption(rawName, options, command) {
  const meant = nearest(rawName.replace(/^-+/, ''), Object.keys(options));
  refuse(`unknown option ${rawName}${meant ? `, did you mean --${meant}?` : ''} (splitway help ${command} lists the options)`);
}

function readNumber(name, text, { what, read }) {
  return read(text) ?? refuse(`--${name} is ${what}, not ${text}`);
}

function checkedValue({ name, rawName, value, inlineValue }, option) {
  if (option.type === 'boolean') {
    if (value !== undefined) refuse(`${rawName} takes no value, but was given ${value}`);
    return true;
  }
  // `--job --json` is a forgotten value; `--job=--json` is a strange one, and `--seed -1` is refused as a number.
  const isNumber = option.number !== undefined && /^-[\d.]/.test(value ?? '');
  const forgotten = value === undefined || (!inlineValue && !isNumber && value.length > 1 && value.startsWith('-'));
  if (forgotten) refuse(`--${name} needs a value: --${name} ${option.value}`);
  if (option.choices && !option.choices.includes(value)) {
    const meant = nearest(value, option.choices);
    refuse(`--${name} is ${option.choices.join(' or ')}, not ${value}${meant ? `; did you mean ${meant}?` : ''}`);
  }
  return option.number ? readNumber(name, value, option.number) : value;
}

/**
 * @param {string[]} words
 * @param {{ name: string, options: Record<string, Option> }} command
 * @returns {{ inputs: string[], options: Record<string, string | number | true | string[]> }}
 */
export function readArguments(words, { name: command, options }) {
  const declared = { ...options, help: { type: 'boolean', about: '' } };
  const { tokens } = parseArgs({
    args: words,
    options: Object.fromEntries(Object.entries(declared).map(([name, { type }]) => [name, { type, ...(name === 'help' && { short: 'h' }) }])),
    strict: false,
    tokens: true,
  });
  const inputs = [];
  const values = {};
  for (const token of tokens) {
    if (token.kind === 'positional') inputs.push(token.value);
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(declared, token.name)) unknownOption(token.rawName, options, command);
    const value = checkedValue(token, declared[token.name]);
    values[token.name] = declared[token.name].many ? [...(values[token.name] ?? []), value] : value;
  }
  return { inputs, options: values };
}

/** Takes exactly the inputs that the command names, such as SCENARIO and PLAN. */
export function takeInputs(inputs, names, command) {
  if (inputs.length < names.length) {
    const missing = names[inputs.length];
    refuse(`${command} needs a ${missing}: a file, or - for standard input (splitway help ${command} shows examples)`);
  }
  if (inputs.length > names.length) {
    const [extra] = inputs.slice(names.length);
    refuse(`${command} takes ${names.join(' and ')} only, but was also given ${extra}`);
  }
  return readableOnce(inputs);
}

/** Takes any number of files, but at least one. */
export function takeFiles(inputs, command) {
  if (inputs.length === 0) refuse(`${command} needs a file, or - for standard input (splitway help ${command} shows examples)`);
  return readableOnce(inputs);
}

function readableOnce(inputs) {
  if (inputs.filter((input) => input === '-').length > 1) refuse('only one input can be -, standard input');
  return inputs;
}

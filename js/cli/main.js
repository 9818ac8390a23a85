#!/usr/bin/env node
// The command `splitway`: finds the command, hands it its words, and turns whatever goes wrong into one line.

import { readFile } from 'node:fs/promises';
import { readArguments } from './arguments.js';
import { commandNames, isCommand, loadCommand } from './commands/index.js';
import { CommandError, exitCodeOf, failureLine } from './failure.js';
import { helpText } from './help.js';
import { nearest } from './suggestion.js';
import { endWithReader, write } from './terminal.js';
import { inTypedWords } from './typed-flags.js';

async function version() {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return `${JSON.parse(manifest).version}\n`;
}

function unknownCommand(name) {
  const meant = nearest(name, [...commandNames, 'help']);
  throw new CommandError('unknown-command', `there is no command ${name}; ${meant ? `did you mean ${meant}?` : `there are ${commandNames.join(', ')} and help`}`);
}

function optionFirst(option, rest) {
  const command = rest.find(isCommand);
  if (command) throw new CommandError('invalid-option', `${option} stands before the command; write splitway ${command} … ${option}`);
  const meant = nearest(option.replace(/^-+/, ''), ['help', 'version']);
  throw new CommandError('invalid-option', `unknown option ${option}${meant ? `, did you mean --${meant}?` : ''} (splitway help lists the commands)`);
}

/** Refuses words that nobody would read. */
function checkNoMore(name, words, most, remedy = '') {
  if (words.length <= most) return;
  const takes = most === 0 ? 'takes nothing more' : 'takes one word';
  throw new CommandError('invalid-option', `${name} ${takes}, but was also given ${words[most]}${remedy}`);
}

async function answerItself(name, rest) {
  if (name === 'help') {
    checkNoMore(name, rest, 1);
    return write(await helpText(rest[0]));
  }
  checkNoMore(name, rest, 0, '; splitway help COMMAND is about one command');
  return write(name === '--version' || name === '-V' ? await version() : await helpText());
}

const ABOUT_ITSELF = new Set(['help', '--help', '-h', '--version', '-V']);

async function runCommand(name, words) {
  const command = await loadCommand(name);
  const { inputs, options } = readArguments(words, { name, options: command.options });
  if (options.help) return write(await helpText(name));
  try {
    return await command.run({ inputs, options });
  } catch (error) {
    throw inTypedWords(error, { declared: Object.keys(command.options), typed: Object.keys(options) });
  }
}

async function dispatch([name = '--help', ...rest]) {
  if (ABOUT_ITSELF.has(name)) return answerItself(name, rest);
  if (name.startsWith('-')) return optionFirst(name, rest);
  return isCommand(name) ? runCommand(name, rest) : unknownCommand(name);
}

async function main() {
  endWithReader();
  try {
    await dispatch(process.argv.slice(2));
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    process.stderr.write(`${failureLine(error)}\n`);
  }
}

main();

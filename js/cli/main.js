#!/usr/bin/env node
// The command `splitway`: finds the command, hands it its words, and turns whatever goes wrong into one line.

import { readFile } from 'node:fs/promises';
import { readArguments } from './arguments.js';
import { commandNames, isCommand, loadCommand } from './commands/index.js';
import { CommandError, exitCodeOf, failureLine } from './failure.js';
import { helpText } from './help.js';
import { nearest } from './suggestion.js';
import { endWithReader, write } from './terminal.js';

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

async function dispatch([name, ...rest]) {
  if (name === undefined || name === '--help' || name === '-h') return write(await helpText());
  if (name === '--version' || name === '-V') return write(await version());
  if (name === 'help') return write(await helpText(rest[0]));
  if (name.startsWith('-')) return optionFirst(name, rest);
  if (!isCommand(name)) return unknownCommand(name);
  const command = await loadCommand(name);
  const { inputs, options } = readArguments(rest, { name, options: command.options });
  return options.help ? write(await helpText(name)) : command.run({ inputs, options });
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

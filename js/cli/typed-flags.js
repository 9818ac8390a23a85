// Errors about options in the words of who typed them: --jobs-per-second, not /jobsPerSecond.

const nameOf = (flag) => flag.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase());

/**
 * Puts the flag in the place of the option's name in an error, which is returned.
 * @param {unknown} error
 * @param {{ declared: string[], typed: string[] }} flags without their dashes: those of the command, and those that were given
 */
export function inTypedWords(error, { declared, typed }) {
  // A limit may be exceeded by the scenario, too.
  const flags = { 'invalid-option': declared, 'limit-exceeded': typed }[error?.code];
  if (flags === undefined) return error;
  const [, name, inside] = /^\/(\w+)(\/)?/.exec(error.path ?? '') ?? [];
  error.flag = flags.find((flag) => nameOf(flag) === name);
  // What is wrong within an option's value is told in names of its own, such as a model's dimensions.
  if (inside) return error;
  for (const flag of declared) error.message = error.message.replaceAll(`\`${nameOf(flag)}\``, `--${flag}`);
  return error;
}

// What an import took for granted and its reader may say: it stays a question once it has been answered.

const unescaped = (segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~');
const segmentsOf = (pointer) => pointer.slice(1).split('/').map(unescaped);

/** The value of an option, by a pointer that goes one or two levels deep. */
export function optionAt(options, pointer) {
  const [outer, inner] = segmentsOf(pointer);
  return inner === undefined ? options[outer] : options[outer]?.[inner];
}

/** Whether its reader has said what was asked. */
export const isSaid = ({ option }, options) => option !== '' && optionAt(options, option) !== undefined;

/** Why a value was taken, or that it was said, and what would be taken otherwise where that is known. */
export function reasonWords({ value, reason, option }, options) {
  if (!isSaid({ option }, options)) return `${value} unless you say: ${reason}`;
  // What was said is asked again with the value that was said.
  const again = /^given: (.*)$/.exec(reason);
  return again ? `as you say: ${again[1]}` : `as you say; else ${value}: ${reason}`;
}

/** The options with one set; without a value it is taken for granted again. */
export function withOption(options, pointer, value) {
  const [outer, inner] = segmentsOf(pointer);
  return inner === undefined ? { [outer]: value } : { [outer]: { ...options[outer], [inner]: value } };
}

/**
 * The questions of the import before that still stand, each with what is taken without an answer, and the new ones.
 * @param {{ about: string, value: string, reason: string, option: string }[]} before
 * @param {{ about: string, value: string, reason: string, option: string }[]} assumed those of the newest report
 * @param {object} options which of them are answered
 */
export function stillAsked(before, assumed, options) {
  const now = new Map(assumed.map((each) => [each.option || each.about, each]));
  const kept = before.flatMap((each) => {
    const key = each.option || each.about;
    const again = now.get(key);
    now.delete(key);
    if (again) return [again];
    return isSaid(each, options) ? [each] : [];
  });
  return [...kept, ...now.values()];
}

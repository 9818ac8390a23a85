// Kinds of options whose values are checked: numbers, and one of several words.

const LARGEST_SEED = 2 ** 32 - 1;

function number(text) {
  return /^[+]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
}

/** @returns {import('./arguments.js').Option['number']} */
export const wholeNumber = ({ from = 0, to = Number.MAX_SAFE_INTEGER } = {}) => ({
  what: `a whole number from ${from}${to === Number.MAX_SAFE_INTEGER ? '' : ` to ${to}`}`,
  read(text) {
    const value = number(text);
    return Number.isInteger(value) && value >= from && value <= to ? value : undefined;
  },
});

/** Numbers within limits; `above` and `below` exclude the limit itself. */
export const decimalNumber = ({ above, from, below, to, what }) => ({
  what,
  read(text) {
    const value = number(text);
    const fits = Number.isFinite(value) && !(value <= above) && !(value < from) && !(value >= below) && !(value > to);
    return fits ? value : undefined;
  },
});

export const seedNumber = wholeNumber({ to: LARGEST_SEED });

export const seedOption = {
  type: 'string', value: 'N', number: seedNumber,
  about: 'where the random numbers begin: the same seed, the same answer (default: the scenario\'s, else 1)',
};

export const oneOf = (choices, about) => ({ type: 'string', value: choices.join('|'), choices, about });

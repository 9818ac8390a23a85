// What a point that was measured again is compared in: recorded beside here.

/**
 * @typedef {object} Line
 * @property {string} name
 * @property {string} recorded
 * @property {string} here
 * @property {boolean | null} same  null where it need not be: times
 */

/** Figures are kept to so many digits. */
const AGREEMENT = 2e-5;

/** @param {(value: number) => string} format */
export function figureLine(name, recorded, here, format) {
  const tell = (value) => (value === null || value === undefined ? '–' : format(value));
  const same = recorded === here || (typeof recorded === 'number' && typeof here === 'number' && Math.abs(recorded - here) <= AGREEMENT * Math.abs(recorded));
  return { name, recorded: tell(recorded), here: tell(here), same };
}

export const textLine = (name, recorded, here) => ({ name, recorded, here, same: recorded === here });

/** A time that somebody else's machine took. */
export const timeLine = (name, recorded, here) => ({ name, recorded, here, same: null });

// Names come from files that anyone may have written: what could move the cursor or break a line is shown, not sent.

const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;
const MOST_COLUMNS = 60;

const escaped = (character) => `\\u${character.codePointAt(0).toString(16).padStart(4, '0')}`;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The text on one line, without control characters. */
export const oneLine = (text) => String(text).replace(UNPRINTABLE, escaped);

/** The columns that a text takes on a terminal. */
export function columnsOf(text) {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += WIDE.test(segment) ? 2 : 1;
  return columns;
}

/** A name that fits into a table. */
export function shortName(name) {
  const text = oneLine(name);
  return text.length <= MOST_COLUMNS ? text : `${text.slice(0, MOST_COLUMNS - 1)}…`;
}

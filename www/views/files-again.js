// One calm line in place of the reports that went when the page was loaded anew.

/**
 * @param {HTMLElement} line
 * @param {(state: object) => string} wordsOf
 */
export function createFilesAgain(line, wordsOf) {
  return {
    update(answer, state) {
      const words = wordsOf(state);
      line.hidden = words === '';
      if (line.textContent !== words) line.textContent = words;
    },
    highlight() {},
  };
}

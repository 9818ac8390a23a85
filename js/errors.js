/** Everything that splitway refuses or cannot do arrives as one of these. */
export class SplitwayError extends Error {
  /**
   * @param {string} message what is wrong and what is allowed
   * @param {{ code: string, path?: string, cause?: unknown }} details
   */
  constructor(message, { code, path = '', cause }) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SplitwayError';
    this.code = code;
    this.path = path;
  }
}

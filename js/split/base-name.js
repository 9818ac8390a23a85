/** The last piece of a file's name, whatever directories stand before it. @param {string} name */
export const baseName = (name) => name.split(/[\\/]/).at(-1);

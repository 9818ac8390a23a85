// Several tables of links, or several models, in one file: which there are to choose from.

const SEVERAL = new Set(['several-tables', 'several-models']);

/** What the option `table` can be, the one that is read without it first; empty where there is no choice. */
export function tablesIn({ warnings }) {
  const { message } = warnings.find(({ code }) => SEVERAL.has(code)) ?? {};
  const names = /say which(?: with table)?: (.+)$/s.exec(message ?? '')?.[1].split(', ') ?? [];
  return names.map((name) => (name === '""' ? '' : name));
}

/** A table's name for readers. */
export const tableWords = (table) => (table === '' ? 'the whole file' : table.replace(/^\//, '').replaceAll('/', ' › ').replaceAll('~1', '/').replaceAll('~0', '~'));

// Writes JSON with one node, link, layer or device per line: small files, readable diffs.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const isList = (value) => Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null);
const isOpened = (value) => isList(value) || (value !== null && typeof value === 'object' && !Array.isArray(value) && Object.values(value).some(isOpened));

/** A list of objects takes a line per object unless one of them holds such a list itself. */
export function formatJson(value, indent = '') {
  if (!isOpened(value)) return formatFlat(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + formatJson(item, inner)).join(',\n')}\n${indent}]`;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{\n${fields.map(([key, field]) => `${inner}${JSON.stringify(key)}: ${formatJson(field, inner)}`).join(',\n')}\n${indent}}`;
}

function formatFlat(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(formatFlat).join(', ')}]`;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  if (fields.length === 0) return '{}';
  return `{ ${fields.map(([key, field]) => `${JSON.stringify(key)}: ${formatFlat(field)}`).join(', ')} }`;
}

/** @param {string} folder */
export function writerTo(folder) {
  return async (path, text) => {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof text === 'string' ? text : `${formatJson(text)}\n`);
  };
}

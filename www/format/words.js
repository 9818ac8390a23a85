// How counts and lists are put in sentences.

import { grouped } from './quantities.js';

/** "1 job", "1 200 jobs". */
export const counted = (count, one, many = `${one}s`) => `${grouped(count)} ${count === 1 ? one : many}`;

/** "a, b and c". */
export const listed = (parts) => (parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`);

export const capitalised = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

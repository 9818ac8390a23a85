// How files are found on the web: at their addresses.
import { fetchBytes } from './compile.js';

/** @type {import('./compare/highs.js').Place} */
export const PLACE_ON_THE_WEB = {
  resolve: (address) => new URL(address, globalThis.document?.baseURI ?? globalThis.location?.href),
  read: fetchBytes,
};

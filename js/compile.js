// How a module's bytes are found and compiled, wherever they come from.
import { SplitwayError } from './errors.js';

const MAGIC = [0x00, 0x61, 0x73, 0x6d];

const kindOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

const failure = (message, cause) => new SplitwayError(message, { code: 'wasm-load', cause });

function checkMagic(bytes, name) {
  if (MAGIC.every((byte, index) => bytes[index] === byte)) return;
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  throw failure(start.startsWith('<')
    ? `${name}: the server returned HTML, not WebAssembly; is that the right address?`
    : `${name} is not a WebAssembly module`);
}

async function bytesOfResponse(response, name) {
  if (!response.ok) throw failure(`${name}: the server answered ${response.status} ${response.statusText}`.trimEnd());
  return response.arrayBuffer();
}

async function bytesAt(address, read) {
  try {
    return await read(address);
  } catch (error) {
    throw error instanceof SplitwayError ? error : failure(`cannot read ${address}: ${error.message}`, error);
  }
}

/** Fetches the bytes at an address. */
export async function fetchBytes(address) {
  return bytesOfResponse(await fetch(address), address);
}

/** The bytes of any source but a compiled module, and what to call it in an error. */
async function bytesOf(source, { read, option }) {
  const kind = kindOf(source);
  if (typeof source === 'string' || kind === 'URL') return [await bytesAt(source, read), String(source)];
  if (kind === 'Response') return [await bytesOfResponse(source, source.url), source.url || 'the response'];
  if (kind === 'ArrayBuffer') return [source, 'the given buffer'];
  if (ArrayBuffer.isView(source)) {
    return [source.buffer.slice(source.byteOffset, source.byteOffset + source.byteLength), 'the given buffer'];
  }
  throw new SplitwayError(`${option} must be a URL, a string, a Response, a buffer or a WebAssembly.Module, not ${kind}`, {
    code: 'invalid-option',
    path: `/${option}`,
  });
}

/**
 * @param {string | URL | Response | BufferSource | WebAssembly.Module} source
 * @param {{ read: (address: string | URL) => Promise<ArrayBuffer | Uint8Array>, option: string }} how `option` is what
 *   the source is called in errors
 * @returns {Promise<WebAssembly.Module>}
 */
export async function compile(source, how) {
  if (kindOf(source) === 'WebAssembly.Module') return source;
  const [buffer, name] = await bytesOf(source, how);
  checkMagic(new Uint8Array(buffer), name);
  try {
    return await WebAssembly.compile(buffer);
  } catch (error) {
    throw failure(`${name} cannot be compiled: ${error.message}`, error);
  }
}

// What the host gives: files, modules.

/**
 * A file: a browser's `File` or `Blob`, bytes, or text; in Node also a file's path or URL, or an open file handle. Of
 * large files only what is needed is read, piece by piece.
 */
export type ImportSource =
  | string
  | ArrayBuffer
  | ArrayBufferView
  | Global<'Blob'>
  | Global<'URL'>
  | { readonly path: string }
  | { readonly fd: number };

/** An address (in Node also a file's path), a response, the module's bytes, or the module compiled. */
export type WasmSource =
  | string
  | Global<'URL'>
  | Global<'Response'>
  | ArrayBuffer
  | ArrayBufferView
  | CompiledModule;

/** A class of the host, where it has it. */
export type Global<Name extends string> = typeof globalThis extends { [name in Name]: { prototype: infer Type } } ? Type : never;

/** A `WebAssembly.Module`. */
export type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer Type } } } ? Type : never;

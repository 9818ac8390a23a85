// TypeScript declarations of the file formats, from their JSON Schemas.

const BANNER = '// Made by the build from the Rust types: change those instead.';

/** One schema that holds every type of all the given ones under its name. */
function merge(schemas) {
  const types = {};
  const add = (name, schema) => {
    const known = types[name];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`two different types are named ${name}`);
    }
    types[name] = schema;
  };
  for (const { $schema, definitions = {}, title, ...schema } of schemas) {
    add(title, schema);
    for (const [name, definition] of Object.entries(definitions)) add(name, definition);
  }
  return { title: 'FileFormats', type: 'object', additionalProperties: false, definitions: types };
}

/** @param {object[]} schemas JSON Schemas of draft 7, each with a title */
export async function declareTypes(schemas) {
  const { compile } = await import('json-schema-to-typescript');
  const declarations = await compile(merge(schemas), 'FileFormats', {
    additionalProperties: false,
    bannerComment: BANNER,
    ignoreMinAndMaxItems: true,
    style: { singleQuote: true, printWidth: 110 },
    unreachableDefinitions: true,
  });
  return withoutTraces(declarations);
}

// The root only holds the types together, and how they were found in it says nothing to their readers.
function withoutTraces(declarations) {
  return declarations
    .replace(/export interface FileFormats \{\s*\}\n/, '')
    .replaceAll(/( \*\n)? \* This interface was referenced by `FileFormats`'s JSON-Schema\n \* via the `definition` ".*"\.\n/g, '')
    .replaceAll(/\/\*\*\n \*\/\n/g, '');
}

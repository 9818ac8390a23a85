// TypeScript declarations of the file formats, from their JSON Schemas.

const BANNER = '// Made by the build from the Rust types: change those instead.';

/** One schema that holds every type of all the given ones under its name. */
function merge(schemas) {
  const definitions = {};
  const add = (name, schema) => {
    const known = definitions[name];
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema)) {
      throw new Error(`two different types are named ${name}`);
    }
    definitions[name] = schema;
  };
  for (const { $schema, $defs = {}, title, ...schema } of schemas) {
    add(title, schema);
    for (const [name, definition] of Object.entries($defs)) add(name, definition);
  }
  return { title: 'FileFormats', type: 'object', additionalProperties: false, $defs: definitions };
}

/** @param {object[]} schemas JSON Schemas of draft 2020-12, each with a title */
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

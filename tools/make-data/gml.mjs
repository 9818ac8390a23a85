// The nodes and edges of an Internet Topology Zoo file: flat blocks of `key value` lines.

const BLOCK = /\b(node|edge) \[([^\]]*)\]/g;
const FIELD = /(\w+) (?:"([^"]*)"|(\S+))/g;

/** @returns {{ nodes: Record<string, string>[], edges: Record<string, string>[] }} */
export function readTopologyZoo(text) {
  const blocks = { node: [], edge: [] };
  for (const [, kind, body] of text.matchAll(BLOCK)) {
    blocks[kind].push(Object.fromEntries([...body.matchAll(FIELD)].map(([, key, quoted, bare]) => [key, quoted ?? bare])));
  }
  return { nodes: blocks.node, edges: blocks.edge };
}

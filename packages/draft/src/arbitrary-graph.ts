import fc from "fast-check";
import type { DraftGraph, DraftNode } from "./draft-graph.ts";
import { edgeKey } from "./edge-key.ts";

// Few ids, keys and values, so that everything meets everything.

export const IDS = ["a", "b", "c", "d"];
export const id = fc.constantFrom(...IDS);
export const key = fc.constantFrom("k", "l", "__proto__");
export const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(0, 1, "x", null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 2 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

const kind = fc.constantFrom("join" as const, "set" as const, "for_each" as const);
export const position = fc.record({ x: fc.integer({ min: 0, max: 2 }), y: fc.constant(0) });
export const node = fc
  .record(
    { id, kind, name: fc.constantFrom("n", "m"), position, parent: id, body: value, note: value },
    { requiredKeys: ["id", "kind", "name"] },
  )
  .map((made) => made as unknown as DraftNode);
export const edge = fc.record({ from: id, port: fc.constantFrom("default", "each"), to: id });

export const graph = fc
  .tuple(
    fc.uniqueArray(node, { selector: (made) => made.id, maxLength: 4 }),
    fc.uniqueArray(edge, { selector: edgeKey, maxLength: 6 }),
  )
  .map(([nodes, edges]): DraftGraph => {
    const has = (wanted: string) => nodes.some((made) => made.id === wanted);
    return { schema: 1, nodes, edges: edges.filter(({ from, to }) => has(from) && has(to)) };
  });

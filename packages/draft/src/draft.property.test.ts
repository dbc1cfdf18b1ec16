import type { JsonObject } from "@riposte/plan";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyOperations, invert } from "./apply.ts";
import { conflictsBetween } from "./conflicts.ts";
import type { DraftEdge, DraftGraph, DraftNode } from "./draft-graph.ts";
import { edgeKey } from "./edge-key.ts";
import { diff } from "./diff.ts";
import type { Operation } from "./operation.ts";
import { operation } from "./operation.ts";
import { rebase } from "./rebase.ts";

// Few ids, keys and values, so that everything meets everything.

const IDS = ["a", "b", "c", "d"];
const id = fc.constantFrom(...IDS);
const key = fc.constantFrom("k", "l", "__proto__");
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(0, 1, "x", null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 2 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

const kind = fc.constantFrom("join" as const, "set" as const);
const position = fc.record({ x: fc.integer({ min: 0, max: 2 }), y: fc.constant(0) });
const node = fc
  .record(
    { id, kind, name: fc.constantFrom("n", "m"), position, body: value, note: value },
    { requiredKeys: ["id", "kind", "name"] },
  )
  .map((made) => made as unknown as DraftNode);
const edge = fc.record({ from: id, port: fc.constantFrom("default", "else"), to: id });

const graph = fc
  .tuple(
    fc.uniqueArray(node, { selector: (made) => made.id, maxLength: 4 }),
    fc.uniqueArray(edge, { selector: edgeKey, maxLength: 6 }),
  )
  .map(([nodes, edges]): DraftGraph => {
    const has = (wanted: string) => nodes.some((made) => made.id === wanted);
    return { schema: 1, nodes, edges: edges.filter(({ from, to }) => has(from) && has(to)) };
  });

const field = fc
  .tuple(
    fc.constantFrom("body", "note", "name"),
    fc.array(fc.oneof(key, fc.nat({ max: 2 })), { maxLength: 3 }),
  )
  .map(([first, rest]) => [first, ...rest]);

const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  node.map((made): Operation => ({ op: "add_node", node: made })),
  id.map((gone): Operation => ({ op: "remove_node", node: gone })),
  {
    weight: 4,
    arbitrary: fc
      .tuple(id, field, value)
      .map(([on, path, to]) => ({ op: "set", node: on, field: path, value: to }) as Operation),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(id, field).map(([on, path]): Operation => ({ op: "set", node: on, field: path })),
  },
  fc.tuple(id, position).map(([on, to]): Operation => ({ op: "move", node: on, ...to })),
  edge.map((made): Operation => ({ op: "add_edge", edge: made })),
  edge.map((gone): Operation => ({ op: "remove_edge", edge: gone })),
);
const wishes = fc.array(anyOperation, { maxLength: 8 });

/** Those of the wishes that fit, one after the other; the removal of a step takes its edges along. */
function fitting(start: DraftGraph, wanted: readonly Operation[]): Operation[] {
  const done: Operation[] = [];
  let now = start;
  for (const wish of wanted) {
    const edges =
      wish.op === "remove_node"
        ? now.edges.filter(({ from, to }) => from === wish.node || to === wish.node)
        : [];
    const step = [...edges.map((gone): Operation => ({ op: "remove_edge", edge: gone })), wish];
    try {
      now = applyOperations(now, step);
      done.push(...step);
    } catch {
      // It does not fit: somebody else's wish.
    }
  }
  return done;
}

function unordered({ nodes, edges }: DraftGraph) {
  const byId = (a: DraftNode, b: DraftNode) => a.id.localeCompare(b.id);
  const byKey = (a: DraftEdge, b: DraftEdge) => edgeKey(a).localeCompare(edgeKey(b));
  return { nodes: nodes.toSorted(byId), edges: edges.toSorted(byKey) };
}

function freeze<T>(thing: T): T {
  if (typeof thing === "object" && thing !== null && !Object.isFrozen(thing)) {
    Object.freeze(thing);
    Object.values(thing as JsonObject).forEach(freeze);
  }
  return thing;
}

test("taking back what was done leads to where it began, order and all; nothing given is changed", () => {
  fc.assert(
    fc.property(graph, wishes, (start, wanted) => {
      const operations = freeze(fitting(freeze(start), wanted));
      const after = freeze(applyOperations(start, operations));
      const inverse = invert(operations, start);
      expect(applyOperations(after, inverse)).toEqual(start);
      for (const each of inverse) expect(operation.safeParse(each).error).toBeUndefined();
    }),
    { numRuns: 1_000 },
  );
});

test("the difference leads from the one to the other", () => {
  fc.assert(
    fc.property(graph, graph, (before, after) => {
      const operations = diff(freeze(before), freeze(after));
      expect(unordered(applyOperations(before, operations))).toEqual(unordered(after));
      for (const each of operations) expect(operation.safeParse(each).error).toBeUndefined();
      expect(diff(before, before)).toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

test("batches that do not meet lead to the same graph, whichever comes first", () => {
  let merged = 0;
  fc.assert(
    fc.property(graph, wishes, wishes, (start, wantedByMe, wantedByThem) => {
      const [mine, theirs] = [fitting(start, wantedByMe), fitting(start, wantedByThem)];
      const met = conflictsBetween(mine, theirs).length > 0;
      expect(conflictsBetween(theirs, mine).length > 0).toBe(met);
      fc.pre(!met && mine.length > 0 && theirs.length > 0);
      merged += 1;
      const theyFirst = applyOperations(applyOperations(start, theirs), rebase(mine, theirs).operations);
      const meFirst = applyOperations(applyOperations(start, mine), rebase(theirs, mine).operations);
      expect(unplaced(theyFirst)).toEqual(unplaced(meFirst));
    }),
    { numRuns: 1_000 },
  );
  expect(merged).toBeGreaterThan(500);
});

/** Of two moves the last one wins. */
function unplaced(made: DraftGraph) {
  const { nodes, edges } = unordered(made);
  return { nodes: nodes.map(({ position: _position, ...rest }) => rest), edges };
}

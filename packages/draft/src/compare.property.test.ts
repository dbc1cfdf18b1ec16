import type { JsonValue } from "@riposte/plan";
import fc from "fast-check";
import { expect, test } from "vitest";
import { graph, position as place } from "./arbitrary-graph.ts";
import { compare } from "./compare.ts";
import type { Comparison, StepDifference } from "./compare.ts";
import type { DraftGraph, DraftNode } from "./draft-graph.ts";
import { edgeKey } from "./edge-key.ts";
import { writeField } from "./write-field.ts";

/** The later graph, from the earlier one and what is said to differ. */
function rebuilt(before: DraftGraph, { steps, edges }: Comparison) {
  const nodes = new Map(before.nodes.map((node) => [node.id, node]));
  for (const step of steps) {
    const made = stepAfter(step);
    if (made === null) nodes.delete(step.id);
    else nodes.set(step.id, made);
  }
  const connections = new Set(before.edges.map(edgeKey));
  for (const { change, edge } of edges) {
    if (change === "added") connections.add(edgeKey(edge));
    else connections.delete(edgeKey(edge));
  }
  return { nodes, connections };
}

function stepAfter({ change, before, after, fields }: StepDifference): DraftNode | null {
  if (change === "added" || change === "removed" || before === null || after === null) return after;
  const { position: _old, ...old } = before;
  const written = fields.reduce<JsonValue | undefined>((now, { field, after: value }) => {
    const result = writeField(now, field, value);
    return result === null ? now : result.value;
  }, old);
  const { position } = after;
  return { ...(written as object), ...(position === undefined ? {} : { position }) } as DraftNode;
}

test("what is told to differ leads from the one graph to the other", () => {
  fc.assert(
    fc.property(graph, graph, (before, after) => {
      const { nodes, connections } = rebuilt(before, compare(before, after));
      expect(nodes).toEqual(new Map(after.nodes.map((node) => [node.id, node])));
      expect(connections).toEqual(new Set(after.edges.map(edgeKey)));
      expect(compare(before, before)).toEqual({ steps: [], edges: [] });
    }),
    { numRuns: 1_000 },
  );
});

test("a step that only stands elsewhere has moved and has not changed", () => {
  let moved = 0;
  fc.assert(
    fc.property(graph, fc.array(place, { minLength: 4, maxLength: 4 }), (before, places) => {
      const nodes = before.nodes.map((node, at) => ({ ...node, position: places[at] }) as DraftNode);
      const { steps, edges } = compare(before, { ...before, nodes });
      expect(edges).toEqual([]);
      for (const { change, fields } of steps) expect([change, fields]).toEqual(["moved", []]);
      moved += steps.length;
    }),
    { numRuns: 300 },
  );
  expect(moved).toBeGreaterThan(200);
});

test("seen the other way round, what was added was removed", () => {
  const turned = { added: "removed", removed: "added", changed: "changed", moved: "moved" } as const;
  fc.assert(
    fc.property(graph, graph, (before, after) => {
      const there = new Map(compare(before, after).steps.map(({ id, change }) => [id, change]));
      const back = new Map(compare(after, before).steps.map(({ id, change }) => [id, turned[change]]));
      expect(back).toEqual(there);
    }),
    { numRuns: 500 },
  );
});

test("of a field that differs both values are told", () => {
  const step = (rest: object): DraftGraph => ({
    schema: 1,
    nodes: [{ id: "a", kind: "wait", name: "rest", ...rest }],
    edges: [],
  });
  expect(
    compare(step({ seconds: 5, note: "x" }), step({ seconds: 9, retry: { attempts: 2 } })).steps,
  ).toEqual([
    {
      id: "a",
      change: "changed",
      before: expect.objectContaining({ seconds: 5 }),
      after: expect.objectContaining({ seconds: 9 }),
      fields: [
        { field: ["note"], before: "x" },
        { field: ["seconds"], before: 5, after: 9 },
        { field: ["retry"], after: { attempts: 2 } },
      ],
    },
  ]);
});

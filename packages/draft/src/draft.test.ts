import { expect, test } from "vitest";
import { applyOperations, invert } from "./apply.ts";
import { conflictsBetween } from "./conflicts.ts";
import { countChanges } from "./count-changes.ts";
import { DraftError } from "./draft-error.ts";
import type { DraftGraph } from "./draft-graph.ts";
import { diff } from "./diff.ts";
import { freeName, newNode } from "./new-node.ts";
import type { Operation } from "./operation.ts";
import { rebase } from "./rebase.ts";

const GRAPH: DraftGraph = {
  schema: 1,
  nodes: [
    { id: "t", kind: "trigger", name: "hook", trigger: "webhook", config: {} },
    {
      id: "a",
      kind: "action",
      name: "get",
      action: "x.get",
      arguments: { uuid: "1", deep: { list: [1, 2] } },
    },
    { id: "c", kind: "condition", name: "check", cases: [{ name: "yes", when: "a" }] },
  ],
  edges: [
    { from: "t", port: "default", to: "a" },
    { from: "a", port: "default", to: "c" },
  ],
};

const set = (node: string, field: (string | number)[], value?: unknown): Operation =>
  (value === undefined ? { op: "set", node, field } : { op: "set", node, field, value }) as Operation;

function thereAndBack(operations: readonly Operation[]): DraftGraph {
  const after = applyOperations(GRAPH, operations);
  expect(applyOperations(after, invert(operations, GRAPH))).toEqual(GRAPH);
  return after;
}

test("only what an operation touches is another object", () => {
  const after = thereAndBack([set("a", ["arguments", "uuid"], "2")]);
  expect(after.nodes[1]).toMatchObject({ arguments: { uuid: "2", deep: { list: [1, 2] } } });
  expect(after.nodes[0]).toBe(GRAPH.nodes[0]);
  expect(after.nodes[2]).toBe(GRAPH.nodes[2]);
  expect(after.edges).toBe(GRAPH.edges);
  const deep = ({ nodes }: DraftGraph) => Object.entries(nodes[1]?.["arguments"] ?? {})[1];
  expect(deep(after)?.[1]).toBe(deep(GRAPH)?.[1]);
  expect(applyOperations(GRAPH, [set("a", ["arguments", "uuid"], "1")])).toBe(GRAPH);
});

test("the way to a field is made, and goes again with the undo", () => {
  const after = thereAndBack([set("c", ["retry", "on", 0], "timeout")]);
  expect(after.nodes[2]).toMatchObject({ retry: { on: ["timeout"] } });
});

test("lists: replace, append, take out, and nothing beyond their end", () => {
  expect(thereAndBack([set("c", ["cases", 1], { name: "no", when: "b" })]).nodes[2]?.["cases"]).toHaveLength(
    2,
  );
  expect(thereAndBack([set("a", ["arguments", "deep", "list", 0])]).nodes[1]).toMatchObject({
    arguments: { deep: { list: [2] } },
  });
  thereAndBack([set("a", ["arguments", "deep", "list", 1])]);
  expect(() => applyOperations(GRAPH, [set("c", ["cases", 5], {})])).toThrow(/set c\.cases\.5.*only 1/);
  expect(() => applyOperations(GRAPH, [set("c", ["cases", "x"], {})])).toThrow(/is a list/);
});

test("keys of every object's prototype are keys like others", () => {
  const after = thereAndBack([
    set("a", ["arguments", "__proto__"], { x: 1 }),
    set("a", ["arguments", "toString"], "s"),
  ]);
  const written = after.nodes[1]?.["arguments"] as object;
  expect(Object.keys(written)).toEqual(["uuid", "deep", "__proto__", "toString"]);
  expect(Object.getPrototypeOf(written)).toBe(Object.prototype);
  expect(({} as { x?: number }).x).toBeUndefined();
});

test("a step goes after its edges, and comes back where it was", () => {
  const remove: Operation = { op: "remove_node", node: "a" };
  expect(() => applyOperations(GRAPH, [remove])).toThrow(DraftError);
  const operations: Operation[] = [
    ...GRAPH.edges.map((edge): Operation => ({ op: "remove_edge", edge })),
    remove,
  ];
  thereAndBack(operations);
  const back = applyOperations(applyOperations(GRAPH, operations), invert(operations, GRAPH));
  expect(back.nodes.map(({ id }) => id)).toEqual(["t", "a", "c"]);
});

test("a first move is taken back whole", () => {
  expect(thereAndBack([{ op: "move", node: "a", x: 8, y: 16 }]).nodes[1]?.position).toEqual({ x: 8, y: 16 });
});

test("what does not fit says which operation it is", () => {
  const edge = { from: "t", port: "default", to: "nobody" };
  expect(() => applyOperations(GRAPH, [{ op: "add_edge", edge }])).toThrow(
    /t:default → nobody.*no step nobody/,
  );
  expect(() => applyOperations(GRAPH, [{ op: "move", node: "x", x: 0, y: 0 }])).toThrow(
    "move x does not fit",
  );
  for (const field of ["id", "kind", "name"])
    expect(() => applyOperations(GRAPH, [set("a", [field])])).toThrow();
});

test("another kind is another step: its edges go and come", () => {
  const [t, , c] = GRAPH.nodes;
  const after = { ...GRAPH, nodes: [t, newNode("join", { id: "a", name: "get" }), c] } as DraftGraph;
  const operations = diff(GRAPH, after);
  expect(operations.map(({ op }) => op)).toEqual([
    "remove_edge",
    "remove_edge",
    "remove_node",
    "add_node",
    "add_edge",
    "add_edge",
  ]);
});

test("one changed argument is one operation", () => {
  const after = applyOperations(GRAPH, [set("a", ["arguments", "deep", "list", 1], 3)]);
  expect(diff(GRAPH, after)).toEqual([set("a", ["arguments", "deep", "list", 1], 3)]);
});

test("who meets whom", () => {
  const meets = (mine: Operation, theirs: Operation) => conflictsBetween([mine], [theirs]).length > 0;
  const uuid = set("a", ["arguments", "uuid"], "2");
  expect(meets(uuid, set("a", ["arguments", "text"], "2"))).toBe(false);
  expect(meets(uuid, set("c", ["arguments", "uuid"], "3"))).toBe(false);
  expect(meets(uuid, set("a", ["arguments", "uuid"], "3"))).toBe(true);
  expect(meets(uuid, set("a", ["arguments", "uuid"], "2"))).toBe(false);
  expect(meets(uuid, set("a", ["arguments"], {}))).toBe(true);
  expect(meets(set("c", ["cases", 0, "when"], "x"), set("c", ["cases", 1]))).toBe(true);
  expect(meets(uuid, { op: "remove_node", node: "a" })).toBe(true);
  expect(meets({ op: "remove_node", node: "a" }, uuid)).toBe(true);
  expect(meets({ op: "remove_node", node: "a" }, { op: "remove_node", node: "a" })).toBe(false);
  const move = (x: number): Operation => ({ op: "move", node: "a", x, y: 0 });
  expect(meets(move(1), move(2))).toBe(false);
  expect(meets(move(1), { op: "remove_node", node: "a" })).toBe(false);
  const edge = { from: "a", port: "default", to: "c" };
  expect(meets({ op: "remove_edge", edge }, { op: "remove_edge", edge })).toBe(false);
  expect(meets({ op: "remove_edge", edge }, { op: "add_edge", edge })).toBe(true);
  expect(meets({ op: "add_edge", edge: { ...edge, port: "x" } }, { op: "remove_node", node: "a" })).toBe(
    true,
  );
});

test("what theirs has done already, or made pointless, is left out", () => {
  const theirs: Operation[] = [
    ...GRAPH.edges.map((edge): Operation => ({ op: "remove_edge", edge })),
    { op: "remove_node", node: "a" },
  ];
  const rebased = rebase([...theirs, { op: "move", node: "a", x: 1, y: 1 }], theirs);
  expect(rebased).toEqual({ operations: [], conflicts: [] });
  expect(rebase([set("a", ["arguments", "uuid"], "2")], theirs).conflicts).toMatchObject([
    { node: "a", field: "arguments.uuid", theirs: { op: "remove_node" } },
  ]);
});

test("changes are counted by step and edge; moves are none", () => {
  expect(countChanges(GRAPH, GRAPH)).toBe(0);
  expect(countChanges(GRAPH, null)).toBe(5);
  const edited = applyOperations(GRAPH, [
    { op: "move", node: "t", x: 1, y: 1 },
    set("a", ["arguments", "uuid"], "2"),
    set("a", ["label"], "Get it"),
    { op: "remove_edge", edge: { from: "a", port: "default", to: "c" } },
    { op: "add_node", node: newNode("join", { id: "j", name: "meet" }) },
  ]);
  expect(countChanges(edited, GRAPH)).toBe(3);
});

test("names that templates can write, each once", () => {
  expect(freeName(GRAPH, "Get alert")).toBe("get_alert");
  expect(freeName(GRAPH, "Get")).toBe("get_2");
  expect(freeName(GRAPH, "  1 Überprüfung! ")).toBe("u_berpru_fung");
  expect(freeName(GRAPH, "警告")).toBe("step");
});

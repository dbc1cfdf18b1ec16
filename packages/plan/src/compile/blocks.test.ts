import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { testCatalogue } from "./test-catalogue.ts";

type Json = Record<string, unknown>;

/** What is said about a graph: `code node field`; edges are written `from[:port] to`, `t` is the trigger. */
function said(nodes: readonly Json[], edges: readonly string[]): string[] {
  const trigger = { id: "t", kind: "trigger", name: "hook", trigger: "manual" };
  const graph = {
    nodes: [trigger, ...nodes.map((node) => ({ name: node["id"], ...node }))],
    edges: edges.map((text) => {
      const [source = "", to = ""] = text.split(" ");
      const [from, port = "default"] = source.split(":");
      return { from, port, to };
    }),
  };
  const { diagnostics } = compile(graph, { name: "Test", catalogue: testCatalogue });
  return diagnostics.map(({ code, node, field }) => [code, node, field].filter(Boolean).join(" "));
}

const loop = (id: string, more: Json = {}): Json => ({ id, kind: "for_each", over: [1], ...more });
const join = (id: string, parent?: string): Json => ({ id, kind: "join", ...(parent && { parent }) });
const say = (id: string, value: unknown, more: Json = {}): Json => ({
  id,
  kind: "set",
  assignments: [{ name: id, value }],
  ...more,
});

test("a loop with a body is a sound block, and so is one within it", () => {
  const inner = loop("inner", { parent: "l" });
  expect(
    said([loop("l"), inner, join("a", "inner"), join("b")], ["t l", "l:each inner", "inner:each a", "l b"]),
  ).toEqual([]);
});

test.each([
  ["out of the body", [loop("l"), join("a", "l"), join("b")], ["t l", "l:each a", "a b"], "edges.2"],
  ["into the body", [loop("l"), join("a", "l"), join("b", "l")], ["t l", "l:each a", "t b"], "edges.2"],
  [
    "from the default port",
    [loop("l"), join("a", "l"), join("b", "l")],
    ["t l", "l:each a", "l b"],
    "edges.2",
  ],
  [
    "by each to the outside",
    [loop("l"), join("a", "l"), join("b")],
    ["t l", "l:each a", "l:each b"],
    "edges.2",
  ],
])("a connection that leads %s crosses a border", (_, nodes, edges, field) => {
  const found = said(nodes, edges).filter((text) => text.startsWith("edge_across_block"));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(field);
});

test("a body needs an entry, and a loop a body", () => {
  expect(said([loop("l")], ["t l"])).toEqual(["empty_loop l"]);
  expect(said([loop("l"), join("a", "l")], ["t l"])).toEqual(["empty_loop l", "unreachable a"]);
});

test("only loops have something in them, and none stands in itself", () => {
  expect(said([join("a"), join("b", "a")], ["t a"])).toContain("unknown_parent b parent");
  expect(said([join("a"), join("b", "gone")], ["t a"])).toContain("unknown_parent b parent");
  const circle = [loop("x", { parent: "y" }), loop("y", { parent: "x" })];
  expect(said(circle, []).filter((text) => text.startsWith("cyclic"))).toEqual([
    "cyclic_parent x parent",
    "cyclic_parent y parent",
  ]);
});

test("from outside nobody reads a step of a body, and within nobody reads the loop that goes on", () => {
  const nodes = [loop("l"), say("a", 1, { parent: "l" }), say("b", "{{ steps.a.a }}")];
  expect(said(nodes, ["t l", "l:each a", "l b"])).toEqual(["not_in_block b assignments.0.value"]);
  const own = [loop("l"), say("a", "{{ steps.l.results }}", { parent: "l" })];
  expect(said(own, ["t l", "l:each a"])).toEqual(["not_before a assignments.0.value"]);
  const around = [
    say("x", 1),
    loop("l"),
    say("a", "{{ steps.x.x }} {{ item }} {{ loop.last }}", { parent: "l" }),
  ];
  expect(said(around, ["t x", "x l", "l:each a"])).toEqual([]);
});

test("what a loop collects reads the steps of its body; one that does not always run is pointed out", () => {
  const nodes = (collect: string) => [
    loop("l", { collect }),
    { id: "c", kind: "condition", parent: "l", cases: [{ name: "yes", when: "item > 1" }] },
    say("a", 1, { parent: "l" }),
  ];
  const edges = ["t l", "l:each c", "c:yes a"];
  expect(said(nodes("{{ steps.c.case }} {{ item }}"), edges)).toEqual([]);
  expect(said(nodes("{{ steps.a.a }}"), edges)).toEqual(["not_always_before l collect"]);
});

test("item and loop are known in loops only, with the fields that they have there", () => {
  expect(said([say("a", "{{ item }} {{ loop.index }}")], ["t a"])).toEqual([
    "unknown_name a assignments.0.value",
    "unknown_name a assignments.0.value",
  ]);
  const endless = { id: "w", kind: "while", condition: "loop.previous == 1 and loop.index < 3" };
  const last = say("a", "{{ loop.last }}", { parent: "w" });
  expect(said([endless, last], ["t w", "w:each a"])).toEqual(["unknown_name a assignments.0.value"]);
});

test("an append in a parallel loop keeps the last item's only: that is said", () => {
  const append = say("a", 1, { parent: "l", assignments: [{ name: "x", operation: "append", value: 1 }] });
  expect(said([loop("l", { parallel: 2 }), append], ["t l", "l:each a"])).toEqual([
    "parallel_append a assignments.0.operation",
  ]);
  expect(said([loop("l"), append], ["t l", "l:each a"])).toEqual([]);
});

test("nothing leads to a note", () => {
  expect(said([{ id: "n", kind: "note" }, join("a")], ["t a", "a n"])).toEqual(["unknown_port a edges.1"]);
});

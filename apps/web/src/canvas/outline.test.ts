import type { DraftGraph, DraftNode } from "@riposte/draft";
import { expect, test } from "vitest";
import { outlineOf, unfolded } from "./outline.ts";

const CASES = { cases: [{ name: "yes", when: "" }] };

function graphOf(kinds: Readonly<Record<string, DraftNode["kind"]>>, ...ways: readonly string[]): DraftGraph {
  const nodes = Object.entries(kinds).map(([id, kind], at): DraftNode => ({
    id,
    kind,
    name: id,
    position: { x: 0, y: at * 80 },
    ...CASES,
  }));
  const edges = ways.map((way) => {
    const [from = "", port = "default", to = ""] = way.split(" ");
    return { from, port, to };
  });
  return { schema: 1, nodes, edges };
}

function told(graph: DraftGraph): string[] {
  return outlineOf(graph).map(({ node, way, level, goesTo }) => {
    const on = goesTo.length === 0 ? "" : ` → ${goesTo.map(({ id }) => id).join(", ")}`;
    return `${". ".repeat(level - 1)}${way === null ? node.id : `${way.label}:`}${on}`;
  });
}

test("branches are told one after the other; where they meet it goes on where they parted", () => {
  const graph = graphOf(
    { t: "trigger", c: "condition", a: "set", b: "set", j: "join", e: "stop" },
    "t default c",
    "c yes a",
    "c else b",
    "a default j",
    "b default j",
    "j default e",
  );
  expect(told(graph)).toEqual(["t", "c", ". yes:", ". . a → j", ". else:", ". . b → j", "j", "e"]);
});

test("the body of a loop stands under each, what follows it beside it; a way with no step of its own says where it leads", () => {
  const graph = graphOf(
    { t: "trigger", l: "for_each", i: "condition", x: "set", after: "set" },
    "t default l",
    "l each i",
    "i yes x",
    "i else x",
    "l default after",
  );
  expect(told(graph)).toEqual([
    "t",
    "l",
    ". each:",
    ". . i",
    ". . . yes: → x",
    ". . . else: → x",
    ". . x",
    "after",
  ]);
});

test("what goes in circles, or hangs on nothing, still stands there once", () => {
  const graph = graphOf({ a: "set", b: "set", n: "note" }, "a default b", "b default a");
  const ids = outlineOf(graph).map(({ node }) => node.id);
  expect(ids.toSorted()).toEqual(["a", "b", "n"]);
});

test("a thousand steps in a row are told as quickly as ten", () => {
  const ids = Array.from({ length: 1_000 }, (_, at) => `s${at}`);
  const graph = graphOf(
    Object.fromEntries(ids.map((id) => [id, "set"])),
    ...ids.slice(1).map((id, at) => `s${at} default ${id}`),
  );
  const lines = outlineOf(graph);
  expect(lines).toHaveLength(1_000);
  expect(lines.every(({ level }) => level === 1)).toBe(true);
});

test("a folded line hides what is deeper, and no more", () => {
  const graph = graphOf({ c: "condition", a: "set", b: "set" }, "c yes a", "c else b");
  const lines = outlineOf(graph);
  const yes = lines.find(({ way }) => way?.label === "yes")?.key ?? "";
  const keys = (...folded: string[]) => unfolded(lines, new Set(folded)).shown.map(({ node }) => node.id);
  expect(keys(yes)).toEqual(["c", "c", "c", "b"]);
  expect(keys("c")).toEqual(["c"]);
  expect([...unfolded(lines, new Set()).holding]).toHaveLength(3);
});

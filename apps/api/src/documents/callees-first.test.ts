import { expect, test } from "vitest";
import { calleesFirst } from "./callees-first.ts";

function document(name: string, calls: readonly string[], onError?: string) {
  const nodes = [
    { id: "t", kind: "trigger", name: "t", trigger: "call", ...(onError === undefined ? {} : { onError }) },
    ...calls.map((playbook, at) => ({ id: `c${at}`, kind: "sub_playbook", name: `c${at}`, playbook })),
  ];
  return { name, graph: { nodes, edges: [] } };
}

function order(...documents: ReturnType<typeof document>[]): string[] {
  return calleesFirst([...documents.entries()]).map(([, { name }]) => name);
}

test("what is called comes before what calls it, and the rest stays as it was", () => {
  expect(order(document("B", []), document("A", []))).toEqual(["B", "A"]);
  expect(
    order(document("A", ["Z"], "Y"), document("Y", []), document("Z", ["M"]), document("M", [])),
  ).toEqual(["Y", "M", "Z", "A"]);
});

test("each is there once, its place in the file with it, also where calls run in a circle", () => {
  const documents = [document("A", ["B"]), document("B", ["A"]), document("C", ["A", "elsewhere"])];
  const ordered = calleesFirst([...documents.entries()]);
  expect(ordered).toHaveLength(3);
  for (const [at, one] of ordered) expect(one).toBe(documents[at]);
});

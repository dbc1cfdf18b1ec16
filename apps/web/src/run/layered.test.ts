import { expect, test } from "vitest";
import { layered } from "./layered.ts";

const nodes = ["t", "a", "b", "c", "alone"].map((id) => ({ id }));
const edge = (from: string, to: string) => ({ from, to });

test("every step stands right of all that lead to it, and none upon another", () => {
  const places = layered({ nodes, edges: [edge("t", "a"), edge("t", "b"), edge("a", "b"), edge("t", "c")] });
  const x = (id: string) => places.get(id)?.x ?? NaN;
  expect(x("t")).toBeLessThan(x("a"));
  expect(x("a")).toBeLessThan(x("b"));
  expect(x("c")).toBe(x("a"));
  expect(new Set([...places.values()].map((place) => JSON.stringify(place))).size).toBe(nodes.length);
});

test("a chain of thousands is laid out at once", () => {
  const many = Array.from({ length: 2_000 }, (_, at) => ({ id: `s${at}` }));
  const began = performance.now();
  const places = layered({ nodes: many, edges: many.slice(1).map(({ id }, at) => edge(`s${at}`, id)) });
  expect(new Set([...places.values()].map(({ x }) => x)).size).toBe(2_000);
  expect(performance.now() - began).toBeLessThan(500);
});

import type { DraftGraph, DraftNode } from "@riposte/draft";
import { expect, test } from "vitest";
import { settled } from "./settle.ts";

const card = (id: string, x: number, y: number): DraftNode => ({
  id,
  kind: "wait",
  name: id,
  seconds: 1,
  position: { x, y },
});
const graph = (...nodes: readonly DraftNode[]): DraftGraph => ({ schema: 1, nodes, edges: [] });

test("what is dropped where nothing is stays there, close to others too", () => {
  const drawn = graph(card("a", 0, 0), card("b", 600, 600));
  expect(settled(drawn, new Map([["b", { x: 0, y: 72 }]])).get("b")).toEqual({ x: 0, y: 72 });
});

test("what is dropped onto a card goes to the nearest free place", () => {
  const drawn = graph(card("a", 0, 0), card("b", 600, 600));
  expect(settled(drawn, new Map([["b", { x: 16, y: 40 }]])).get("b")).toEqual({ x: 16, y: 80 });
  expect(settled(drawn, new Map([["b", { x: 216, y: 0 }]])).get("b")).toEqual({ x: 256, y: 0 });
});

test("several that are dropped keep their places to each other, and none lies on another", () => {
  const drawn = graph(card("a", 0, 0), card("b", 600, 600), card("c", 600, 680), card("d", 0, 160));
  const after = settled(
    drawn,
    new Map([
      ["b", { x: 0, y: 8 }],
      ["c", { x: 0, y: 88 }],
    ]),
  );
  const [b, c] = [after.get("b"), after.get("c")];
  expect((c?.y ?? 0) - (b?.y ?? 0)).toBe(80);
  expect(c?.x).toBe(b?.x);
  for (const { x, y } of [b ?? { x: 0, y: 0 }, c ?? { x: 0, y: 0 }])
    for (const fixed of [drawn.nodes[0], drawn.nodes[3]]) {
      const at = fixed?.position ?? { x: 0, y: 0 };
      expect(Math.abs(at.x - x) >= 240 || Math.abs(at.y - y) >= 64).toBe(true);
    }
});

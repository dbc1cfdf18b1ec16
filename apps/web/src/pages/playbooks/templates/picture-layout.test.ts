import type { DraftGraph } from "@riposte/draft";
import { expect, test } from "vitest";
import { pictureOf, SQUARE } from "./picture-layout.ts";

const step = (id: string, x: number, y: number, more: object = {}) => ({
  id,
  kind: "join" as const,
  name: id,
  position: { x, y },
  ...more,
});
const edge = (from: string, to: string, port = "default") => ({ from, port, to });

const graph: DraftGraph = {
  schema: 1,
  nodes: [
    step("a", 0, 0),
    { ...step("each", 336, 0), kind: "for_each" },
    step("in", 672, 160, { parent: "each" }),
    step("b", 1008, 0),
    { ...step("remark", 0, 400), kind: "note" },
  ],
  edges: [edge("a", "each"), edge("each", "in", "each"), edge("each", "b", "on_failure"), edge("b", "gone")],
};

test("a square for each step, a frame around a loop's body, a line for each connection", () => {
  const { squares, frames, lines } = pictureOf(graph);
  expect(squares.map(({ node }) => node.id)).toEqual(["a", "each", "in", "b"]);
  expect(frames.map(({ id }) => id)).toEqual(["each"]);
  expect(lines.map(({ isFailure }) => isFailure)).toEqual([false, false, true]);
  for (const { path } of lines) expect(path).toMatch(/^M[-\d]+,[-\d]+L/);
});

test("squares stand apart, and all of them are to be seen", () => {
  const { view, squares } = pictureOf(graph);
  for (const { box } of squares) {
    expect(box.x).toBeGreaterThan(view.x);
    expect(box.x + SQUARE).toBeLessThan(view.x + view.width);
    expect(box.y + SQUARE).toBeLessThan(view.y + view.height);
  }
  const [a, each] = squares;
  expect((each?.box.x ?? 0) - (a?.box.x ?? 0)).toBeGreaterThan(SQUARE);
});

test("of nothing there is an empty picture", () => {
  expect(pictureOf({ schema: 1, nodes: [], edges: [] })).toMatchObject({ squares: [], lines: [] });
});

import type { DraftGraph, DraftNode } from "@riposte/draft";
import { expect, test } from "vitest";
import { atWork, followed } from "./at-work.ts";
import type { ShownState } from "./flow-types.ts";

const at = (id: string, x: number, kind: DraftNode["kind"] = "set"): DraftNode => {
  return { id, kind, name: id, position: { x, y: 0 } };
};
const graph: DraftGraph = {
  schema: 1,
  nodes: [at("t", 0, "trigger"), at("each", 320, "for_each"), at("in", 360), at("ask", 700), at("z", 1000)],
  edges: [],
};
const NOT_YET: Record<string, ShownState> = Object.fromEntries(graph.nodes.map(({ id }) => [id, "notYet"]));

test("a run stands at what asks a person, else at what is at work, in a loop rather than at the loop", () => {
  const done = { ...NOT_YET, t: "done" } as const;
  expect(atWork(graph, { ...done, each: "running", in: "running" })).toBe("in");
  expect(atWork(graph, { ...done, each: "running" })).toBe("each");
  expect(atWork(graph, { ...done, each: "running", ask: "approval" })).toBe("ask");
});

test("before its first step and between two a run stands at what it came to; when it is over, at nothing", () => {
  expect(atWork(graph, NOT_YET)).toBe("t");
  expect(atWork(graph, { ...NOT_YET, t: "done", each: "done", in: "done" })).toBe("in");
  const over = Object.fromEntries(graph.nodes.map(({ id }) => [id, "done"] as const));
  expect(atWork(graph, { ...over, z: "notReached" })).toBeNull();
});

const OPENED = {
  selected: null,
  opened: { selected: null, work: "t" },
  work: "t",
  end: "t",
  isTheirs: false,
};

test("the canvas follows a run to its end, until a person moves it or chooses a step", () => {
  expect(followed(OPENED)).toBe("t");
  expect(followed({ ...OPENED, work: "ask" })).toBe("ask");
  expect(followed({ ...OPENED, work: null, end: "z" })).toBe("z");
  expect(followed({ ...OPENED, work: "ask", isTheirs: true })).toBeNull();
  expect(followed({ ...OPENED, work: "ask", selected: "each" })).toBe("each");
});

test("a page that was opened at a step shows that until the run goes on", () => {
  const opened = { selected: "each", opened: { selected: "each", work: "ask" }, end: "ask", isTheirs: false };
  expect(followed({ ...opened, work: "ask" })).toBe("each");
  expect(followed({ ...opened, work: "z" })).toBe("z");
});

test("the page of a run that is over shows what is chosen and nothing else", () => {
  const over = { ...OPENED, opened: { selected: null, work: null }, work: null, end: "z" };
  expect(followed(over)).toBeNull();
  expect(followed({ ...over, selected: "each" })).toBe("each");
});

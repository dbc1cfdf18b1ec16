import type { NotedBuild } from "@riposte/db";
import { expect, test } from "vitest";
import { judge } from "./judge.ts";

const PATIENCE = 60_000;

function build(name: string, more: Partial<NotedBuild> = {}): NotedBuild {
  const knows = { release: "1", migrations: 1, ir: [1], semantics: [1] };
  return { build: name, ...knows, standing: "behind", reason: null, isAlive: true, ...more };
}

const a = build("a");
const b = build("b");
const bGone = build("b", { isAlive: false });

const judged = (mine: string, current: string | null, builds: readonly NotedBuild[], watchedMs = 0) =>
  judge({ mine, current, builds, watchedMs, patienceMs: PATIENCE });

test("the first one takes the runs, and those of workers from before builds were told apart", () => {
  expect(judged("a", null, [a])).toEqual({ kind: "take", from: null, isStepBack: false });
  expect(judged("b", null, [a, b])).toMatchObject({ kind: "take" });
});

test("who has them keeps them until a newer one takes them", () => {
  expect(judged("a", "a", [a, b])).toEqual({ kind: "current" });
  expect(judged("b", "a", [a, b])).toEqual({ kind: "take", from: a, isStepBack: false });
});

test("an old one that starts again gets none while a newer one lives, nor when it was gone all along", () => {
  expect(judged("a", "b", [a, b], PATIENCE)).toEqual({ kind: "behind", newer: b });
  expect(judged("a", null, [a, b], PATIENCE)).toEqual({ kind: "behind", newer: b });
  expect(judged("a", "b", [a, bGone])).toEqual({ kind: "behind", newer: bGone });
});

test("an old one steps in where the newer ones have been gone for long enough", () => {
  expect(judged("a", "b", [a, bGone], PATIENCE)).toEqual({ kind: "take", from: bGone, isStepBack: true });
});

test("a newer one that takes no runs stands in nobody's way", () => {
  const refusing = build("b", { standing: "refusing" });
  expect(judged("a", null, [a, refusing])).toMatchObject({ kind: "take" });
  expect(judged("a", "b", [a, refusing], PATIENCE)).toMatchObject({ kind: "take", isStepBack: true });
});

test("one that the database does not know counts as newer", () => {
  expect(judged("a", "stranger", [a])).toEqual({ kind: "behind", newer: null });
  expect(judged("a", "stranger", [a], PATIENCE)).toEqual({ kind: "take", from: null, isStepBack: true });
});

import { expect, test } from "vitest";
import { loopRun } from "./loops/loop-run.ts";
import { comment, planOf } from "./test-run.ts";

type Json = Record<string, unknown>;

const set = (id: string, ...assignments: Json[]): Json => ({ id, kind: "set", assignments });

test("append, remove and unset", () => {
  const plan = planOf(
    [
      set("first", { name: "hosts", value: ["a", "b"] }, { name: "map", value: { x: 1, y: 2 } }),
      set(
        "more",
        { name: "hosts", operation: "append", value: "{{ trigger.host }}" },
        { name: "fresh", operation: "append", value: 1 },
      ),
      set(
        "less",
        { name: "hosts", operation: "remove", value: "a" },
        { name: "map", operation: "remove", value: "x" },
      ),
      set("seen", { name: "all", value: "{{ [vars.hosts, vars.map, vars.fresh] }}" }),
      set("gone", { name: "hosts", operation: "unset" }),
      set("end", { name: "is_there", value: "{{ vars.hosts is defined }}" }),
    ],
    ["t first", "first more", "more less", "less seen", "seen gone", "gone end"],
  );
  const run = loopRun(plan, { host: "c" });
  expect(run.output("seen")).toEqual({ all: [["b", "c"], { y: 2 }, [1]] });
  expect(run.output("end")).toEqual({ is_there: false });
});

test("appending to what is no list fails the step, with the variable's name", () => {
  const plan = planOf(
    [set("first", { name: "n", value: 1 }), set("more", { name: "n", operation: "append", value: 2 })],
    ["t first", "first more"],
  );
  expect(loopRun(plan).end?.failure).toMatchObject({ code: "template_error", field: "assignments.n" });
});

test("appending to a list in the blob store happens there", () => {
  const plan = planOf(
    [
      set("first", { name: "rows", value: "{{ trigger.rows }}" }),
      set("more", { name: "rows", operation: "append", value: "z" }),
      set(
        "end",
        { name: "last", value: "{{ vars.rows | last }}" },
        { name: "count", value: "{{ vars.rows | length }}" },
      ),
    ],
    ["t first", "first more", "more end"],
  );
  const rows = Array.from({ length: 900 }, () => "x".repeat(100));
  expect(loopRun(plan, { rows }).output("end")).toEqual({ last: "z", count: 901 });
});

test("run-if: a step that is passed over is skipped, its path goes on, and its output is null", () => {
  const plan = planOf(
    [
      comment("a", { runIf: "trigger.on" }),
      set("b", { name: "x", value: "{{ steps.a is none }}" }),
      { id: "ask", kind: "approval", approvers: ["ann@example.org"], runIf: "trigger.on" },
      { id: "yes", kind: "join" },
    ],
    ["t a", "a b", "b ask", "ask:approved yes"],
  );
  const run = loopRun(plan, { on: false });
  expect(run.record("a")).toMatchObject({ state: "skipped", note: "Passed over: run-if was false." });
  expect(run.output("b")).toEqual({ x: true });
  expect(run.record("ask")).toMatchObject({ state: "skipped", port: "approved" });
  expect(run.record("yes")?.state).toBe("done");
  expect(run.commands.some(({ kind }) => kind === "call_action" || kind === "ask_approval")).toBe(false);
  expect(loopRun(plan, { on: true }).record("a")?.state).toBe("done");
});

test.each([
  [2, "two"],
  ["2", "text"],
  [3, "else"],
])("switch goes by the first case that equals %j", (value, port) => {
  const plan = planOf(
    [
      {
        id: "s",
        kind: "switch",
        value: "{{ trigger.v }}",
        cases: [
          { name: "two", value: 2 },
          { name: "text", value: "2" },
        ],
      },
    ],
    ["t s"],
  );
  expect(loopRun(plan, { v: value }).record("s")).toMatchObject({ state: "done", port });
});

test("on its own branch a failure can be read: code, message, step and attempt", () => {
  const plan = planOf(
    [
      comment("a", { onFailure: "branch", retry: { attempts: 2 } }),
      set("b", { name: "e", value: "{{ steps.a.error }}" }),
    ],
    ["t a", "a:on_failure b"],
  );
  const error = { code: "unavailable", message: "No.", step: "a", attempt: 2 };
  expect(loopRun(plan, {}, () => null).output("b")).toEqual({ e: error });
});

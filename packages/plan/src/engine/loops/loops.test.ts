import { expect, test } from "vitest";
import { encodeState } from "../state.ts";
import { comment, planOf } from "../test-run.ts";
import { loopRun } from "./loop-run.ts";

type Json = Record<string, unknown>;

const each = (over: unknown, more: Json = {}): Json => ({ id: "each", kind: "for_each", over, ...more });
const inside = (node: Json, parent = "each"): Json => ({ ...node, parent });
const set = (id: string, name: string, value: unknown, more: Json = {}): Json => ({
  id,
  kind: "set",
  assignments: [{ name, value, ...more }],
});
const say = (id: string, text: string, more: Json = {}): Json =>
  inside(comment(id, { arguments: { uuid: "u", text }, ...more }));

test("a for-each goes over its items in order and gives what it collects", () => {
  const plan = planOf(
    [
      each("{{ trigger.hosts }}", { collect: "{{ steps.mark.seen }}" }),
      inside(
        set("mark", "seen", "{{ loop.index }}/{{ loop.length }} {{ item }} {{ loop.first }} {{ loop.last }}"),
      ),
    ],
    ["t each", "each:each mark"],
  );
  const run = loopRun(plan, { hosts: ["a", "b"] });
  expect(run.end).toMatchObject({ state: "done" });
  expect(run.output("each")).toEqual({
    count: 2,
    results: ["1/2 a True False", "2/2 b False True"],
    failed: [],
  });
  expect(run.record("mark", "each[1]")).toMatchObject({ state: "done", scope: "each[1]" });
  expect(run.state.scopes).toEqual({});
});

test.each([
  [
    "a dict",
    { b: 1, a: 2 },
    [
      { key: "b", value: 1 },
      { key: "a", value: 2 },
    ],
  ],
  ["the lines of a text", "one\r\ntwo\n\nthree\n", ["one", "two", "", "three"]],
  ["an empty list", [], []],
  ["an empty text", "", []],
])("it goes over %s", (_, over, results) => {
  const plan = planOf(
    [
      each("{{ trigger.it }}", { collect: "{{ item }}" }),
      inside({ id: "j", kind: "join" }),
      { id: "after", kind: "join" },
    ],
    ["t each", "each:each j", "each after"],
  );
  const run = loopRun(plan, { it: over });
  expect(run.output("each")).toEqual({ count: results.length, results, failed: [] });
  expect(run.record("after")?.state).toBe("done");
});

test("what is no list fails the loop, with step and field", () => {
  const plan = planOf(
    [each("{{ trigger.it }}"), inside({ id: "j", kind: "join" })],
    ["t each", "each:each j"],
  );
  expect(loopRun(plan, { it: 5 }).end).toMatchObject({
    state: "failed",
    failedStep: "each",
    failure: { code: "bad_arguments", field: "over", message: expect.stringContaining("a number") },
  });
});

test("at most so many iterations run at once, and the results stand in the order of the items", () => {
  const plan = planOf(
    [
      each("{{ range(7) | list }}", { parallel: 3, collect: "{{ steps.c.n }}" }),
      say("c", "{{ item | string }}"),
    ],
    ["t each", "each:each c"],
  );
  let most = 0;
  const run = loopRun(plan, {}, (call) => ({
    n: Number(/"text":"?(\d)/.exec(JSON.stringify(call.call.arguments).replaceAll("\\", ""))?.[1]) * 10,
  }));
  let live = 0;
  for (const command of run.commands) {
    if (command.kind === "call_action") live += 1;
    if (command.kind === "archive") live -= 1;
    most = Math.max(most, live);
  }
  expect(most).toBe(3);
  expect(run.output("each")).toMatchObject({ results: [0, 10, 20, 30, 40, 50, 60] });
});

test.each([
  ["stop", { state: "failed" }, null],
  ["skip", { state: "done" }, [0, 2]],
  ["collect", { state: "done" }, [0, null, 2]],
])("onItemFailure: %s", (onItemFailure, end, results) => {
  const plan = planOf(
    [
      each("{{ range(3) | list }}", { onItemFailure, collect: "{{ loop.index0 }}" }),
      say("c", "{{ item | string }}"),
    ],
    ["t each", "each:each c"],
  );
  const run = loopRun(plan, {}, ({ scope }) => (scope === "each[1]" ? null : {}));
  expect(run.end).toMatchObject(end);
  if (results === null) {
    expect(run.end?.failure?.message).toBe('"c" failed in iteration 2: No.');
    expect(run.record("c", "each[2]")).toBeUndefined();
  } else {
    const error = { code: "unavailable", message: "No.", step: "c", attempt: 1 };
    expect(run.output("each")).toEqual({ count: 3, results, failed: [{ index: 1, error }] });
  }
});

test("a stopping loop waits for what is in flight, and its error is there on its own branch", () => {
  const plan = planOf(
    [
      each("{{ range(9) | list }}", { parallel: 3, onFailure: "branch" }),
      say("c", "{{ item | string }}"),
      inside({ id: "w", kind: "wait", seconds: 5 }),
      set("why", "text", "{{ steps.each.error.code }} in {{ steps.each.error.step }}"),
    ],
    ["t each", "each:each c", "each:each w", "each:on_failure why"],
  );
  const run = loopRun(plan, {}, ({ scope }) => (scope === "each[0]" ? null : {}));
  expect(run.end?.state).toBe("done");
  expect(run.output("why")).toEqual({ text: "unavailable in each" });
  expect(run.record("c", "each[2]")?.state).toBe("done");
  expect(run.record("w", "each[2]")?.state).toBe("cancelled");
  expect(run.record("c", "each[3]")).toBeUndefined();
});

test("joins, conditions and dead branches mean the same within an iteration as at the top", () => {
  const plan = planOf(
    [
      each("{{ range(4) | list }}", { collect: "{{ [steps.odd is defined, steps.meet is defined] }}" }),
      inside({ id: "is_odd", kind: "condition", cases: [{ name: "yes", when: "item % 2 == 1" }] }),
      inside(set("odd", "a", 1)),
      inside(set("even", "b", 1)),
      inside({ id: "meet", kind: "join" }),
      inside({ id: "never", kind: "join" }),
    ],
    [
      "t each",
      "each:each is_odd",
      "is_odd:yes odd",
      "is_odd:else even",
      "odd meet",
      "even meet",
      "odd never",
    ],
  );
  const run = loopRun(plan);
  expect(run.end?.state).toBe("done");
  expect(run.record("never", "each[0]")?.state).toBe("skipped");
  expect(run.record("never", "each[1]")?.state).toBe("done");
});

test("loops within loops: the outer item is loop.parent.item, and steps around can be read", () => {
  const plan = planOf(
    [
      set("base", "x", "z"),
      { id: "outer", kind: "for_each", over: ["a", "b"], collect: "{{ steps.inner.results }}" },
      inside(set("o", "name", "{{ item }}{{ steps.base.x }}"), "outer"),
      inside({ id: "inner", kind: "for_each", over: [1, 2], collect: "{{ steps.i.text }}" }, "outer"),
      inside(
        set("i", "text", "{{ steps.o.name }}{{ item }}{{ loop.parent.item }}{{ loop.parent.index }}"),
        "inner",
      ),
    ],
    ["t base", "base outer", "outer:each o", "o inner", "inner:each i"],
  );
  const run = loopRun(plan);
  expect(run.output("outer")).toMatchObject({
    results: [
      ["az1a1", "az2a1"],
      ["bz1b2", "bz2b2"],
    ],
  });
  expect(run.record("i", "outer[1]/inner[0]")?.state).toBe("done");
});

test("variables set in a sequential loop are there in the next iteration and after it", () => {
  const plan = planOf(
    [
      set("first", "sum", 0),
      each([1, 2, 3]),
      inside(set("add", "sum", "{{ vars.sum + item }}")),
      set("last", "all", "{{ vars.sum }}"),
    ],
    ["t first", "first each", "each:each add", "each last"],
  );
  const run = loopRun(plan);
  expect(run.output("last")).toEqual({ all: 6 });
  expect(run.state.setters).toHaveLength(3);
});

test("iterations of a parallel loop do not see each other's variables; at the end the last item's count", () => {
  const plan = planOf(
    [
      set("first", "sum", 0),
      each([1, 2, 3], { parallel: 3, collect: "{{ vars.sum }}" }),
      inside(set("add", "sum", "{{ vars.sum + item }}")),
      set("last", "all", "{{ vars.sum }}"),
    ],
    ["t first", "first each", "each:each add", "each last"],
  );
  const run = loopRun(plan);
  expect(run.output("each")).toMatchObject({ results: [1, 2, 3] });
  expect(run.output("last")).toEqual({ all: 3 });
});

test.each([
  ["while", "before", "vars.n < 3", 3],
  ["until", "before", "vars.n >= 3", 3],
  ["while", "before", "false", 0],
  ["while", "after", "false", 1],
  ["until", "after", "loop.previous == 2", 2],
])("%s, tested %s: %s", (mode, testing, condition, count) => {
  const plan = planOf(
    [
      set("first", "n", 0),
      { id: "loop", kind: "while", condition, mode, test: testing, collect: "{{ vars.n }}" },
      inside(set("add", "n", "{{ vars.n + 1 }}"), "loop"),
    ],
    ["t first", "first loop", "loop:each add"],
  );
  expect(loopRun(plan).output("loop")).toMatchObject({ count });
});

test.each([
  ["fail", { state: "failed", failure: { code: "loop_limit", field: "max" } }],
  ["continue", { state: "done" }],
])("a while at its bound: %s", (onMax, end) => {
  const plan = planOf(
    [
      { id: "loop", kind: "while", condition: "true", max: 5, onMax, collect: "{{ loop.index }}" },
      inside({ id: "j", kind: "join" }, "loop"),
    ],
    ["t loop", "loop:each j"],
  );
  const run = loopRun(plan);
  expect(run.end).toMatchObject(end);
  expect(run.record("j", "loop[4]")?.state).toBe("done");
  expect(run.record("j", "loop[5]")).toBeUndefined();
});

test("10,000 light iterations come in turns, and their state stays small", () => {
  const plan = planOf(
    [
      each("{{ range(10000) | list }}", { collect: "{{ steps.s.text }}" }),
      inside(set("s", "text", "item {{ item }} of the list")),
    ],
    ["t each", "each:each s"],
  );
  const run = loopRun(plan);
  expect(run.end?.state).toBe("done");
  expect(run.commands.filter(({ kind }) => kind === "pause").length).toBeGreaterThan(9);
  expect(run.commands.filter(({ kind }) => kind === "store_value").length).toBeGreaterThan(5);
  const output = run.output("each") as { results: string[] };
  expect(output.results).toHaveLength(10_000);
  expect(output.results[9_999]).toBe("item 9999 of the list");
  expect(encodeState(run.state).length).toBeLessThan(600_000);
});

test("a list in the blob store comes page by page, items too large for the state by themselves", () => {
  const plan = planOf(
    [
      each("{{ trigger.rows }}", { collect: "{{ item.n }} {{ item.text | length }}", parallel: 2 }),
      inside({ id: "j", kind: "join" }),
    ],
    ["t each", "each:each j"],
  );
  const rows = Array.from({ length: 300 }, (_, n) => ({ n, text: "x".repeat(n === 120 ? 90_000 : 500) }));
  const run = loopRun(plan, { rows });
  expect(run.end?.state).toBe("done");
  expect(run.commands.filter(({ kind }) => kind === "slice").length).toBeGreaterThan(4);
  const { results } = run.output("each") as { results: string[] };
  expect(results).toEqual(rows.map(({ n, text }) => `${n} ${text.length}`));
});

test("stop within a loop ends the run as done, and everything else is withdrawn", () => {
  const plan = planOf(
    [
      each("{{ range(9) | list }}"),
      inside({ id: "found", kind: "condition", cases: [{ name: "yes", when: "item == 3" }] }),
      inside({ id: "stop", kind: "stop" }),
      { id: "ask", kind: "approval", approvers: ["ann@example.org"] },
      { id: "after", kind: "join" },
    ],
    ["t each", "t ask", "each:each found", "found:yes stop", "each after"],
  );
  const run = loopRun(plan);
  expect(run.end).toMatchObject({ state: "done", failure: null });
  expect(run.record("each")?.state).toBe("cancelled");
  expect(run.record("ask")?.state).toBe("cancelled");
  expect(run.record("after")).toBeUndefined();
  expect(run.record("found", "each[4]")).toBeUndefined();
});

test("a while whose next turn is due when the run ends is withdrawn like any other step", () => {
  const plan = planOf(
    [
      { id: "loop", kind: "while", condition: "true", max: 5 },
      inside({ id: "j", kind: "join" }, "loop"),
      { id: "go", kind: "join" },
      { id: "go_on", kind: "join" },
      { id: "further", kind: "join" },
      { id: "end", kind: "fail", message: "Enough." },
    ],
    ["t loop", "t go", "loop:each j", "go go_on", "go_on further", "further end"],
  );
  const run = loopRun(plan);
  expect(run.end?.state).toBe("failed");
  expect(run.record("loop")?.state).toBe("cancelled");
});

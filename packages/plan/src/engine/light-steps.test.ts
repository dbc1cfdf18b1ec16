import { expect, test } from "vitest";
import { comment, planOf, TestRun, valueOf } from "./test-run.ts";

function condition(id: string, cases: Record<string, string>, more: Record<string, unknown> = {}) {
  return {
    id,
    kind: "condition",
    cases: Object.entries(cases).map(([name, when]) => ({ name, when })),
    ...more,
  };
}

test("a row of light steps runs in the turn that starts the run", () => {
  const plan = planOf(
    [
      { id: "s", kind: "set", assignments: [{ name: "n", value: "{{ trigger.n * 2 }}" }] },
      condition("c", { big: "vars.n > 10", small: "vars.n <= 10" }),
      { id: "j", kind: "join" },
      { id: "k", kind: "join" },
    ],
    ["t s", "s c", "c:small j", "c:big k", "j k"],
  );
  const run = new TestRun(plan, { n: 4 });
  expect(run.kinds()).toEqual(["run_record", "record", "record", "record", "record", "finish"]);
  expect(valueOf(run.record("s")?.output)).toEqual({ n: 8 });
  expect(run.record("c")).toMatchObject({ state: "done", port: "small" });
  expect(valueOf(run.record("c")?.output)).toEqual({ case: "small" });
  expect(run.record("k")).toMatchObject({ state: "done" });
});

test("a condition looks no further than the first case that holds", () => {
  const plan = planOf([condition("c", { yes: "true", broken: "trigger.a.b.c" })], ["t c"]);
  expect(new TestRun(plan).last("finish")?.record.state).toBe("done");
});

test("a condition's failure names its case", () => {
  const plan = planOf([condition("c", { no: "false", broken: "trigger.a.b.c" })], ["t c"]);
  expect(new TestRun(plan).last("finish")?.record.failure).toMatchObject({ field: "cases.1.when" });
});

test.each([
  ["trigger.a or trigger.b", true],
  ["trigger.a and trigger.b", false],
  ["trigger.missing", false],
  ["trigger.list", false],
  ["trigger.b if trigger.a else true", true],
  ["not trigger.a\n  and trigger.b", true],
  ["1, 2", true],
])("the truth of %j is %s", (when, expected) => {
  const run = new TestRun(planOf([condition("c", { yes: when })], ["t c"]), { a: false, b: true, list: [] });
  expect(run.record("c")?.port).toBe(expected ? "yes" : "else");
});

test("a failed condition goes on at else, if it may", () => {
  const plan = planOf(
    [condition("c", { yes: "trigger.a.b.c" }, { onFailure: "continue" }), comment("e")],
    ["t c", "c:else e"],
  );
  const run = new TestRun(plan);
  expect(run.record("c")).toMatchObject({ state: "failed", port: "else" });
  expect(run.last("call_action")?.step).toBe("e");
});

test("variables: assignments see what was before the step, later steps win", () => {
  const plan = planOf(
    [
      {
        id: "one",
        kind: "set",
        assignments: [
          { name: "a", value: 1 },
          { name: "b", value: [1] },
        ],
      },
      {
        id: "two",
        kind: "set",
        assignments: [
          { name: "a", value: 2 },
          { name: "c", value: "{{ vars.a }}" },
        ],
      },
      comment("x", { action: "script.judge", arguments: { address: "{{ vars }}" } }),
    ],
    ["t one", "one two", "two x"],
  );
  const run = new TestRun(plan);
  expect(valueOf(run.last("call_action")?.call.arguments)).toEqual({
    address: { a: 2, b: [1], c: 1 },
  });
});

test("names that JavaScript keeps for itself are names like others", () => {
  const plan = planOf(
    [
      { id: "__proto__", kind: "set", assignments: [{ name: "__proto__", value: "mine" }] },
      comment("constructor", {
        action: "script.judge",
        arguments: { address: "{{ [vars.__proto__, steps.__proto__] }}" },
      }),
    ],
    ["t __proto__", "__proto__ constructor"],
  );
  const run = new TestRun(plan);
  const text = JSON.stringify(run.last("call_action")?.call.arguments);
  expect(text).toContain(String.raw`\"address\":[\"mine\",{\"__proto__\":\"mine\"}]`);
});

test("a wait is a timer with an absolute deadline", () => {
  const run = new TestRun(planOf([{ id: "w", kind: "wait", seconds: "{{ trigger.s }}" }], ["t w"]), {
    s: 1.5,
  });
  expect(run.last("start_timer")).toEqual({ kind: "start_timer", timer: "wait:w:1", at: run.now + 1_500 });
  expect(run.record("w")).toMatchObject({ state: "waiting", note: "Until 2026-11-21T08:00:02.500Z." });
  expect(run.last("run_record")?.record.state).toBe("running");
  run.feed({ kind: "timer_fired", timer: "wait:w:1" });
  expect(run.record("w")).toMatchObject({ state: "done", note: null });
  expect(run.last("finish")?.record.state).toBe("done");
});

test.each([
  [{ seconds: 0 }, "done"],
  [{ until: "2020-01-01T00:00:00Z" }, "done"],
  [{ until: "{{ trigger.at }}" }, "done"],
])("a wait for what has passed costs no timer: %j", (more, state) => {
  const run = new TestRun(planOf([{ id: "w", kind: "wait", ...more }], ["t w"]), {
    at: "2026-11-21T09:00:00+02:00",
  });
  expect(run.kinds()).not.toContain("start_timer");
  expect(run.record("w")?.state).toBe(state);
});

test.each([
  [{ seconds: "{{ trigger.text }}" }, "seconds"],
  [{ seconds: "{{ -1 }}" }, "seconds"],
  [{ seconds: "{{ trigger.yes }}" }, "seconds"],
  [{ seconds: "{{ 10 ** 30 }}" }, "seconds"],
  [{ until: "{{ trigger.text }}" }, "until"],
  [{ until: "9999-01-01T00:00:00Z" }, "until"],
])("a wait that cannot be is a failure with its field: %j", (more, field) => {
  const run = new TestRun(planOf([{ id: "w", kind: "wait", ...more }], ["t w"]), { text: "soon", yes: true });
  expect(run.last("finish")?.record.failure).toMatchObject({ code: "bad_arguments", field });
});

test("respond goes on once the answer is stored", () => {
  const plan = planOf(
    [{ id: "r", kind: "respond", status: 201, body: { id: "{{ run.id }}" } }, comment("a")],
    ["t r", "r a"],
  );
  const run = new TestRun(plan);
  expect(run.last("respond")).toMatchObject({ step: "r", status: 201 });
  expect(valueOf(run.last("respond")?.body)).toEqual({ id: "run_1" });
  expect(run.kinds()).not.toContain("call_action");
  run.feed({ kind: "responded", step: "r" });
  expect(run.last("call_action")?.step).toBe("a");
});

test("fail ends the run with its message, whatever its policy", () => {
  const run = new TestRun(planOf([{ id: "f", kind: "fail", message: "No host {{ trigger.h }}." }], ["t f"]), {
    h: 7,
  });
  expect(run.last("finish")?.record).toMatchObject({
    state: "failed",
    failedStep: "f",
    failure: { code: "failed_on_purpose", message: "No host 7." },
  });
});

test("a playbook without steps is done at once", () => {
  expect(new TestRun(planOf([], [])).kinds()).toEqual(["run_record", "finish"]);
});

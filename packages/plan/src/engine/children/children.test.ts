import { expect, test } from "vitest";
import { toPayload } from "../../payload.ts";
import { compile } from "../../compile/compile.ts";
import { testCatalogue } from "../../compile/test-catalogue.ts";
import type { ChildEnd, RunFacts } from "../protocol.ts";
import { comment, planOf, TestRun, valueOf } from "../test-run.ts";

type Json = Record<string, unknown>;

const CALL = { id: "call", kind: "sub_playbook", playbook: "Block host", arguments: { host: "h1" } };

function called(more: Json = {}, facts: Partial<RunFacts> = {}): TestRun {
  const plan = planOf([{ ...CALL, ...more }, comment("after")], ["t call", "call after"]);
  return new TestRun(plan, {}, facts);
}

function ended(run: TestRun, end: ChildEnd, attempt = 1) {
  return run.feed({ kind: "child_ended", step: "call", attempt, run: `run_${attempt}`, end });
}

const DONE: ChildEnd = { state: "done", output: toPayload(new Map([["verdict", "bad"]])) };

function failedWith(retryable = false): ChildEnd {
  return { state: "failed", failure: { code: "unavailable", message: "No answer.", retryable } };
}

test("a step that runs a playbook asks for its run, one deeper, and goes on with what that gives", () => {
  const run = called({}, { depth: 2 });
  expect(run.last("start_child")).toMatchObject({
    playbook: { id: "pb_block", name: "Block host" },
    depth: 3,
    known: null,
  });
  expect(valueOf(run.last("start_child")?.arguments)).toEqual({ host: "h1" });
  run.feed({ kind: "child_started", step: "call", attempt: 1, run: "run_1" });
  expect(run.record("call")).toMatchObject({
    state: "running",
    note: 'Waits for run_1, a run of "Block host".',
  });
  ended(run, DONE);
  expect(valueOf(run.record("call")?.output)).toEqual({ verdict: "bad" });
  expect(run.last("call_action")?.step).toBe("after");
});

test("its end counts once, also when it is told before the start is", () => {
  const run = called();
  ended(run, DONE);
  expect(ended(run, failedWith())).toEqual([]);
  expect(run.feed({ kind: "child_started", step: "call", attempt: 1, run: "run_1" })).toEqual([]);
  expect(run.record("call")?.state).toBe("done");
});

test("the failure of the run is the step's, with its code; another attempt is another run", () => {
  const run = called({ retry: { attempts: 2 } });
  ended(run, failedWith(true));
  run.feed({ kind: "timer_fired", timer: "retry:call:1" });
  expect(run.last("start_child")).toMatchObject({ attempt: 2, known: null });
  expect(ended(run, DONE, 1), "that of the first attempt is over").toEqual([]);
  ended(run, failedWith(), 2);
  const failure = { code: "unavailable", message: '"Block host" failed (run_2): No answer.' };
  expect(run.last("finish")?.record).toMatchObject({ state: "failed", failedStep: "call", failure });
});

test("past the deepest call nothing is started, by the bound of the step where it has one", () => {
  expect(called({}, { depth: 7 }).kinds()).toContain("start_child");
  for (const run of [called({}, { depth: 8 }), called({ maxDepth: 2 }, { depth: 2 })]) {
    expect(run.kinds()).not.toContain("start_child");
    expect(run.last("finish")?.record.failure).toMatchObject({ code: "limit_exceeded", field: "maxDepth" });
  }
});

test("a cancelled run tells the run that it waits for to stop, and ends with it", () => {
  const run = called();
  const cancelled = run.feed({ kind: "cancel_requested", by: "ann", reason: "" });
  expect(cancelled.map(({ kind }) => kind)).toEqual(["cancel_child", "start_timer"]);
  expect(run.feed({ kind: "cancel_requested", by: "ann", reason: "" }), "once").toEqual([]);
  ended(run, { state: "cancelled", failure: { code: "cancelled", message: "Cancelled.", retryable: false } });
  expect(run.record("call")?.state).toBe("cancelled");
  expect(run.last("finish")?.record.state).toBe("cancelled");
});

test("one that does not stop is not waited for longer than a minute", () => {
  const run = called();
  run.feed({ kind: "child_started", step: "call", attempt: 1, run: "run_1" });
  run.feed({ kind: "cancel_requested", by: "ann", reason: "" });
  run.feed({ kind: "timer_fired", timer: "grace:call:1" });
  expect(run.record("call")).toMatchObject({ state: "cancelled" });
  expect(run.record("call")?.failure?.message).toContain(
    "run_1 was told to stop and was not over 60 seconds later",
  );
  expect(run.last("finish")?.record.state).toBe("cancelled");
});

test("the time limit of the step tells the run to stop; what it finished all the same counts", () => {
  const limited = called({ timeout: 30 });
  expect(limited.feed({ kind: "timer_fired", timer: "limit:call:1" }).map(({ kind }) => kind)).toEqual([
    "cancel_child",
    "start_timer",
  ]);
  ended(limited, { state: "cancelled", failure: { code: "cancelled", message: "x", retryable: false } });
  expect(limited.last("finish")?.record.failure).toMatchObject({ code: "timeout", retryable: true });

  const finished = called({ timeout: 30 });
  finished.feed({ kind: "timer_fired", timer: "limit:call:1" });
  ended(finished, DONE);
  expect(finished.record("call")?.state).toBe("done");
});

test("in a loop whose item failed the others' runs are told to stop, and the loop waits for them", () => {
  const plan = planOf(
    [
      { id: "each", kind: "for_each", over: [1, 2], parallel: 2 },
      { ...CALL, parent: "each" },
    ],
    ["t each", "each:each call"],
  );
  const run = new TestRun(plan);
  const end = (index: number, end: ChildEnd) =>
    run.feed({ kind: "child_ended", step: "call", scope: `each[${index}]`, attempt: 1, run: "run_x", end });
  const commands = end(0, failedWith());
  expect(commands.find(({ kind }) => kind === "cancel_child")).toMatchObject({ scope: "each[1]" });
  expect(run.last("finish")).toBeUndefined();
  run.feed({ kind: "timer_fired", timer: "grace:call:1:each[1]" });
  expect(run.last("finish")?.record).toMatchObject({ state: "failed", failedStep: "each" });
});

test("return ends the run as done, with what it gives", () => {
  const plan = planOf(
    [
      { id: "back", kind: "return", outputs: { host: "{{ trigger.host }}", score: 3 } },
      { id: "nap", kind: "wait", seconds: 600 },
    ],
    ["t back", "t nap"],
  );
  const run = new TestRun(plan, { host: "h1" });
  const record = run.last("finish")?.record;
  expect(record?.state).toBe("done");
  expect(valueOf(record?.output)).toEqual({ host: "h1", score: 3 });
  expect(run.record("nap")?.state).not.toBe("running");
});

test("what a playbook gives is worked out from what it returns", () => {
  const nodes = (runIf?: string) => [
    { id: "t", kind: "trigger", name: "t", trigger: "manual" },
    { id: "get", kind: "action", name: "get", action: "test.get_typed" },
    {
      id: "back",
      kind: "return",
      name: "back",
      outputs: { short: "{{ steps.get.short_id }}", n: 3 },
      ...(runIf === undefined ? {} : { runIf }),
    },
  ];
  const edges = [
    { from: "t", to: "get" },
    { from: "get", to: "back" },
  ];
  const gives = (runIf?: string) =>
    compile({ nodes: nodes(runIf), edges }, { name: "Test", catalogue: testCatalogue }).plan?.gives;
  const object = {
    type: "object",
    properties: { short: { anyOf: [{ type: "string" }, { type: "null" }] }, n: { type: "integer" } },
    required: ["short", "n"],
    additionalProperties: false,
  };
  expect(gives()).toEqual(object);
  expect(gives("trigger.yes"), "it may end without").toEqual({ anyOf: [object, { type: "null" }] });
});

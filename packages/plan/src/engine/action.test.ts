import { fromPlain } from "@riposte/template";
import { expect, test } from "vitest";
import { toPayload } from "../payload.ts";
import { comment, planOf, START, TestRun, valueOf } from "./test-run.ts";

const one = (more: Record<string, unknown> = {}) => planOf([comment("a", more)], ["t a"]);

test("a call carries its rendered arguments, and its output is what later steps read", () => {
  const plan = planOf(
    [
      comment("a", { arguments: { uuid: "{{ trigger.id }}", text: "{{ trigger.n + 1 }} of {{ run.id }}" } }),
      comment("b", { arguments: { uuid: "{{ steps.a.seen }}", text: "{{ node.a.list }}" } }),
    ],
    ["t a", "a b"],
  );
  const run = new TestRun(plan, { id: "x", n: 1 });
  expect(valueOf(run.last("call_action")?.call.arguments)).toEqual({ uuid: "x", text: "2 of run_1" });
  run.done("a", { seen: true, list: [1, { k: 1.5 }] });
  expect(valueOf(run.last("call_action")?.call.arguments)).toEqual({ uuid: true, text: [1, { k: 1.5 }] });
  run.done("b");
  expect(run.last("finish")?.record).toMatchObject({ state: "done", failure: null, failedStep: null });
  expect(run.record("a")).toMatchObject({ state: "done", attempt: 1, note: null });
});

test("the call of a step that names a runner group carries it, and no other call does", () => {
  const judge = (id: string, more: Record<string, unknown> = {}) => ({
    id,
    kind: "action",
    action: "script.judge",
    arguments: { address: "10.0.0.1" },
    ...more,
  });
  const run = new TestRun(planOf([judge("a", { runnerGroup: "dmz" }), judge("b")], ["t a", "a b"]));
  expect(run.last("call_action")?.call).toMatchObject({ runnerGroup: "dmz" });
  run.done("a");
  expect(run.last("call_action")).toMatchObject({ step: "b" });
  expect(run.last("call_action")?.call).not.toHaveProperty("runnerGroup");
});

test("a template that fails on its data fails the step, and names the field", () => {
  const run = new TestRun(one({ arguments: { uuid: "u", text: "{{ trigger.a.b.c }}" } }));
  expect(run.last("finish")?.record).toMatchObject({
    state: "failed",
    failedStep: "a",
    failure: { code: "template_error", field: "arguments.text", retryable: false },
  });
  expect(run.kinds()).not.toContain("call_action");
});

test("a template without end is stopped and does the same", () => {
  const text = "{% for i in range(100000) %}{% for j in range(100000) %}{{ i }}{% endfor %}{% endfor %}";
  const run = new TestRun(one({ arguments: { uuid: "u", text } }));
  expect(run.last("finish")?.record.failure).toMatchObject({
    code: "limit_exceeded",
    field: "arguments.text",
  });
});

test("retries: the deadlines grow, the attempts count, the arguments stay", () => {
  const plan = planOf(
    [
      comment("a", {
        retry: { attempts: 3, delay: 10, factor: 3 },
        arguments: { uuid: "u", text: "{{ vars.v }}" },
      }),
      { id: "s", kind: "set", assignments: [{ name: "v", value: "early" }] },
      comment("c"),
      { id: "late", kind: "set", assignments: [{ name: "v", value: "late" }] },
    ],
    ["t s", "s a", "s c", "c late"],
  );
  const run = new TestRun(plan);
  run.failed("a", true);
  const first = run.last("start_timer");
  expect(first).toEqual({ kind: "start_timer", timer: "retry:a:1", at: run.now + 10_000 });
  expect(run.record("a")).toMatchObject({ state: "waiting", failure: { code: "unavailable" } });
  run.done("c");
  run.feed({ kind: "timer_fired", timer: "retry:a:1" });
  expect(run.last("call_action")).toMatchObject({ attempt: 2 });
  expect(valueOf(run.last("call_action")?.call.arguments)).toEqual({ uuid: "u", text: "early" });
  expect(run.record("a")).toMatchObject({ state: "running", attempt: 2, failure: null });
  run.failed("a", true, 2);
  expect(run.last("start_timer")?.at).toBe(run.now + 30_000);
  run.feed({ kind: "timer_fired", timer: "retry:a:2" });
  run.failed("a", true, 3);
  expect(run.last("finish")?.record).toMatchObject({ state: "failed", failedStep: "a" });
});

test("an answer for another attempt, a second answer and a foreign timer change nothing", () => {
  const run = new TestRun(one({ retry: { attempts: 2 } }));
  expect(run.done("a", {}, 2)).toEqual([]);
  run.failed("a", true);
  expect(run.done("a")).toEqual([]);
  expect(run.feed({ kind: "timer_fired", timer: "retry:a:2" })).toEqual([]);
  expect(run.feed({ kind: "timer_fired", timer: "nonsense" })).toEqual([]);
  expect(run.feed({ kind: "timer_fired", timer: "retry:nobody:1" })).toEqual([]);
  expect(run.feed({ kind: "responded", step: "a" })).toEqual([]);
  run.feed({ kind: "timer_fired", timer: "retry:a:1" });
  run.done("a", {}, 2);
  expect(run.last("finish")?.record.state).toBe("done");
  expect(run.done("a", {}, 2)).toEqual([]);
  expect(run.feed({ kind: "cancel_requested", by: "ann", reason: "" })).toEqual([]);
});

test("on failure continue: the default way is taken, and the error is the output", () => {
  const plan = planOf(
    [
      comment("a", { onFailure: "continue" }),
      comment("b", { arguments: { uuid: "u", text: "{{ steps.a.error.code }}" } }),
    ],
    ["t a", "a b"],
  );
  const run = new TestRun(plan);
  run.failed("a");
  expect(run.record("a")).toMatchObject({
    state: "failed",
    port: "default",
    failure: { code: "unavailable" },
  });
  expect(valueOf(run.last("call_action")?.call.arguments)).toEqual({ uuid: "u", text: "unavailable" });
});

test("on failure branch: only its own way is taken", () => {
  const plan = planOf(
    [comment("a", { onFailure: "branch" }), comment("ok"), comment("bad")],
    ["t a", "a ok", "a:on_failure bad"],
  );
  const run = new TestRun(plan);
  run.failed("a");
  expect(run.record("a")).toMatchObject({ state: "failed", port: "on_failure" });
  expect(run.record("ok")).toMatchObject({ state: "skipped" });
  expect(run.last("call_action")?.step).toBe("bad");
});

test("stop: what waits is withdrawn, what runs is awaited, nothing new starts", () => {
  const plan = planOf(
    [
      comment("a"),
      comment("b"),
      comment("after_b"),
      { id: "w", kind: "wait", seconds: 60 },
      { id: "ask", kind: "approval", approvers: ["ann"], expiresAfter: 60 },
    ],
    ["t a", "t b", "t w", "t ask", "b after_b"],
  );
  const run = new TestRun(plan);
  const commands = run.failed("a");
  expect(commands.map(({ kind }) => kind)).toEqual([
    "record",
    "cancel_timer",
    "record",
    "close_approval",
    "cancel_timer",
    "record",
  ]);
  expect(run.record("w")).toMatchObject({ state: "cancelled" });
  expect(run.record("ask")).toMatchObject({ state: "cancelled" });
  expect(
    run.feed({ kind: "approval_decided", step: "ask", decision: "approve", by: "ann", comment: "" }),
  ).toEqual([]);
  run.done("b", { late: true });
  expect(run.record("b")).toMatchObject({ state: "done" });
  expect(run.record("after_b")).toBeUndefined();
  expect(run.last("finish")?.record).toMatchObject({ state: "failed", failedStep: "a" });
});

test("cancel: running calls are told and awaited", () => {
  const run = new TestRun(planOf([comment("a"), comment("b")], ["t a", "a b"]));
  const commands = run.feed({ kind: "cancel_requested", by: "ann", reason: "wrong host" });
  expect(commands).toEqual([{ kind: "cancel_action", step: "a", scope: "", attempt: 1 }]);
  expect(run.feed({ kind: "cancel_requested", by: "bob", reason: "" })).toEqual([]);
  const failure = { code: "cancelled", message: "", retryable: false } as const;
  run.feed({ kind: "action_failed", step: "a", attempt: 1, failure });
  expect(run.record("a")).toMatchObject({ state: "cancelled" });
  expect(run.last("finish")?.record).toMatchObject({
    state: "cancelled",
    failure: { code: "cancelled", message: "Cancelled by ann: wrong host" },
  });
});

test("a simulated run reads, and only shows what it would have written", () => {
  const plan = planOf(
    [
      { id: "g", kind: "action", action: "test.get_alert", arguments: { uuid: "{{ trigger.id }}" } },
      comment("a"),
    ],
    ["t g", "g a"],
  );
  const run = new TestRun(plan, { id: "x" }, { simulate: true });
  expect(run.last("call_action")?.step).toBe("g");
  run.done("g");
  expect(run.record("a")).toMatchObject({ state: "done", note: "Simulated: the action was not called." });
  expect(valueOf(run.record("a")?.input)).toEqual({ uuid: "u", text: "x" });
  expect(valueOf(run.record("a")?.output)).toEqual({ simulated: true });
  expect(run.last("finish")?.record.state).toBe("done");
});

test("times on records are the run's own", () => {
  const run = new TestRun(one());
  run.done("a");
  expect(run.record("a")).toMatchObject({ startedAt: START + 1_000, finishedAt: START + 2_000 });
});

const scan = { id: "s", kind: "action", action: "test.scan", branches: ["known", "unseen"] };

test.each([
  [["unseen"], "b"],
  [["elsewhere", "known"], "a"],
  [["known", "unseen"], "a"],
])("a step with branches that says %j goes on at %s, and nowhere else", (branches, next) => {
  const plan = planOf([scan, comment("a"), comment("b")], ["t s", "s:known a", "s:unseen b"]);
  const run = new TestRun(plan);
  run.feed({ kind: "action_done", step: "s", attempt: 1, output: toPayload(fromPlain({})), branches });
  expect(run.last("call_action")?.step).toBe(next);
  run.done(next);
  expect(run.last("finish")?.record).toMatchObject({ state: "done" });
});

test("a step with branches that says none of them ends there", () => {
  const run = new TestRun(planOf([scan, comment("a")], ["t s", "s:known a"]));
  run.done("s");
  expect(run.record("a")).toMatchObject({ state: "skipped" });
  expect(run.last("finish")?.record).toMatchObject({ state: "done" });
});

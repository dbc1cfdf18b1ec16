import { expect, test } from "vitest";
import { awaitsEvent, canDecide, canResolve, isUnwinding, pendingDeadline } from "./host.ts";
import { outstanding } from "./outstanding.ts";
import { comment, planOf, START, TestRun } from "./test-run.ts";

const trigger = { onCancel: 60 };
const edges = ["t a", "a b", "t:on_cancel tidy", "tidy tell"];
const nodes = [comment("a"), comment("b"), comment("tidy"), comment("tell")];
const cancel = (run: TestRun) => run.feed({ kind: "cancel_requested", by: "ann", reason: "wrong host" });

test("what is drawn for a cancelled run is left alone while it is not", () => {
  const run = new TestRun(planOf(nodes, edges, trigger));
  run.done("a");
  run.done("b");
  expect(run.last("finish")?.record.state).toBe("done");
  expect(run.record("tidy")).toBeUndefined();
});

test("cancelled: what is in flight ends first, then it runs, and the run ends as cancelled", () => {
  const run = new TestRun(planOf(nodes, edges, trigger));
  cancel(run);
  expect(run.last("cancel_action")?.step).toBe("a");
  run.failed("a");
  expect(run.record("tidy")).toMatchObject({ state: "running" });
  expect(isUnwinding(run.state)).toBe(true);
  expect(run.last("start_timer")).toEqual({ kind: "start_timer", timer: "unwind", at: run.now + 60_000 });
  expect(pendingDeadline(run.state)).toBe(run.now + 60_000);
  expect(outstanding(run.plan, run.state, run.now).map(({ kind }) => kind)).toEqual([
    "call_action",
    "start_timer",
  ]);
  expect(cancel(run), "it cannot be cancelled again").toEqual([]);
  expect(run.feed({ kind: "run_paused", by: "ann", reason: "" })).toEqual([]);
  run.done("tidy");
  run.done("tell");
  expect(run.last("cancel_timer")?.timer).toBe("unwind");
  expect(run.last("finish")?.record).toMatchObject({
    state: "cancelled",
    failure: { code: "cancelled", message: "Cancelled by ann: wrong host" },
  });
  expect(run.record("b")).toBeUndefined();
});

test("its time is bounded: then what runs of it is told to stop, and the run ends", () => {
  const run = new TestRun(planOf(nodes, edges, trigger));
  run.done("a");
  cancel(run);
  run.done("b");
  run.feed({ kind: "timer_fired", timer: "unwind" });
  expect(run.last("cancel_action")?.step).toBe("tidy");
  expect(run.kinds()).not.toContain("finish");
  run.feed({
    kind: "action_failed",
    step: "tidy",
    attempt: 1,
    failure: { code: "cancelled", message: "Stopped.", retryable: false },
  });
  const { failure } = run.last("finish")?.record ?? {};
  expect(failure?.message).toContain("was ended after 60 s, its limit");
  expect(run.record("tell")).toBeUndefined();
});

test("what fails in it says so, and the run stays cancelled", () => {
  const run = new TestRun(planOf(nodes, edges, trigger));
  cancel(run);
  run.done("a");
  run.failed("tidy");
  expect(run.last("finish")?.record).toMatchObject({ state: "cancelled", failedStep: "tidy" });
  expect(run.last("finish")?.record.failure?.message).toContain('failed at "tidy"');
});

test("an unknown outcome of the rest stays one, and nothing that follows it starts", () => {
  const run = new TestRun(planOf(nodes, edges, trigger));
  run.unknown("a");
  cancel(run);
  expect(run.record("tidy")).toMatchObject({ state: "running" });
  expect(canResolve(run.plan, run.state, "a")).toBe(false);
  run.feed({ kind: "unknown_resolved", step: "a", outcome: "done", by: "ann", reason: "" });
  run.done("tidy");
  run.done("tell");
  expect(run.record("a")).toMatchObject({ state: "unknown" });
  expect(run.record("b")).toBeUndefined();
  expect(run.last("finish")?.record.state).toBe("cancelled");
});

test("people are asked in it, and it reads what the rest gave where that is there", () => {
  const ask = {
    id: "ask",
    kind: "approval",
    approvers: ["role:analyst"],
    message: "{{ steps.a.id | default('none') }}",
  };
  const plan = planOf(
    [comment("a"), comment("b"), ask, comment("tell")],
    ["t a", "a b", "t:on_cancel ask", "ask:approved tell"],
    trigger,
  );
  const run = new TestRun(plan);
  run.done("a", { id: "c1" });
  cancel(run);
  run.done("b");
  expect(run.last("ask_approval")?.request.message).toBe("c1");
  expect(run.last("run_record")?.record.state).toBe("waiting");
  expect(canDecide(plan, run.state, "ask")).toBe(true);
  run.feed({ kind: "approval_decided", step: "ask", decision: "reject", by: "ann", comment: "" });
  expect(run.last("finish")?.record.state).toBe("cancelled");
});

test("a run that was paused, and one in a loop, unwind too", () => {
  const plan = planOf(
    [
      { id: "each", kind: "for_each", over: [1, 2] },
      { id: "w", kind: "wait", seconds: 60, parent: "each" },
      { id: "again", kind: "for_each", over: [1, 2] },
      comment("tidy", { parent: "again" }),
    ],
    ["t each", "each:each w", "t:on_cancel again", "again:each tidy"],
    trigger,
  );
  const run = new TestRun(plan);
  run.feed({ kind: "run_paused", by: "ann", reason: "" });
  cancel(run);
  const scope = (at: number) => `again[${at}]`;
  const done = (at: number) =>
    run.feed({
      kind: "action_done",
      step: "tidy",
      scope: scope(at),
      attempt: 1,
      output: { kind: "inline", json: "{}" },
    });
  done(0);
  done(1);
  expect(run.record("again")).toMatchObject({ state: "done" });
  expect(run.last("finish")?.record.state).toBe("cancelled");
  expect(run.now).toBeGreaterThan(START);
});

const CALL = { id: "call", kind: "sub_playbook", playbook: "Block host", arguments: { host: "h1" } };
const WAIT = { id: "w", kind: "wait_event", source: "webhook:Tickets", condition: "event.status" };
const CANCELLED = {
  state: "cancelled",
  failure: { code: "cancelled", message: "Cancelled.", retryable: false },
} as const;

test("it begins once the run that was called has stopped; waits for events are withdrawn at once", () => {
  const run = new TestRun(
    planOf([CALL, WAIT, comment("tidy")], ["t call", "t w", "t:on_cancel tidy"], trigger),
  );
  expect(cancel(run).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["cancel_child", "start_timer", "close_wait"]),
  );
  expect(run.record("w")).toMatchObject({ state: "cancelled" });
  expect(run.record("tidy")).toBeUndefined();
  run.feed({ kind: "child_ended", step: "call", attempt: 1, run: "run_1", end: CANCELLED });
  expect(run.record("tidy")).toMatchObject({ state: "running" });
});

test("it calls playbooks and waits for events, and its limit ends both", () => {
  const run = new TestRun(
    planOf([comment("a"), CALL, WAIT], ["t a", "t:on_cancel call", "t:on_cancel w"], trigger),
  );
  cancel(run);
  run.done("a");
  expect(run.kinds()).toEqual(expect.arrayContaining(["start_child", "await_event"]));
  expect(awaitsEvent(run.plan, run.state, { step: "w", scope: "", attempt: 1 })).toBe(true);
  const stopped = run.feed({ kind: "timer_fired", timer: "unwind" }).map(({ kind }) => kind);
  expect(stopped).toEqual(expect.arrayContaining(["cancel_child", "close_wait"]));
  expect(stopped).not.toContain("finish");
  run.feed({ kind: "child_ended", step: "call", attempt: 1, run: "run_1", end: CANCELLED });
  expect(run.last("finish")?.record.state).toBe("cancelled");
});

test("a return in it ends it, and the cancelled run gives nothing", () => {
  const back = { id: "back", kind: "return", outputs: { score: 3 } };
  const run = new TestRun(
    planOf([comment("a"), back, comment("tidy")], ["t a", "t:on_cancel back", "t:on_cancel tidy"], trigger),
  );
  cancel(run);
  run.done("a");
  run.done("tidy");
  expect(run.last("finish")?.record.state).toBe("cancelled");
  expect(run.last("finish")?.record.output).toBeUndefined();
});

test("the end of a run that nobody waits for any more, in a loop of the rest, changes nothing", () => {
  const nodes = [
    { id: "each", kind: "for_each", over: [1, 2], parallel: 2 },
    { ...CALL, parent: "each" },
    comment("tidy"),
  ];
  const run = new TestRun(planOf(nodes, ["t each", "each:each call", "t:on_cancel tidy"], trigger));
  const end = (index: number) =>
    run.feed({
      kind: "child_ended",
      step: "call",
      scope: `each[${index}]`,
      attempt: 1,
      run: `run_${index}`,
      end: { state: "failed", failure: { code: "internal", message: "x", retryable: false } },
    });
  end(0);
  cancel(run);
  run.feed({ kind: "timer_fired", timer: "grace:call:1:each[1]" });
  expect(run.record("tidy")).toMatchObject({ state: "running" });
  expect(end(1)).toEqual([]);
  run.done("tidy");
  expect(run.last("finish")?.record.state).toBe("cancelled");
});

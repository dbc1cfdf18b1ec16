import { expect, test } from "vitest";
import { canDecide, canResolve } from "./host.ts";
import { comment, planOf, TestRun, valueOf } from "./test-run.ts";

const ASK = { approvers: ["role:analyst"], expiresAfter: 60, message: "Isolate {{ trigger.host }}?" };

function decide(run: TestRun, step: string, decision: "approve" | "reject", comment = "") {
  return run.feed({ kind: "approval_decided", step, decision, by: "ann", comment });
}

test("an approval step asks, waits and leaves by its decision", () => {
  const plan = planOf(
    [{ id: "ask", kind: "approval", ...ASK }, comment("yes"), comment("no")],
    ["t ask", "ask:approved yes", "ask:rejected no", "ask:expired no"],
  );
  const run = new TestRun(plan, { host: "h1" });
  expect(run.last("ask_approval")).toEqual({
    kind: "ask_approval",
    step: "ask",
    scope: "",
    attempt: 1,
    request: {
      approvers: ["role:analyst"],
      message: "Isolate h1?",
      expiresAt: run.now + 60_000,
      call: null,
      stepLabel: "ask",
    },
  });
  expect(run.last("start_timer")).toEqual({
    kind: "start_timer",
    timer: "expiry:ask:1",
    at: run.now + 60_000,
  });
  expect(run.record("ask")).toMatchObject({ state: "approval" });
  expect(run.last("run_record")?.record.state).toBe("waiting");
  expect(canDecide(plan, run.state, "ask")).toBe(true);
  expect(canDecide(plan, run.state, "yes")).toBe(false);
  expect(canDecide(plan, run.state, "nobody")).toBe(false);

  decide(run, "ask", "approve", "go");
  expect(run.last("cancel_timer")?.timer).toBe("expiry:ask:1");
  expect(run.last("close_approval")).toMatchObject({ outcome: "approved", by: "ann", comment: "go" });
  expect(run.record("ask")).toMatchObject({ state: "done", port: "approved", note: "Approved by ann: go" });
  expect(valueOf(run.record("ask")?.output)).toEqual({ decision: "approved", by: "ann", comment: "go" });
  expect(run.last("run_record")?.record.state).toBe("running");
  expect(canDecide(plan, run.state, "ask")).toBe(false);
  expect(decide(run, "ask", "reject")).toEqual([]);
  expect(run.last("call_action")?.step).toBe("yes");
});

test("an approval nobody answers expires", () => {
  const plan = planOf([{ id: "ask", kind: "approval", ...ASK }, comment("no")], ["t ask", "ask:expired no"]);
  const run = new TestRun(plan);
  const commands = run.feed({ kind: "timer_fired", timer: "expiry:ask:1" });
  expect(commands.map(({ kind }) => kind)).not.toContain("cancel_timer");
  expect(run.last("close_approval")).toMatchObject({ outcome: "expired", by: "" });
  expect(run.record("ask")).toMatchObject({ port: "expired" });
  expect(run.last("call_action")?.step).toBe("no");
});

test("an action's approval shows the very call, and holds for its retries", () => {
  const plan = planOf(
    [
      comment("a", {
        approval: ASK,
        retry: { attempts: 2 },
        arguments: { uuid: "u", text: "{{ trigger.host }}" },
      }),
    ],
    ["t a"],
  );
  const run = new TestRun(plan, { host: "h1" });
  expect(run.kinds()).not.toContain("call_action");
  const { call } = run.last("ask_approval")?.request ?? {};
  expect(valueOf(call?.arguments)).toEqual({ uuid: "u", text: "h1" });
  decide(run, "a", "approve");
  expect(run.last("call_action")?.call).toEqual(call);
  run.failed("a", true);
  run.feed({ kind: "timer_fired", timer: "retry:a:1" });
  expect(run.kinds().filter((kind) => kind === "ask_approval")).toHaveLength(1);
  run.done("a", {}, 2);
  expect(run.record("a")).toMatchObject({ state: "done", note: "Approved by ann." });
});

test("a rejected action fails with its own code, unless an edge says where to go", () => {
  const plain = new TestRun(planOf([comment("a", { approval: ASK })], ["t a"]));
  decide(plain, "a", "reject", "not this one");
  expect(plain.last("finish")?.record).toMatchObject({
    state: "failed",
    failure: { code: "not_approved", message: "Rejected by ann: not this one" },
  });
  const plan = planOf(
    [comment("a", { approval: ASK }), comment("ok"), comment("b")],
    ["t a", "a ok", "a:rejected b"],
  );
  const run = new TestRun(plan);
  decide(run, "a", "reject");
  expect(run.record("a")).toMatchObject({
    state: "failed",
    port: "rejected",
    failure: { code: "not_approved" },
  });
  expect(run.record("ok")).toMatchObject({ state: "skipped" });
  expect(run.last("call_action")?.step).toBe("b");
  expect(run.last("run_record")?.record.state).toBe("running");
});

test("an unknown outcome waits for a person, who says what it was", () => {
  const plan = planOf(
    [comment("a"), comment("b", { arguments: { uuid: "u", text: "{{ steps.a.x }}" } })],
    ["t a", "a b"],
  );
  const resolve = (run: TestRun, outcome: "done" | "failed" | "rerun") =>
    run.feed({ kind: "unknown_resolved", step: "a", outcome, by: "ann", reason: "seen" });

  const done = new TestRun(plan);
  expect(resolve(done, "done")).toEqual([]);
  done.unknown("a");
  expect(done.record("a")).toMatchObject({ state: "unknown", failure: { code: "unknown_outcome" } });
  expect(done.last("run_record")?.record.state).toBe("waiting");
  expect(canResolve(plan, done.state, "a")).toBe(true);
  resolve(done, "done");
  expect(canResolve(plan, done.state, "a")).toBe(false);
  expect(done.record("a")).toMatchObject({
    state: "done",
    failure: null,
    note: "Resolved as done by ann: seen",
  });
  expect(valueOf(done.last("call_action")?.call.arguments)).toEqual({ uuid: "u", text: null });

  const failed = new TestRun(plan);
  failed.unknown("a");
  resolve(failed, "failed");
  expect(failed.last("finish")?.record).toMatchObject({
    state: "failed",
    failure: { code: "unknown_outcome" },
  });

  const again = new TestRun(plan);
  again.unknown("a");
  resolve(again, "rerun");
  expect(again.last("call_action")).toMatchObject({ step: "a", attempt: 2 });
  expect(again.record("a")).toMatchObject({ state: "running", attempt: 2, failure: null });
});

test("a run that fails or is cancelled does not wait for an unknown outcome, and leaves it standing", () => {
  const plan = planOf([comment("a"), comment("b")], ["t a", "t b"]);
  const failing = new TestRun(plan);
  failing.unknown("a");
  failing.failed("b");
  expect(failing.record("a")).toMatchObject({ state: "unknown" });
  expect(failing.last("finish")?.record).toMatchObject({ state: "failed", failedStep: "b" });
  const cancelled = new TestRun(plan);
  cancelled.unknown("a");
  cancelled.feed({ kind: "cancel_requested", by: "ann", reason: "" });
  cancelled.unknown("b");
  expect(cancelled.record("b")).toMatchObject({ state: "unknown" });
  expect(cancelled.last("finish")?.record.state).toBe("cancelled");
});

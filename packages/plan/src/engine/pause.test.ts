import { expect, test } from "vitest";
import { outstanding } from "./outstanding.ts";
import { canPause, pendingDeadline } from "./host.ts";
import { comment, planOf, TestRun } from "./test-run.ts";

const pause = (run: TestRun) => run.feed({ kind: "run_paused", by: "ann", reason: "" });
const resume = (run: TestRun) => run.feed({ kind: "run_resumed", by: "ann" });
const kinds = (commands: readonly { kind: string }[]) => commands.map(({ kind }) => kind);

test("what runs goes on to its end; what follows waits to be resumed", () => {
  const run = new TestRun(planOf([comment("a"), comment("b")], ["t a", "a b"]));
  expect(kinds(pause(run))).toEqual(["run_record"]);
  expect(run.last("run_record")?.record.state).toBe("paused");
  expect(canPause(run.state)).toBe(false);
  expect(kinds(run.done("a"))).toEqual(["record"]);
  expect(kinds(resume(run))).toEqual(["record", "call_action", "run_record"]);
  run.done("b");
  expect(run.last("finish")?.record.state).toBe("done");
});

test("a wait whose time comes meanwhile ends when the run is resumed, and needs no timer until then", () => {
  const run = new TestRun(planOf([{ id: "w", kind: "wait", seconds: 60 }, comment("b")], ["t w", "w b"]));
  pause(run);
  expect(run.feed({ kind: "timer_fired", timer: "wait:w:1" })).toEqual([]);
  expect(outstanding(run.plan, run.state, run.now)).toEqual([]);
  expect(pendingDeadline(run.state)).toBeNull();
  resume(run);
  expect(run.record("w")).toMatchObject({ state: "done" });
  expect(run.last("call_action")?.step).toBe("b");
});

test("an approval is decided or expires while its run is paused; what it lets through waits", () => {
  const approval = { approvers: ["role:analyst"], expiresAfter: 60, message: "Go?" };
  const decided = new TestRun(planOf([comment("a", { approval })], ["t a"]));
  pause(decided);
  decided.feed({ kind: "approval_decided", step: "a", decision: "approve", by: "ann", comment: "" });
  expect(decided.last("close_approval")?.outcome).toBe("approved");
  expect(decided.record("a")).toMatchObject({ state: "waiting", note: "Approved by ann." });
  expect(decided.last("call_action")).toBeUndefined();
  resume(decided);
  expect(decided.last("call_action")?.step).toBe("a");

  const expired = new TestRun(planOf([comment("a", { approval })], ["t a"]));
  pause(expired);
  expired.feed({ kind: "timer_fired", timer: "expiry:a:1" });
  expect(expired.last("close_approval")?.outcome).toBe("expired");
  expect(expired.last("finish")?.record).toMatchObject({
    state: "failed",
    failure: { code: "not_approved" },
  });
});

test("a paused run can be cancelled", () => {
  const run = new TestRun(planOf([comment("a"), comment("b")], ["t a", "a b"]));
  pause(run);
  run.done("a");
  run.feed({ kind: "cancel_requested", by: "ann", reason: "" });
  expect(run.last("finish")?.record.state).toBe("cancelled");
  expect(run.record("b")).toBeUndefined();
});

const CALL = { id: "call", kind: "sub_playbook", playbook: "Block host", arguments: { host: "h1" } };
const WAIT = {
  id: "w",
  kind: "wait_event",
  source: "webhook:Tickets",
  condition: "event.status",
  timeoutAfter: 60,
};

test("no run of another playbook starts, and no wait for an event begins", () => {
  const run = new TestRun(planOf([comment("a"), CALL, WAIT], ["t a", "a call", "a w"]));
  pause(run);
  expect(kinds(run.done("a"))).toEqual(["record"]);
  expect(outstanding(run.plan, run.state, run.now)).toEqual([]);
  resume(run);
  expect(run.kinds()).toEqual(expect.arrayContaining(["start_child", "await_event"]));
});

test("the run that is waited for goes on and keeps its limit; what follows its end waits", () => {
  const nodes = [{ ...CALL, timeout: 30 }, comment("b")];
  const run = new TestRun(planOf(nodes, ["t call", "call b"]));
  pause(run);
  expect(outstanding(run.plan, run.state, run.now).map(({ kind }) => kind)).toEqual([
    "start_child",
    "start_timer",
  ]);
  expect(kinds(run.feed({ kind: "timer_fired", timer: "limit:call:1" }))).toEqual([
    "cancel_child",
    "start_timer",
  ]);
  const end = { state: "done", output: { kind: "inline", json: "{}" } } as const;
  run.feed({ kind: "child_ended", step: "call", attempt: 1, run: "run_1", end });
  expect(run.record("call")).toMatchObject({ state: "done" });
  expect(run.record("b")).toBeUndefined();
  resume(run);
  expect(run.last("call_action")?.step).toBe("b");
});

test("an event ends its wait meanwhile, and so does its time; what follows waits", () => {
  const plan = planOf([WAIT, comment("b"), comment("late")], ["t w", "w b", "w:timed_out late"]);
  const key = { step: "w", scope: "", attempt: 1 };
  const arrived = new TestRun(plan);
  pause(arrived);
  const event = { kind: "inline", json: "{}" } as const;
  arrived.feed({ kind: "event_arrived", ...key, event, origin: "a test" });
  expect(arrived.record("w")).toMatchObject({ state: "done", port: null });
  expect(arrived.last("call_action")).toBeUndefined();
  resume(arrived);
  expect(arrived.last("call_action")?.step).toBe("b");

  const missed = new TestRun(plan);
  pause(missed);
  missed.feed({ kind: "event_missed", ...key });
  expect(missed.last("call_action")).toBeUndefined();
  resume(missed);
  expect(missed.last("call_action")?.step).toBe("late");
});

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

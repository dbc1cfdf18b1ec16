import { expect, test } from "vitest";
import { outstanding } from "./outstanding.ts";
import { comment, planOf, TestRun } from "./test-run.ts";

const NOTE = "3 of at most 3 calls are under way.";

function waits(run: TestRun, step: string, attempt = 1) {
  return run.feed({ kind: "action_waits", step, attempt, note: NOTE });
}

function turnCame(run: TestRun, step: string, attempt = 1) {
  return run.feed({ kind: "turn_came", step, attempt });
}

test("a call over a limit waits for its turn and is then the same call", () => {
  const plan = planOf([comment("a")], ["t a"]);
  const run = new TestRun(plan);
  const first = run.last("call_action");
  waits(run, "a");
  expect(run.record("a")).toMatchObject({ state: "turn", note: NOTE, attempt: 1 });
  expect(run.state.run.state).toBe("running");
  expect(outstanding(plan, run.state, run.now)).toEqual([]);
  turnCame(run, "a");
  expect(run.last("call_action")).toEqual(first);
  expect(run.kinds().filter((kind) => kind === "call_action")).toHaveLength(2);
  expect(run.record("a")).toMatchObject({ state: "running", note: null });
  run.done("a");
  expect(run.last("finish")?.record.state).toBe("done");
});

test("only the attempt that waits takes a turn, once", () => {
  const plan = planOf([comment("a", { retry: { attempts: 2 } })], ["t a"]);
  const run = new TestRun(plan);
  expect(turnCame(run, "a")).toEqual([]);
  waits(run, "a");
  turnCame(run, "a");
  expect(turnCame(run, "a")).toEqual([]);
  run.failed("a", true);
  run.feed({ kind: "timer_fired", timer: "retry:a:1" });
  waits(run, "a", 2);
  expect(turnCame(run, "a", 1)).toEqual([]);
  expect(turnCame(run, "a", 2).map(({ kind }) => kind)).toContain("call_action");
});

test("who does not want its turn any more gives up its place", () => {
  const plan = planOf([comment("a"), comment("b")], ["t a", "t b"]);
  const run = new TestRun(plan);
  waits(run, "a");
  const commands = run.feed({ kind: "cancel_requested", by: "ann", reason: "" });
  expect(commands).toContainEqual({ kind: "leave_turn", step: "a", scope: "", attempt: 1 });
  expect(run.record("a")).toMatchObject({ state: "cancelled" });
  // Told to wait when nobody wants it: it leaves at once, and the run ends.
  expect(waits(run, "b")).toContainEqual({ kind: "leave_turn", step: "b", scope: "", attempt: 1 });
  expect(run.record("b")).toMatchObject({ state: "cancelled" });
  expect(run.last("finish")?.record.state).toBe("cancelled");
});

const pause = (run: TestRun) => run.feed({ kind: "run_paused", by: "ann", reason: "" });
const resume = (run: TestRun) => run.feed({ kind: "run_resumed", by: "ann" });
const LEAVES = { kind: "leave_turn", step: "a", scope: "", attempt: 1 };

test("a paused run leaves the queue, takes no turn, and asks again once it is resumed", () => {
  const plan = planOf([comment("a")], ["t a"]);
  const run = new TestRun(plan);
  const first = run.last("call_action");
  waits(run, "a");
  expect(pause(run)).toContainEqual(LEAVES);
  expect(run.record("a")).toMatchObject({ state: "turn", note: expect.stringContaining("to be resumed") });
  expect(turnCame(run, "a"), "given just before").toEqual([]);
  expect(outstanding(plan, run.state, run.now)).toEqual([]);
  expect(run.state.run.state).toBe("paused");
  resume(run);
  expect(run.last("call_action")).toEqual(first);
  expect(run.record("a")).toMatchObject({ state: "running", note: null });
  run.done("a");
  expect(run.last("finish")?.record.state).toBe("done");
});

test("a call that is told to wait when its run is paused gives up its place at once", () => {
  const run = new TestRun(planOf([comment("a")], ["t a"]));
  pause(run);
  expect(waits(run, "a")).toContainEqual(LEAVES);
  expect(run.kinds().filter((kind) => kind === "call_action")).toHaveLength(1);
  resume(run);
  expect(run.kinds().filter((kind) => kind === "call_action")).toHaveLength(2);
});

test("what is drawn for a cancelled run waits for turns, too, and the run with it", () => {
  const run = new TestRun(
    planOf([comment("a"), comment("tidy")], ["t a", "t:on_cancel tidy"], { onCancel: 60 }),
  );
  waits(run, "a");
  run.feed({ kind: "cancel_requested", by: "ann", reason: "" });
  waits(run, "tidy");
  expect(run.last("finish")).toBeUndefined();
  turnCame(run, "tidy");
  run.done("tidy");
  expect(run.last("finish")?.record.state).toBe("cancelled");
});

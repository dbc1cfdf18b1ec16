import { fromPlain } from "@riposte/template";
import { expect, test } from "vitest";
import { toPayload } from "../payload.ts";
import { canChoose } from "./host.ts";
import type { FailureChoice } from "./protocol.ts";
import { comment, planOf, TestRun, valueOf } from "./test-run.ts";

const plan = planOf(
  [comment("a", { onFailure: "ask" }), comment("b", { arguments: { uuid: "u", text: "{{ steps.a.id }}" } })],
  ["t a", "a b"],
);

function choose(run: TestRun, choice: FailureChoice, output: unknown = null) {
  const given = output === null ? null : toPayload(fromPlain(output));
  return run.feed({ kind: "failure_decided", step: "a", choice, output: given, by: "ann", reason: "seen" });
}

function failed(): TestRun {
  const run = new TestRun(plan);
  expect(choose(run, "skip"), "nobody asked yet").toEqual([]);
  run.failed("a");
  expect(run.record("a")).toMatchObject({ state: "undecided", failure: { message: "It did not answer." } });
  expect(run.last("run_record")?.record.state).toBe("waiting");
  expect(canChoose(plan, run.state, "a")).toBe(true);
  return run;
}

test("skipped with an output by hand: what follows reads it, and it stays marked", () => {
  const run = failed();
  choose(run, "skip", { id: "by hand" });
  expect(run.record("a")).toMatchObject({
    state: "done",
    origin: "by_hand",
    note: "Skipped by ann, its output given by hand: seen. It had failed: It did not answer.",
  });
  expect(valueOf(run.last("call_action")?.call.arguments)).toEqual({ uuid: "u", text: "by hand" });
  expect(choose(run, "fail")).toEqual([]);
});

test("tried again: another attempt, and asked again where that fails too", () => {
  const run = failed();
  choose(run, "retry");
  expect(run.last("call_action")).toMatchObject({ step: "a", attempt: 2 });
  run.failed("a", false, 2);
  expect(run.record("a")).toMatchObject({ state: "undecided", attempt: 2 });
});

test("let fail: the run fails as with stop", () => {
  const run = failed();
  choose(run, "fail");
  expect(run.record("a")).toMatchObject({ state: "failed", note: "Let fail by ann: seen" });
  expect(run.last("finish")?.record).toMatchObject({ state: "failed", failedStep: "a" });
});

test("retries come first; a run that ends otherwise leaves the step failed", () => {
  const tried = planOf(
    [comment("a", { onFailure: "ask", retry: { attempts: 2 } }), comment("c")],
    ["t a", "t c"],
  );
  const run = new TestRun(tried);
  run.failed("a", true);
  expect(run.record("a")?.state).toBe("waiting");
  run.feed({ kind: "timer_fired", timer: "retry:a:1" });
  run.failed("a", true, 2);
  expect(run.record("a")?.state).toBe("undecided");
  run.feed({ kind: "cancel_requested", by: "ann", reason: "" });
  run.done("c");
  expect(run.record("a")).toMatchObject({ state: "failed", failure: { code: "unavailable" } });
  expect(run.last("finish")?.record.state).toBe("cancelled");
});

import { fromPlain } from "@riposte/template";
import { expect, test } from "vitest";
import { compile } from "../../compile/compile.ts";
import { testCatalogue } from "../../compile/test-catalogue.ts";
import { toPayload } from "../../payload.ts";
import type { Plan } from "../../plan.ts";
import { canBeGiven, canLeaveBreakpoint } from "../host.ts";
import type { Breakpoint, Instead, WayOn } from "../protocol.ts";
import { pinnedStep } from "../rerun/recorded-steps.ts";
import { comment, planOf, TestRun, valueOf } from "../test-run.ts";
import { isStanding } from "./standing.ts";

const READS = { reads: [], readsTrigger: false, readsVars: false, readsLoop: false };
const say = (id: string, text: unknown, more = {}) =>
  comment(id, { arguments: { uuid: "u", text }, ...more });
const payload = (value: unknown) => toPayload(fromPlain(value));

function start(plan: Plan, breakpoints: readonly Breakpoint[], trigger: unknown = {}): TestRun {
  return new TestRun(plan, trigger, { breakpoints });
}

function leave(
  run: TestRun,
  step: string,
  { way = "go_on", ...more }: { way?: WayOn; scope?: string; instead?: Instead } = {},
) {
  return run.feed({ kind: "breakpoint_left", step, way, by: "ada", ...more });
}

/** Where it stands now, in the order it came to stand there. */
function standing(run: TestRun): string[] {
  const places = new Map<string, boolean>();
  for (const command of run.all) {
    if (command.kind !== "record") continue;
    const { step, scope } = command.record;
    places.set(scope === "" ? step : `${step} ${scope}`, isStanding(command.record));
  }
  return [...places].flatMap(([place, stands]) => (stands ? [place] : []));
}

const called = (run: TestRun) =>
  run.all.flatMap((command) =>
    command.kind === "call_action" ? [(valueOf(command.call.arguments) as { text: unknown }).text] : [],
  );

test("a step stands before anything of it is done, with what it is about to be given, and acts on that", () => {
  const plan = planOf([say("a", "{{ trigger.x }}"), say("b", "b")], ["t a", "a b"]);
  const run = start(plan, [{ step: "a" }], { x: "hello" });
  expect(run.record("a")).toMatchObject({
    state: "waiting",
    note: "Stands at its breakpoint.",
    input: payload({ uuid: "u", text: "hello" }),
  });
  expect(run.last("run_record")?.record.state).toBe("waiting");
  expect(called(run)).toEqual([]);
  leave(run, "a");
  expect(called(run)).toEqual(["hello"]);
  expect(run.record("a")).toMatchObject({ state: "running", note: null });
  expect(leave(run, "a"), "said twice it counts once").toEqual([]);
  run.done("a");
  expect(called(run)).toEqual(["hello", "b"]);
});

test("nobody is asked before a step has left its breakpoint", () => {
  const approval = { approvers: ["role:analyst"], message: "May I say {{ trigger.x }}?" };
  const plan = planOf([say("a", "{{ trigger.x }}", { approval })], ["t a"]);
  const run = start(plan, [{ step: "a" }], { x: "yes" });
  expect(run.last("ask_approval")).toBeUndefined();
  leave(run, "a", { instead: { kind: "given", value: payload({ uuid: "u", text: "no" }) } });
  expect(run.last("ask_approval")?.request).toMatchObject({
    message: "May I say yes?",
    call: { arguments: payload({ uuid: "u", text: "no" }) },
  });
});

test("a retry does not stand once more", () => {
  const plan = planOf([say("a", "x", { retry: { attempts: 2, delay: 1 } })], ["t a"]);
  const run = start(plan, [{ step: "a" }]);
  leave(run, "a");
  run.failed("a", true);
  run.feed({ kind: "timer_fired", timer: run.last("start_timer")?.timer ?? "" });
  expect(called(run)).toEqual(["x", "x"]);
  expect(standing(run)).toEqual([]);
});

test("a condition holds one iteration back, and the others go on", () => {
  const plan = planOf(
    [
      { id: "each", kind: "for_each", over: [1, 2, 3], parallel: 3 },
      say("in", "{{ item | string }}", { parent: "each" }),
    ],
    ["t each", "each:each in"],
  );
  const when = { expression: "item == 2", ...READS, readsLoop: true };
  const run = start(plan, [{ step: "in", when }]);
  expect(standing(run)).toEqual(["in each[1]"]);
  expect(called(run)).toEqual([1, 3].map(String));
  expect(run.last("run_record")?.record.state, "others go on").toBe("running");
  leave(run, "in", { scope: "each[1]" });
  expect(called(run)).toEqual(["1", "3", "2"]);
});

test("a condition that cannot be worked out stands and says why; the step is prepared afterwards", () => {
  const plan = planOf([say("a", "x")], ["t a"]);
  const when = { expression: "trigger.no.such > 2", ...READS, readsTrigger: true };
  const run = start(plan, [{ step: "a", when }]);
  expect(run.record("a")?.note).toMatch(
    /^Stands at its breakpoint\. Its condition could not be worked out: /,
  );
  leave(run, "a");
  expect(called(run)).toEqual(["x"]);
});

test("a step whose arguments cannot be rendered stands first, and fails or is given others", () => {
  const plan = planOf([say("a", "{{ trigger.no.such }}")], ["t a"]);
  const broken = start(plan, [{ step: "a" }]);
  expect(broken.record("a")?.note).toContain("What it is given could not be worked out");
  leave(broken, "a");
  expect(broken.record("a")).toMatchObject({ state: "failed", failure: { code: "template_error" } });
  const helped = start(plan, [{ step: "a" }]);
  leave(helped, "a", { instead: { kind: "given", value: payload({ uuid: "u", text: "mine" }) } });
  expect(called(helped)).toEqual(["mine"]);
  expect(helped.record("a")?.note).toBe("Given other data by ada at its breakpoint.");
});

test("where the question could not be rendered with the arguments, these alone cannot be given", () => {
  const approval = { approvers: ["role:analyst"], message: "May I?" };
  const plan = planOf(
    [say("a", "{{ trigger.no.such }}", { approval }), say("b", "b", { approval })],
    ["t a", "t b"],
  );
  const run = start(plan, [{ step: "a" }, { step: "b" }]);
  expect(canLeaveBreakpoint(plan, run.state, "a")).toBe(true);
  expect(["a", "b"].map((step) => canBeGiven(plan, run.state, step))).toEqual([false, true]);
});

test("an output that is given stands for the step, marked as given by hand", () => {
  const plan = planOf(
    [
      { id: "if", kind: "condition", cases: [{ name: "yes", when: "false" }] },
      say("yes", "{{ steps.if.case }}"),
      say("no", "no"),
    ],
    ["t if", "if:yes yes", "if:else no"],
  );
  const run = start(plan, [{ step: "if" }]);
  leave(run, "if", { instead: { kind: "output", value: payload({ case: "mine" }), port: "yes" } });
  expect(run.record("if")).toMatchObject({ state: "done", port: "yes", origin: "by_hand" });
  expect(called(run)).toEqual(["mine"]);
});

test("stepping over stands at what comes right after, by whichever way, and past what is passed over or pinned", () => {
  const plan = planOf(
    [
      say("a", "a"),
      { id: "if", kind: "condition", cases: [{ name: "yes", when: "true" }] },
      say("other", "other"),
      say("passed", "passed", { runIf: "false" }),
      say("pinned", "pinned"),
      say("b", "b"),
    ],
    ["t a", "a if", "if:else other", "if:yes passed", "passed pinned", "pinned b"],
  );
  const run = new TestRun(plan, {}, { breakpoints: [{ step: "a" }] });
  run.state.pinned = [pinnedStep("pinned", { output: payload({}), port: null, note: "Pinned." })];
  leave(run, "a", { way: "step_over" });
  expect(called(run)).toEqual(["a"]);
  run.done("a");
  expect(standing(run)).toEqual(["if"]);
  leave(run, "if", { way: "step_over" });
  expect(standing(run)).toEqual(["b"]);
  leave(run, "b");
  expect(called(run)).toEqual(["a", "b"]);
});

test("after the last step of an iteration comes the next one's first, and after the last of these what follows the loop", () => {
  const plan = planOf(
    [
      { id: "each", kind: "for_each", over: [1, 2], parallel: 1 },
      { id: "in", kind: "set", assignments: [{ name: "x", value: "{{ item }}" }], parent: "each" },
      say("after", "{{ vars.x | string }}"),
    ],
    ["t each", "each:each in", "each after"],
  );
  const run = start(plan, [{ step: "in", when: { expression: "item == 1", ...READS, readsLoop: true } }]);
  expect(standing(run)).toEqual(["in each[0]"]);
  leave(run, "in", { way: "step_over", scope: "each[0]" });
  expect(standing(run)).toEqual(["in each[1]"]);
  leave(run, "in", { way: "step_over", scope: "each[1]" });
  expect(standing(run)).toEqual(["after"]);
  expect(run.record("after")?.input).toEqual(payload({ uuid: "u", text: "2" }));
});

test("stepping over a loop stands behind it, not within", () => {
  const plan = planOf(
    [
      { id: "each", kind: "for_each", over: [1, 2], parallel: 1 },
      { id: "in", kind: "set", assignments: [{ name: "x", value: "{{ item }}" }], parent: "each" },
      say("after", "a"),
    ],
    ["t each", "each:each in", "each after"],
  );
  const run = start(plan, [{ step: "each" }]);
  expect(run.record("each")?.input).toEqual(payload([1, 2]));
  leave(run, "each", { way: "step_over", instead: { kind: "given", value: payload([7]) } });
  expect(standing(run)).toEqual(["after"]);
  expect(valueOf(run.record("each")?.output)).toMatchObject({ count: 1 });
});

test("without further stops all that stands goes on, and nothing stands any more", () => {
  const plan = planOf([say("a", "a"), say("b", "b"), say("c", "c")], ["t a", "t b", "a c"]);
  const run = start(plan, [{ step: "a" }, { step: "b" }, { step: "c" }]);
  expect(standing(run)).toEqual(["a", "b"]);
  leave(run, "a", { way: "run_on" });
  run.done("a");
  expect(called(run)).toEqual(["a", "b", "c"]);
});

test("what stands is withdrawn with its run, and what is drawn for a cancelled run does not stand", () => {
  const plan = planOf([say("a", "a"), say("tidy", "tidy")], ["t a", "t:on_cancel tidy"], { onCancel: 60 });
  const run = start(plan, [{ step: "a" }, { step: "tidy" }]);
  run.feed({ kind: "cancel_requested", by: "ada", reason: "" });
  expect(run.record("a")).toMatchObject({ state: "cancelled", note: null });
  expect(called(run)).toEqual(["tidy"]);
});

test("told to go on while the run is paused it does so once that is resumed", () => {
  const run = start(planOf([say("a", "a")], ["t a"]), [{ step: "a" }]);
  run.feed({ kind: "run_paused", by: "ada", reason: "" });
  leave(run, "a");
  expect(called(run)).toEqual([]);
  expect(run.record("a")).toMatchObject({ state: "waiting", note: "Goes on when the run is resumed." });
  run.feed({ kind: "run_resumed", by: "ada" });
  expect(called(run)).toEqual(["a"]);
});

test("a condition is checked as a run-if is, and says what it reads", () => {
  const graph = {
    nodes: [
      { id: "t", kind: "trigger", name: "hook", trigger: "manual" },
      { name: "each", id: "each", kind: "for_each", over: [1] },
      { name: "in", ...say("in", "x", { parent: "each" }) },
    ],
    edges: [
      { from: "t", to: "each" },
      { from: "each", port: "each", to: "in" },
    ],
  };
  const check = (expression: string) =>
    compile(graph, { name: "P", catalogue: testCatalogue, breakpoints: new Map([["in", expression]]) });
  expect(check("item > 1 and trigger.x").breakpoints).toEqual([
    {
      step: "in",
      when: { expression: "item > 1 and trigger.x", ...READS, readsTrigger: true, readsLoop: true },
    },
  ]);
  const { plan, diagnostics, breakpointFaults } = check("steps.nowhere.x");
  expect(plan, "no test is refused for it").not.toBeNull();
  expect(diagnostics).toEqual([]);
  expect(breakpointFaults).toMatchObject([{ node: "in", field: "breakpoint", severity: "error" }]);
  expect(check("item >").breakpointFaults).toMatchObject([{ code: "template_syntax", field: "breakpoint" }]);
});

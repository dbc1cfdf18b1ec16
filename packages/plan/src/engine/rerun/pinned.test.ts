import { fromPlain } from "@riposte/template";
import { expect, test } from "vitest";
import { toPayload } from "../../payload.ts";
import type { Plan } from "../../plan.ts";
import { runToEnd } from "../run-to-end.ts";
import { comment, FACTS, planOf, valueOf } from "../test-run.ts";
import { outcomesBefore } from "./outcomes-before.ts";
import type { PastStep } from "./plan-rerun.ts";
import { leftOutStep, pinnedStep } from "./recorded-steps.ts";
import type { RecordedStep } from "./recorded.ts";

const payload = (value: unknown) => toPayload(fromPlain(value));
const say = (id: string, text: string) => comment(id, { arguments: { uuid: "u", text } });
const pin = (step: string, output: unknown, port: string | null = null) =>
  pinnedStep(step, { output: payload(output), port, note: "Pinned." });

/** What was called with what, and how each step ended, in that order. */
function run(plan: Plan, recorded: readonly RecordedStep[], trigger: unknown = {}) {
  const called: Record<string, unknown> = {};
  const { commands } = runToEnd(plan, { trigger: payload(trigger), run: FACTS, recorded }, (question) => {
    if (question.kind !== "call_action") return null;
    const { step, scope, attempt, call } = question;
    called[step] = (valueOf(call.arguments) as { text: unknown }).text;
    return { kind: "action_done", step, scope, attempt, output: payload({ id: step }) };
  });
  const ended = commands.flatMap((command) =>
    command.kind === "record" && command.record.finishedAt !== null
      ? [`${command.record.step} ${command.record.origin ?? command.record.state}`]
      : [],
  );
  return { called, ended, end: commands.findLast((command) => command.kind === "finish")?.record.state };
}

test("a pinned step gives its output where the run comes to it, and not before", () => {
  const plan = planOf(
    [
      say("before", "x"),
      { id: "keep", kind: "set", assignments: [{ name: "n", value: "{{ steps.before.id }}" }] },
      say("pinned", "never"),
      say("after", "{{ steps.pinned.verdict }} {{ vars.n }}"),
    ],
    ["t before", "before keep", "keep pinned", "pinned after"],
  );
  const { called, ended, end } = run(plan, [pin("pinned", { verdict: "bad" })]);
  expect(called).toEqual({ before: "x", after: "bad before" });
  expect(ended).toEqual(["before done", "keep done", "pinned by_hand", "after done"]);
  expect(end).toBe("done");
});

test("a pinned step that the run does not come to is skipped like any other", () => {
  const plan = planOf(
    [
      { id: "if", kind: "condition", cases: [{ name: "yes", when: "trigger.go" }] },
      say("pinned", "never"),
      say("after", "{{ steps.pinned.verdict }}"),
    ],
    ["t if", "if:yes pinned", "pinned after"],
  );
  const pins = [pin("pinned", { verdict: "bad" })];
  expect(run(plan, pins, { go: false }).called).toEqual({});
  expect(run(plan, pins, { go: true }).called).toEqual({ after: "bad" });
});

test("a pinned approval asks nobody and leaves by the way that was chosen", () => {
  const plan = planOf(
    [
      { id: "ask", kind: "approval", approvers: ["role:analyst"], message: "May I?" },
      say("yes", "yes"),
      say("no", "no"),
    ],
    ["t ask", "ask:approved yes", "ask:rejected no"],
  );
  expect(run(plan, [pin("ask", { decision: "rejected" }, "rejected")]).called).toEqual({ no: "no" });
});

const chain = planOf(
  [
    say("a", "1"),
    say("b", "2"),
    { id: "if", kind: "condition", cases: [{ name: "yes", when: "steps.b.id == 'b'" }] },
    say("c", "{{ steps.b.id }}"),
  ],
  ["t a", "a b", "b if", "if:yes c"],
);

const past = (step: string, more: Partial<PastStep> = {}): PastStep => ({
  step,
  scope: "",
  state: "done",
  port: null,
  seq: 1,
  attempt: 1,
  ...more,
});

test("of a step that is to run alone: what is recorded stands, what is light is worked out, the rest is missing", () => {
  const of = (steps: readonly PastStep[], pinned: readonly RecordedStep[] = []) =>
    outcomesBefore(chain, { step: "c", past: steps, pinned });
  expect(of([past("a"), past("b")])).toEqual({
    reused: ["a", "b"],
    leftOut: [],
    missing: [],
    isReached: true,
  });
  expect(of([past("a")])).toMatchObject({ missing: ["b"] });
  expect(of([past("a"), past("b"), past("if", { port: "else" })])).toMatchObject({ isReached: false });
  expect(of([], [pin("b", {})])).toEqual({ reused: [], leftOut: ["a"], missing: [], isReached: true });
});

test("what is left out and what is taken over at once leave one step to run", () => {
  const { when: _when, ...atOnce } = pin("b", { id: "b" });
  const { called, end } = run(chain, [atOnce, leftOutStep("a", "Left out.")]);
  expect({ called, end }).toEqual({ called: { c: "b" }, end: "done" });
});

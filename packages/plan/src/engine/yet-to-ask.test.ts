import { expect, test } from "vitest";
import { comment, planOf, TestRun } from "./test-run.ts";
import { isYetToAsk } from "./yet-to-ask.ts";

const ASK = { approvers: ["role:analyst"], expiresAfter: 60, message: "Go on?" };
const at = (scope = "", attempt = 1) => ({ step: "ask", scope, attempt });

test("a question is yet to come until it is asked, and not where nothing leads to it any more", () => {
  const plan = planOf(
    [comment("a"), { id: "ask", kind: "approval", ...ASK }, comment("b")],
    ["t a", "a ask", "ask:approved b"],
  );
  const run = new TestRun(plan);
  expect(isYetToAsk(plan, run.state, at())).toBe(true);
  run.done("a", {});
  expect(isYetToAsk(plan, run.state, at())).toBe(false);
  expect(isYetToAsk(plan, run.state, at("", 2))).toBe(true);
  run.feed({ kind: "approval_decided", step: "ask", decision: "approve", by: "ann", comment: "" });
  expect(isYetToAsk(plan, run.state, at())).toBe(false);
  expect(isYetToAsk(plan, run.state, at("", 2))).toBe(false);

  const failed = new TestRun(plan);
  failed.feed({ kind: "cancel_requested", by: "ann", reason: "" });
  expect(isYetToAsk(plan, failed.state, at())).toBe(false);
});

test("in iterations that have not begun, and not in ones that are over", () => {
  const plan = planOf(
    [
      { id: "each", kind: "for_each", over: "{{ trigger.hosts }}" },
      { ...comment("a"), parent: "each" },
      { id: "ask", kind: "approval", parent: "each", ...ASK },
    ],
    ["t each", "each:each a", "a ask"],
  );
  const run = new TestRun(plan, { hosts: ["one", "two"] });
  expect(isYetToAsk(plan, run.state, at("each[0]"))).toBe(true);
  expect(isYetToAsk(plan, run.state, at("each[1]"))).toBe(true);
  const output = { kind: "inline", json: "{}" } as const;
  run.feed({ kind: "action_done", step: "a", scope: "each[0]", attempt: 1, output });
  expect(isYetToAsk(plan, run.state, at("each[0]"))).toBe(false);
  const decision = { step: "ask", scope: "each[0]", decision: "approve", by: "ann", comment: "" } as const;
  run.feed({ kind: "approval_decided", ...decision });
  expect(isYetToAsk(plan, run.state, at("each[0]"))).toBe(false);
  expect(isYetToAsk(plan, run.state, at("each[1]"))).toBe(true);
});

import { expect, test } from "vitest";
import { toPayload } from "../payload.ts";
import { runToEnd } from "./run-to-end.ts";
import { comment, FACTS, planOf } from "./test-run.ts";

test("a run is driven through its waits in no time", () => {
  const plan = planOf(
    [
      comment("a", { retry: { attempts: 2, delay: 5 } }),
      { id: "w", kind: "wait", seconds: 3_600 },
      { id: "ask", kind: "approval", approvers: ["ann"], expiresAfter: 60 },
      comment("b"),
    ],
    ["t a", "a w", "w ask", "ask:expired b"],
  );
  const { state, commands } = runToEnd(plan, { trigger: toPayload(null), run: FACTS }, (question) => {
    if (question.kind !== "call_action") return null;
    const { step, attempt } = question;
    const failure = { code: "unavailable", message: "", retryable: true } as const;
    if (step === "a" && attempt === 1) return { kind: "action_failed", step, attempt, failure };
    return { kind: "action_done", step, attempt, output: toPayload(null) };
  });
  expect(commands.at(-1)).toMatchObject({ kind: "finish", record: { state: "done" } });
  const finished = state.steps.map((status) => ((status?.finishedAt ?? 0) - FACTS.startedAt) / 1_000);
  expect(finished).toEqual([5, 3_605, 3_665, 3_665]);
});

test("a run that only waits for people is given back as it stands", () => {
  const plan = planOf([{ id: "ask", kind: "approval", approvers: ["ann"] }], ["t ask"]);
  const { state } = runToEnd(plan, { trigger: toPayload(null), run: FACTS }, () => null);
  expect(state.run.state).toBe("waiting");
});

import { fromPlain } from "@riposte/template";
import { toPayload } from "../../payload.ts";
import { askApproval, rulingOutput, rulingText } from "../approvals.ts";
import { checkArguments } from "../check-arguments.ts";
import { askGate } from "../gate/gate.ts";
import { issue } from "../issue.ts";
import { complete, fail, failTowards } from "../outcome.ts";
import { APPROVAL_MESSAGE, keepQuestion } from "../question.ts";
import type { Active, Turn } from "../turn.ts";
import { factsOf, recordStep } from "../turn.ts";
import type { Executor, Ruling, StepOf } from "./executor.ts";
import { valueOf } from "./values.ts";

type ActiveAction = Active<StepOf<"action">>;

const SIMULATED = "Simulated: the action was not called.";

/** Fields: `arguments`, and `approval.message` where somebody is asked. Rendered once, for all attempts. */
export const action: Executor<"action"> = {
  fields(step, status) {
    if (status.input !== undefined) return {};
    if (step.approval === null) return { arguments: step.arguments };
    return { arguments: step.arguments, [APPROVAL_MESSAGE]: step.approval.message };
  },

  act(turn, active, values) {
    const { status, step } = active;
    status.input ??= valueOf(values, "arguments");
    const fault = checkArguments(step, status.input);
    if (fault !== null) return fail(turn, active, fault);
    if (step.approval !== null && status.message === undefined) {
      keepQuestion(status, { field: APPROVAL_MESSAGE, values }, factsOf(turn.state));
    }
    enterGate(turn, active);
  },

  decided(turn, active, ruling) {
    if (ruling.decision !== "approved") return refuse(turn, active, ruling);
    active.status.approved = true;
    active.status.remark = active.status.note = rulingText(ruling);
    if (turn.state.paused !== undefined) return beginLater(turn, active);
    enterGate(turn, active);
  },
};

function beginLater(turn: Turn, active: ActiveAction): void {
  recordStep(turn, active, "waiting");
  turn.tasks.push({ kind: "begin", position: active.position, scope: active.scope });
}

function enterGate(turn: Turn, active: ActiveAction): void {
  const { step, status } = active;
  const verdict = askGate({ step, status, facts: factsOf(turn.state) });
  switch (verdict.kind) {
    case "pass":
      return issue(turn, active, "call");
    case "ask":
      return askApproval(turn, active, verdict.policy);
    case "simulate":
      return complete(turn, active, {
        output: toPayload(fromPlain({ simulated: true })),
        note: [...(status.remark === undefined ? [] : [status.remark]), SIMULATED].join(" "),
      });
  }
}

function refuse(turn: Turn, active: ActiveAction, ruling: Ruling): void {
  const message = rulingText(ruling);
  const failure = { code: "not_approved", message, retryable: false } as const;
  const ways = turn.index.outgoing.get(active.step.id) ?? [];
  if (!ways.some((edge) => edge.port === ruling.decision)) return fail(turn, active, failure);
  active.status.failure = failure;
  failTowards(turn, active, ruling.decision, rulingOutput(ruling));
}

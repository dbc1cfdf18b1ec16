import type { ActionStep, ApprovalPolicy } from "../../plan.ts";
import type { RunFacts } from "../protocol.ts";
import type { StepStatus } from "../state.ts";

export interface GateQuestion {
  readonly step: ActionStep;
  readonly status: StepStatus;
  readonly facts: RunFacts;
}

export type Verdict =
  | { readonly kind: "pass" }
  /** A person must agree first; the gate is entered again afterwards. */
  | { readonly kind: "ask"; readonly policy: ApprovalPolicy }
  /** The action is not called; this is shown in its place. */
  | { readonly kind: "simulate" };

export type GateCheck = (question: GateQuestion) => Verdict;

export const PASS: Verdict = { kind: "pass" };

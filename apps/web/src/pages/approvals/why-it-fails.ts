import { fieldWords } from "../../panel/problem-words.ts";
import type { ApprovalStory } from "./approval-context.tsx";
import { missingAlerts } from "./missing-alerts.ts";

type Step = ApprovalStory["following"]["approved"][number];
type Call = NonNullable<ApprovalStory["call"]>;
type Concerned = ApprovalStory["concerned"];

/** Why a step that follows cannot succeed with what is known already; null: nothing speaks against it. */
export function whyStepFails(step: Step, concerned: Concerned): string | null {
  return thisWillFail(againstStep(step, concerned));
}

/** The same of the call that waits for the decision. */
export function whyCallFails(call: Call, concerned: Concerned): string | null {
  return thisWillFail(againstCall(call, concerned));
}

/** What is certain to fail once it is approved, each in a sentence that names the step. */
export function failuresOnceApproved(
  approval: Pick<ApprovalStory, "call" | "stepLabel" | "concerned" | "following">,
): readonly string[] {
  const { call, stepLabel, concerned, following } = approval;
  const certain = following.approved.filter(({ onlyIf }) => onlyIf.length === 0);
  return [
    ...(call === null ? [] : [onceApproved(stepLabel, againstCall(call, concerned))]),
    ...certain.map((step) => onceApproved(step.label, againstStep(step, concerned))),
  ].filter((words) => words !== null);
}

function againstStep(step: Step, concerned: Concerned): readonly string[] {
  return [
    ...step.arguments.flatMap(({ name, faults }) =>
      faults.map((fault) => `The field "${fieldWords(name)}" cannot be filled in: ${fault}`),
    ),
    ...againstCall(step, concerned),
  ];
}

function againstCall({ concerns, refused }: Pick<Call, "concerns" | "refused">, concerned: Concerned) {
  const missing = missingAlerts(concerns, concerned).map(({ words }) => words);
  return refused === null ? missing : [...missing, refused];
}

function thisWillFail(why: readonly string[]): string | null {
  return why.length === 0 ? null : `This will fail: ${why.join("; ")}`;
}

function onceApproved(label: string, why: readonly string[]): string | null {
  return why.length === 0 ? null : `Approved, the step "${label}" will fail: ${why.join("; ")}`;
}

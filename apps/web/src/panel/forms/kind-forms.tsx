import type { DraftNode } from "@riposte/draft";
import type { ComponentType } from "react";
import { usePanel } from "../panel-context.ts";
import { ActionForm } from "./action-form.tsx";
import { ApprovalForm } from "./approval-form.tsx";
import { ConditionForm } from "./condition-form.tsx";
import { ForEachForm } from "./for-each-form.tsx";
import { JoinForm } from "./join-form.tsx";
import { NoteForm } from "./note-form.tsx";
import { FailForm, RespondForm } from "./respond-form.tsx";
import { ReturnForm } from "./return-form.tsx";
import { SetForm } from "./set-form.tsx";
import { SubPlaybookForm } from "./sub-playbook-form.tsx";
import { SwitchForm } from "./switch-form.tsx";
import { TriggerForm } from "./trigger-form.tsx";
import { WaitEventForm } from "./wait-event-form.tsx";
import { WaitForm } from "./wait-form.tsx";
import { WhileForm } from "./while-form.tsx";

export const KIND_FORMS = {
  trigger: TriggerForm,
  action: ActionForm,
  condition: ConditionForm,
  join: JoinForm,
  wait: WaitForm,
  wait_event: WaitEventForm,
  set: SetForm,
  approval: ApprovalStepForm,
  respond: RespondForm,
  fail: FailForm,
  switch: SwitchForm,
  stop: NoForm,
  sub_playbook: SubPlaybookForm,
  return: ReturnForm,
  for_each: ForEachForm,
  while: WhileForm,
  note: NoteForm,
} as const satisfies Record<DraftNode["kind"], ComponentType>;

/** There is nothing to say. */
function NoForm() {
  return null;
}

function ApprovalStepForm() {
  const { node } = usePanel();
  return <ApprovalForm within={[]} values={node} />;
}

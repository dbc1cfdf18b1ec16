import { approvalMailKey, findRun, getPlan, insertApproval, keepMessage, listPeople } from "@riposte/db";
import type { Database, RunWithPlaybook } from "@riposte/db";
import { approverWords, iterationWords, parsePlan } from "@riposte/plan";
import type { RunActivities } from "@riposte/temporal";
import { addressesOf } from "../approval-mail/addresses-of.ts";
import { composeMail } from "../approval-mail/compose-mail.ts";

export interface ApprovalMailing {
  /** How the outside reaches Riposte, or null where it was not told. */
  readonly publicUrl: string | null;
  /** Told that there is a mail to send. */
  readonly wake: () => void;
}

/** Writes the question down and keeps one mail to those who may answer it; sending it is somebody else's business. */
export async function openApproval(
  db: Database,
  mailing: ApprovalMailing,
  approval: Parameters<RunActivities["openApproval"]>[0],
): Promise<void> {
  const { workspaceId, runId, request } = approval;
  const approvalId = await insertApproval(db, approval);
  const [members, found] = await Promise.all([listPeople(db, workspaceId), findRun(db, workspaceId, runId)]);
  const to = addressesOf(request.approvers, members);
  const playbook = found?.playbook ?? "";
  const simulate = found?.simulate ?? false;
  const iteration = await nameIteration(db, approval.scope, found);
  const { publicUrl } = mailing;
  const mail = composeMail({ approvalId, runId, playbook, request, iteration, simulate, to, publicUrl });
  await keepMessage(db, {
    workspaceId,
    requestKey: approvalMailKey(approvalId),
    message: JSON.stringify(mail),
    error:
      to.length > 0
        ? null
        : `No approver has an e-mail address: ${request.approvers.map((one) => approverWords(one)).join(", ")}.`,
  });
  mailing.wake();
}

/** Loops are called what the plan calls them; where it cannot be told, by their ids. */
async function nameIteration(db: Database, scope: string, found: RunWithPlaybook | null) {
  if (scope === "") return null;
  const plan = found === null ? null : await getPlan(db, found.run.planHash);
  const steps = plan === null ? [] : parsePlan(plan).steps;
  return iterationWords(scope, new Map(steps.map((step) => [step.id, step])));
}

import { appendAudit } from "@riposte/db";
import type { Database } from "@riposte/db";
import { actorName } from "../context.ts";
import type { Context } from "../context.ts";

export interface Change {
  /** The procedure's name: `playbooks.publish`. */
  readonly action: string;
  /** What it was done to: `playbook:pb_…`. */
  readonly target: string;
  /** No secrets and no data of runs. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Goes with the change it is about: hand in the transaction. */
export async function recordChange(db: Database, context: Context, change: Change): Promise<void> {
  await appendAudit(db, {
    workspaceId: context.actor.workspaceId,
    actor: actorName(context.actor),
    action: change.action,
    target: change.target,
    details: JSON.stringify(change.details ?? {}),
    clientAddress: context.clientAddress,
  });
}

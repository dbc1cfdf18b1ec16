import { appendAudit } from "@riposte/db";
import type { Database, NewAuditEntry } from "@riposte/db";
import { actorName } from "../context.ts";
import type { Context } from "../context.ts";
import type { Audited } from "./audited.ts";

export interface Change {
  /** The procedure's name: `playbooks.publish`. */
  readonly action: Audited;
  /** What it was done to: `playbook:pb_…`. */
  readonly target: string;
  /** No secrets and no data of runs. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Goes with the change it is about: hand in the transaction. Gives back the entry's number. */
export async function recordChange(db: Database, context: Context, change: Change): Promise<number> {
  return recordEntry(db, {
    workspaceId: context.actor.workspaceId,
    actor: actorName(context.actor),
    action: change.action,
    target: change.target,
    details: JSON.stringify(change.details ?? {}),
    clientAddress: context.clientAddress,
  });
}

/** For those who are nobody yet, or no more. */
export function recordEntry(
  db: Database,
  entry: NewAuditEntry & { readonly action: Audited },
): Promise<number> {
  return appendAudit(db, entry);
}

import { listBatchesAfter } from "@riposte/db";
import type { Database, DraftBatchRow, PlaybookRow } from "@riposte/db";
import type { Context } from "../context.ts";
import { UserError } from "../user-error.ts";

/** More than this and reading the draft anew is quicker. */
const MOST_BATCHES = 1_000;

/** All that was done after `base`, in order. @throws UserError when it is not known any more. */
export async function batchesSince(
  db: Database,
  { actor }: Context,
  { playbook, base }: { readonly playbook: PlaybookRow; readonly base: number },
): Promise<readonly DraftBatchRow[]> {
  const missed = playbook.draftRevision - base;
  const limit = Math.min(Math.max(missed, 1), MOST_BATCHES);
  const rows = await listBatchesAfter(db, actor.workspaceId, {
    playbookId: playbook.id,
    revision: base,
    limit,
  });
  if (rows.length !== missed) throw tooFarApart(playbook.name);
  return rows;
}

export function tooFarApart(name: string): UserError {
  const message = `The draft of ${name} has moved on too far to follow. Read it again.`;
  return new UserError("conflict", message, { field: "base" });
}

import type { PlaybookRow } from "@riposte/db";
import { UserError } from "../user-error.ts";

/** @throws UserError when the draft is another one than the caller has seen; undefined: the caller does not mind. */
export function refuseMoved(playbook: PlaybookRow, seen: number | undefined): void {
  if (seen === undefined || seen === playbook.draftRevision) return;
  throw new UserError(
    "conflict",
    `The draft of ${playbook.name} is at revision ${playbook.draftRevision}, not ${seen}: it was changed meanwhile. Look at it again.`,
    { field: "revision" },
  );
}

import { findLinkedRun } from "@riposte/db";
import type { Errand } from "@riposte/db";
import { CHILD_ENDED_SIGNAL } from "@riposte/temporal";
import type { ChildEndedInput } from "@riposte/temporal";
import { endOfChild } from "./end-of-child.ts";
import type { ErrandResult, ErrandServices } from "./errands.ts";
import { signalRun } from "./signal-run.ts";

/** Tells the run that waits for this one how it ended. Where that is over too, nobody waits. */
export async function reportEnd({ db, client }: ErrandServices, { runId }: Errand): Promise<ErrandResult> {
  const child = await findLinkedRun(db, runId);
  const end = child === null ? null : endOfChild(child);
  const { parentId, step, scope, attempt } = child?.link ?? {};
  if (end === null || parentId === undefined || step == null || scope == null || attempt == null)
    return "done";
  const input: ChildEndedInput = { step, scope, attempt, run: runId, end };
  if (await signalRun(client, parentId, { name: CHILD_ENDED_SIGNAL, input })) return "done";
  const parent = await findLinkedRun(db, parentId);
  return parent === null || endOfChild(parent) !== null ? "done" : "again";
}

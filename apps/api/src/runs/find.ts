import { findRun } from "@riposte/db";
import type { RunRow, RunWithPlaybook } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { notFound } from "../user-error.ts";

export const runRef = z.string().min(1).max(100);

export async function requireRun(
  { services, actor }: Pick<Context, "services" | "actor">,
  id: string,
): Promise<RunWithPlaybook> {
  const found = await findRun(services.db, actor.workspaceId, id);
  if (found === null) throw notFound("run", id);
  return found;
}

/** Nothing will happen in it any more. */
export function isOver(state: RunRow["state"]): boolean {
  return (
    state === "done" || state === "failed" || state === "cancelled" || state === "skipped" || state === "lost"
  );
}

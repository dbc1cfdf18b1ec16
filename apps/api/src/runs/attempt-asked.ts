import { findStepRun } from "@riposte/db";
import type { Context } from "../context.ts";

/** What a person says without naming an attempt is about the one that is recorded now. */
export async function attemptAsked(ctx: Context, at: Parameters<typeof findStepRun>[2]): Promise<number> {
  const record = await findStepRun(ctx.services.db, ctx.actor.workspaceId, at);
  return record?.attempt ?? 1;
}

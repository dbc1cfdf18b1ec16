import { findTrial } from "@riposte/db";
import type { ScriptTrialRow } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { notFound } from "../user-error.ts";

export const trialRef = z.string().min(1).max(64);

export async function requireTrial({ services, actor }: Context, id: string): Promise<ScriptTrialRow> {
  const found = await findTrial(services.db, actor.workspaceId, id);
  if (found === null) throw notFound("trial", id);
  return found;
}

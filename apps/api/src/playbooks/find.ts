import { findPlaybook } from "@riposte/db";
import type { PlaybookRow } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { notFound } from "../user-error.ts";

/** An id or a name. */
export const playbookRef = z.string().min(1).max(300);

export async function requirePlaybook({ services, actor }: Context, ref: string): Promise<PlaybookRow> {
  const playbook = await findPlaybook(services.db, actor.workspaceId, ref);
  if (playbook === null) throw notFound("playbook", ref);
  return playbook;
}

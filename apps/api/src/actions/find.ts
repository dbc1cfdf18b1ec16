import { findScriptAction, findScriptActionVersion } from "@riposte/db";
import type { ActionVersion } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { notFound } from "../user-error.ts";

/** An id, a name, or the key `script.<name>`; the key of one of its scripts means the action. */
export const actionRef = z.string().min(1).max(200);

export async function requireAction({ services, actor }: Context, ref: string): Promise<ActionVersion> {
  const [name = ""] = ref.replace(/^script\./, "").split(".");
  const found = await findScriptAction(services.db, actor.workspaceId, name);
  if (found === null) throw notFound("action", ref);
  return found;
}

export async function requireVersion(ctx: Context, ref: string, version: number): Promise<ActionVersion> {
  const { action } = await requireAction(ctx, ref);
  const { services, actor } = ctx;
  const found = await findScriptActionVersion(services.db, actor.workspaceId, { id: action.id, version });
  if (found === null) throw notFound("version", `${version} of ${action.name}`);
  return found;
}

import { findScriptAction } from "@riposte/db";
import type { CurrentAction } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { notFound } from "../user-error.ts";

/** An id, a name, or the key `script.<name>`. */
export const actionRef = z.string().min(1).max(100);

export async function requireAction({ services, actor }: Context, ref: string): Promise<CurrentAction> {
  const found = await findScriptAction(services.db, actor.workspaceId, ref.replace(/^script\./, ""));
  if (found === null) throw notFound("action", ref);
  return found;
}

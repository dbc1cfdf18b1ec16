import { getAlert } from "@riposte/db";
import type { Alert } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { notFound } from "../user-error.ts";

/** A uuid or a short id. */
export const alertRef = z.string().min(1).max(100);

export async function requireAlert({ services, actor }: Context, ref: string): Promise<Alert> {
  const alert = await getAlert(services.db, actor.workspaceId, ref);
  if (alert === null) throw notFound("alert", ref);
  return alert;
}

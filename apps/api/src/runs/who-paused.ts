import { findLastAudit } from "@riposte/db";
import type { Database, RunRow } from "@riposte/db";
import { z } from "zod";

const details = z.object({ reason: z.string().default("") });

/** Who paused a run that is paused, from the audit log; null where it is not, or where nobody knows. */
export async function whoPaused(db: Database, { id, workspaceId, state }: RunRow) {
  if (state !== "paused") return null;
  const entry = await findLastAudit(db, workspaceId, { target: `run:${id}`, actions: ["runs.pause"] });
  if (entry === null) return null;
  const { reason } = details.parse(JSON.parse(entry.details));
  return { by: entry.actor, at: entry.at.toISOString(), reason };
}

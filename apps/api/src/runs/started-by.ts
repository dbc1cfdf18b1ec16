import { findFirstAudit } from "@riposte/db";
import type { Database } from "@riposte/db";
import { z } from "zod";

const STARTS = ["runs.start", "runs.rerun", "playbooks.test"];

/** `of` is a rerun's, `eventOf` that of a draft that was tried again. */
const details = z.object({ of: z.string().optional(), eventOf: z.string().optional() });

export interface Start {
  /** As the audit log names them; null for what fired by itself. */
  readonly by: string | null;
  /** The run whose event it took. */
  readonly rerunOf: string | null;
}

/** How a run was started by hand, from the audit log: it outlives whatever was started. */
export async function howStarted(db: Database, workspaceId: string, runId: string): Promise<Start> {
  const entry = await findFirstAudit(db, workspaceId, { target: `run:${runId}`, actions: STARTS });
  if (entry === null) return { by: null, rerunOf: null };
  const { of, eventOf } = details.parse(JSON.parse(entry.details));
  return { by: entry.actor, rerunOf: of ?? eventOf ?? null };
}

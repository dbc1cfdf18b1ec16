import { findAuditActor } from "@riposte/db";
import type { Database } from "@riposte/db";

const STARTS = ["runs.start", "runs.rerun", "playbooks.test"];

/** Who started it by hand, as the audit log names them; null for what fired by itself. */
export function startedBy(db: Database, workspaceId: string, runId: string): Promise<string | null> {
  return findAuditActor(db, workspaceId, { target: `run:${runId}`, actions: STARTS });
}

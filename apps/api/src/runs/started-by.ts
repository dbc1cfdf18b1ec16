import { findFirstAudit, listReruns } from "@riposte/db";
import type { Database, RunRow } from "@riposte/db";
import { z } from "zod";

const STARTS = ["runs.start", "runs.rerun", "playbooks.test"];

/** The run whose event a draft was tried on. */
const details = z.object({ eventOf: z.string().optional() });

export interface Start {
  /** As the audit log names them; null for what fired by itself. */
  readonly by: string | null;
  /** The run that it repeats, or whose event it took. */
  readonly rerunOf: string | null;
  /** How it repeats that; null where it only took its event. */
  readonly rerun: { readonly kind: RerunKind; readonly step: string | null } | null;
  /** The runs that repeat it, the newest first. */
  readonly reruns: readonly LaterRun[];
}

type RerunKind = "start" | "step" | "failed" | "after";

interface LaterRun {
  readonly run: string;
  readonly kind: RerunKind;
  readonly state: RunRow["state"];
  readonly createdAt: string;
}

/** Who started a run by hand, from the audit log, and which runs it hangs together with. */
export async function howStarted(db: Database, workspaceId: string, runId: string): Promise<Start> {
  const [entry, { of, later }] = await Promise.all([
    findFirstAudit(db, workspaceId, { target: `run:${runId}`, actions: STARTS }),
    listReruns(db, workspaceId, runId),
  ]);
  const { eventOf = null } = entry === null ? {} : details.parse(JSON.parse(entry.details));
  return {
    by: of?.requestedBy ?? entry?.actor ?? null,
    rerunOf: of?.rerunOf ?? eventOf,
    rerun: of === null ? null : { kind: of.kind, step: of.step },
    reruns: later.map(({ run, kind, state, createdAt }) => ({
      run,
      kind,
      state,
      createdAt: createdAt.toISOString(),
    })),
  };
}

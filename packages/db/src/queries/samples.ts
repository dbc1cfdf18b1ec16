import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { inbox, runs, stepRuns } from "../schema/runs.ts";
import type { RunRow } from "./runs.ts";

export interface SampleRun {
  readonly run: Pick<RunRow, "id" | "state" | "version" | "createdAt">;
  /** A `Payload` as JSON text. */
  readonly event: string;
}

/** The newest runs of a playbook with what fired them, the newest first; or one of them. */
export async function listSampleRuns(
  db: Database,
  workspaceId: string,
  of: { readonly playbookId: string; readonly limit: number; readonly runId?: string },
): Promise<readonly SampleRun[]> {
  return db
    .select({
      run: { id: runs.id, state: runs.state, version: runs.version, createdAt: runs.createdAt },
      event: inbox.event,
    })
    .from(runs)
    .innerJoin(inbox, eq(inbox.id, runs.id))
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(runs.playbookId, of.playbookId),
        of.runId === undefined ? undefined : eq(runs.id, of.runId),
      ),
    )
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(of.limit);
}

export interface SampleOutput {
  readonly step: string;
  readonly run: string;
  /** A `Payload` as JSON text. */
  readonly output: string | null;
}

/** What each step gave when it last ended well in one of these runs. */
export async function listSampleOutputs(
  db: Database,
  workspaceId: string,
  runIds: readonly string[],
): Promise<readonly SampleOutput[]> {
  if (runIds.length === 0) return [];
  return db
    .selectDistinctOn([stepRuns.step], { step: stepRuns.step, run: stepRuns.runId, output: stepRuns.output })
    .from(stepRuns)
    .innerJoin(runs, eq(runs.id, stepRuns.runId))
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        inArray(stepRuns.runId, [...runIds]),
        eq(stepRuns.state, "done"),
        isNotNull(stepRuns.output),
      ),
    )
    .orderBy(stepRuns.step, desc(runs.createdAt), desc(runs.id), sql`${stepRuns.scope} asc`);
}

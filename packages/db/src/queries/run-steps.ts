import { and, asc, eq, getTableColumns, gt, inArray, isNotNull, notInArray, or, sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { playbooks, versions } from "../schema/playbooks.ts";
import { attempts, inbox, responses, runs, stepRuns } from "../schema/runs.ts";
import type { AttemptRow } from "./attempts.ts";
import type { ResponseRow, StepRunRow } from "./runs.ts";

const { input: _input, output: _output, ...outlineColumns } = getTableColumns(stepRuns);

/** A step without its values, of which a run of thousands has too many to read for a list. */
export type StepOutlineRow = Omit<StepRunRow, "input" | "output">;

/** Those recorded after `seq`, in the order of their records. */
export async function listStepOutlines(
  db: Database,
  workspaceId: string,
  since: { readonly runId: string; readonly seq: number; readonly limit: number },
): Promise<readonly StepOutlineRow[]> {
  return db
    .select(outlineColumns)
    .from(stepRuns)
    .innerJoin(runs, eq(runs.id, stepRuns.runId))
    .where(
      and(eq(runs.workspaceId, workspaceId), eq(stepRuns.runId, since.runId), gt(stepRuns.seq, since.seq)),
    )
    .orderBy(asc(stepRuns.seq), asc(stepRuns.step), asc(stepRuns.scope))
    .limit(since.limit);
}

/** What a run of very many steps is told by: those outside of loops, and what is neither done nor passed over. */
export async function listTellingSteps(
  db: Database,
  workspaceId: string,
  of: { readonly runId: string; readonly limit: number },
): Promise<readonly StepOutlineRow[]> {
  return db
    .select(outlineColumns)
    .from(stepRuns)
    .innerJoin(runs, eq(runs.id, stepRuns.runId))
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(stepRuns.runId, of.runId),
        or(eq(stepRuns.scope, ""), notInArray(stepRuns.state, ["done", "skipped"])),
      ),
    )
    .orderBy(asc(sql`${stepRuns.scope} <> ''`), asc(stepRuns.seq))
    .limit(of.limit);
}

export async function countStepStates(
  db: Database,
  workspaceId: string,
  runId: string,
): Promise<Readonly<Partial<Record<StepRunRow["state"], number>>>> {
  const rows = await db
    .select({ state: stepRuns.state, count: sql<number>`count(*)::int` })
    .from(stepRuns)
    .innerJoin(runs, eq(runs.id, stepRuns.runId))
    .where(and(eq(runs.workspaceId, workspaceId), eq(stepRuns.runId, runId)))
    .groupBy(stepRuns.state);
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

interface StepRef {
  readonly runId: string;
  readonly step: string;
  readonly scope: string;
}

export async function findStepRun(
  db: Database,
  workspaceId: string,
  at: StepRef,
): Promise<StepRunRow | null> {
  const [row] = await db
    .select(getTableColumns(stepRuns))
    .from(stepRuns)
    .innerJoin(runs, eq(runs.id, stepRuns.runId))
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(stepRuns.runId, at.runId),
        eq(stepRuns.step, at.step),
        eq(stepRuns.scope, at.scope),
      ),
    );
  return row ?? null;
}

/** In the order in which they began. */
export async function listStepAttempts(
  db: Database,
  workspaceId: string,
  at: StepRef,
): Promise<readonly AttemptRow[]> {
  return db
    .select(getTableColumns(attempts))
    .from(attempts)
    .innerJoin(runs, eq(runs.id, attempts.runId))
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(attempts.runId, at.runId),
        eq(attempts.step, at.step),
        eq(attempts.scope, at.scope),
      ),
    )
    .orderBy(asc(attempts.attempt));
}

/** The drawing of the version that ran as JSON text; null where the run was of no version. */
export async function findVersionOfPlan(
  db: Database,
  workspaceId: string,
  wanted: { readonly playbookId: string; readonly version: number; readonly planHash: string },
): Promise<string | null> {
  const [row] = await db
    .select({ graph: versions.graph })
    .from(versions)
    .innerJoin(playbooks, eq(playbooks.id, versions.playbookId))
    .where(
      and(
        eq(playbooks.workspaceId, workspaceId),
        eq(versions.playbookId, wanted.playbookId),
        eq(versions.version, wanted.version),
        eq(versions.planHash, wanted.planHash),
      ),
    );
  return row?.graph ?? null;
}

/** What the run was accepted with. */
export async function findInboxRow(
  db: Database,
  workspaceId: string,
  runId: string,
): Promise<typeof inbox.$inferSelect | null> {
  const [row] = await db
    .select()
    .from(inbox)
    .where(and(eq(inbox.workspaceId, workspaceId), eq(inbox.id, runId)));
  return row ?? null;
}

/** Removed ones too: their runs stay. */
export async function findPlaybookOfRun(
  db: Database,
  workspaceId: string,
  playbookId: string,
): Promise<Pick<typeof playbooks.$inferSelect, "publishedVersion" | "deletedAt"> | null> {
  const [row] = await db
    .select({ publishedVersion: playbooks.publishedVersion, deletedAt: playbooks.deletedAt })
    .from(playbooks)
    .where(and(eq(playbooks.workspaceId, workspaceId), eq(playbooks.id, playbookId)));
  return row ?? null;
}

/** The outputs of these steps, where they have ended; `output` is a `Payload` as JSON text. */
export async function listOutputs(
  db: Database,
  workspaceId: string,
  of: {
    readonly runId: string;
    readonly steps: readonly string[];
    /** The iterations that are looked into; "" is outside of all. */
    readonly scopes?: readonly string[];
  },
): Promise<readonly Pick<StepRunRow, "step" | "state" | "output" | "seq">[]> {
  if (of.steps.length === 0) return [];
  return db
    .select({ step: stepRuns.step, state: stepRuns.state, output: stepRuns.output, seq: stepRuns.seq })
    .from(stepRuns)
    .innerJoin(runs, eq(runs.id, stepRuns.runId))
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(stepRuns.runId, of.runId),
        inArray(stepRuns.scope, [...(of.scopes ?? [""])]),
        inArray(stepRuns.step, [...of.steps]),
      ),
    )
    .orderBy(asc(stepRuns.seq));
}

/** What loops went over, those of outer scopes first; `input` is a `Payload` as JSON text. */
export async function listLoopInputs(
  db: Database,
  workspaceId: string,
  of: { readonly runId: string; readonly loops: readonly string[]; readonly limit: number },
): Promise<readonly Pick<StepRunRow, "step" | "scope" | "input">[]> {
  if (of.loops.length === 0) return [];
  return db
    .select({ step: stepRuns.step, scope: stepRuns.scope, input: stepRuns.input })
    .from(stepRuns)
    .innerJoin(runs, eq(runs.id, stepRuns.runId))
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(stepRuns.runId, of.runId),
        inArray(stepRuns.step, [...of.loops]),
        isNotNull(stepRuns.input),
      ),
    )
    .orderBy(sql`length(${stepRuns.scope})`, asc(stepRuns.seq))
    .limit(of.limit);
}

/** What a Respond step answered; the body is a `Payload` as JSON text. */
export async function findResponse(
  db: Database,
  workspaceId: string,
  runId: string,
): Promise<ResponseRow | null> {
  const [row] = await db
    .select({ response: responses })
    .from(responses)
    .innerJoin(runs, eq(runs.id, responses.runId))
    .where(and(eq(runs.workspaceId, workspaceId), eq(responses.runId, runId)));
  return row?.response ?? null;
}

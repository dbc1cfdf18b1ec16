import { and, desc, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "../connect.ts";
import { runners } from "../schema/runners.ts";
import type { GroupRunner } from "./runner-jobs.ts";

// What a runner of the installation says of itself comes by SQL functions (migrations/0022) from the Python worker.

const interpreters = z.array(z.object({ version: z.string(), release: z.string(), path: z.string() }));

export type RunnerInterpreter = z.infer<typeof interpreters>[number];

export interface RunnerRow {
  readonly id: string;
  /** Runners of a group take the same scripts. */
  readonly group: string;
  /** It is of the installation, and serves all workspaces; else it is of a group of this one. */
  readonly isOwn: boolean;
  /** Its machine's. */
  readonly name: string;
  readonly release: string;
  /** Of each version one, the oldest first. */
  readonly interpreters: readonly RunnerInterpreter[];
  readonly seenAt: Date;
  readonly isAlive: boolean;
  /** How many scripts it runs at once, and now; null where that is not told. */
  readonly slots: number | null;
  readonly running: number;
  readonly isDraining: boolean;
}

/** Those of the installation, and of the workspace's groups; who was heard of last comes first. */
export async function listRunners(db: Database, workspaceId: string): Promise<readonly RunnerRow[]> {
  const rows = await db
    .select({
      id: runners.id,
      group: runners.group,
      isOwn: sql<boolean>`${runners.workspaceId} is null`,
      name: runners.name,
      release: runners.release,
      interpreters: runners.interpreters,
      seenAt: runners.seenAt,
      isAlive: sql<boolean>`${runners.aliveUntil} > clock_timestamp()`,
      slots: runners.slots,
      running: sql<number>`(
        select count(*)::integer from runner_jobs j
        where j.runner_id = runners.id and j.state in ('taken', 'sent'))`,
      isDraining: runners.isDraining,
    })
    .from(runners)
    .where(or(isNull(runners.workspaceId), eq(runners.workspaceId, workspaceId)))
    .orderBy(desc(runners.seenAt));
  return rows.map((row) => ({ ...row, interpreters: interpreters.parse(JSON.parse(row.interpreters)) }));
}

interface Greeting {
  /** Its machine's. */
  readonly name: string;
  readonly release: string;
  readonly slots: number;
  readonly interpreters: readonly RunnerInterpreter[];
}

/** Of the 10 s at which it greets again. */
const COUNTS_SECONDS = 30;

/** A runner of a group is there; null where its id is somebody else's. What is long gone is forgotten. */
export async function greetRunner(
  db: Database,
  { workspaceId, group, runner }: GroupRunner,
  { name, release, slots, ...found }: Greeting,
): Promise<{ readonly isDraining: boolean } | null> {
  const said = {
    name,
    release,
    slots,
    interpreters: JSON.stringify(found.interpreters),
    seenAt: sql`clock_timestamp()`,
    aliveUntil: sql`clock_timestamp() + make_interval(secs => ${COUNTS_SECONDS})`,
  };
  const [row] = await db
    .insert(runners)
    .values({ id: runner, workspaceId, group, ...said })
    .onConflictDoUpdate({
      target: runners.id,
      set: said,
      setWhere: sql`${runners.workspaceId} = ${workspaceId} and ${runners.group} = ${group}`,
    })
    .returning({ isDraining: runners.isDraining, isNew: sql<boolean>`xmax = 0` });
  if (row === undefined) return null;
  if (row.isNew) await db.execute(sql`select pg_notify('turns', '')`);
  await db.delete(runners).where(
    and(
      eq(runners.workspaceId, workspaceId),
      sql`${runners.aliveUntil} < clock_timestamp()`,
      sql`(${runners.seenAt} < clock_timestamp() - interval '1 day'
        or (${runners.group} = ${group} and ${runners.name} = ${name}))`,
    ),
  );
  return { isDraining: row.isDraining };
}

/** It has ended what it had, and goes. */
export async function partRunner(db: Database, { workspaceId, group, runner }: GroupRunner): Promise<void> {
  await db
    .delete(runners)
    .where(and(eq(runners.id, runner), eq(runners.workspaceId, workspaceId), eq(runners.group, group)));
}

/** Null where the workspace's groups have no such runner. */
export async function setRunnerDraining(
  db: Database,
  workspaceId: string,
  { id, isDraining }: { readonly id: string; readonly isDraining: boolean },
): Promise<{ readonly name: string; readonly group: string } | null> {
  const [row] = await db
    .update(runners)
    .set({ isDraining })
    .where(and(eq(runners.id, id), eq(runners.workspaceId, workspaceId), isNotNull(runners.slots)))
    .returning({ name: runners.name, group: runners.group });
  if (row !== undefined) await db.execute(sql`select pg_notify('turns', ''), pg_notify('runner_jobs', '')`);
  return row ?? null;
}

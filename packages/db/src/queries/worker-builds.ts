import type { Sql } from "postgres";
import type { Release } from "../builds/own-release.ts";

/** What workers are told apart by; the same on every machine that has the same code. */
export interface WorkerBuild extends Release {
  readonly build: string;
}

export interface BuildStanding {
  /** `refusing`: it takes no runs, because some that are open need what it does not know. */
  readonly standing: "current" | "behind" | "refusing";
  /** Why it is not, or that it does not know all that is open; a sentence. */
  readonly reason: string | null;
}

export interface NotedBuild extends WorkerBuild, BuildStanding {
  /** A worker of it was there lately. */
  readonly isAlive: boolean;
}

/** Says that a worker of this build lives, and is taken to for so long. */
export async function noteAlive(
  sql: Sql,
  { build, release, migrations, ir, semantics }: WorkerBuild,
  forMs: number,
): Promise<void> {
  await sql`
    insert into worker_builds (build, release, migrations, ir, semantics, standing, alive_until)
    values (${build}, ${release}, ${migrations}, ${[...ir]}::integer[], ${[...semantics]}::integer[], 'behind',
            clock_timestamp() + ${forMs} * interval '1 millisecond')
    on conflict (build) do update set
      release = excluded.release, alive_until = excluded.alive_until`;
}

/** Says besides how it stands: where it has the runs, nobody else does. */
export async function noteStanding(
  sql: Sql,
  own: WorkerBuild,
  { standing, reason, forMs }: BuildStanding & { readonly forMs: number },
): Promise<void> {
  await noteAlive(sql, own, forMs);
  await sql`
    update worker_builds set
      standing = case when build = ${own.build} then ${standing} else 'behind' end,
      reason = case when build = ${own.build} then ${reason} end
    where build = ${own.build} or (${standing} = 'current' and standing = 'current')`;
}

/** The oldest first: by the migrations that they know, and among equals by when this database saw them first. */
export async function listBuilds(sql: Sql): Promise<readonly NotedBuild[]> {
  return sql<NotedBuild[]>`
    select build, release, migrations, ir, semantics, standing, reason,
           alive_until > clock_timestamp() as "isAlive"
    from worker_builds order by migrations, seen`;
}

/** Open runs whose plans nobody with this knowledge can run, by what they need. */
export interface UnknownRuns {
  readonly ir: number;
  readonly semantics: number;
  readonly count: number;
  /** Ids of some of them. */
  readonly runs: readonly string[];
}

/** Costs next to nothing where all plans are known. */
export async function listUnknownRuns(
  sql: Sql,
  known: Pick<Release, "ir" | "semantics">,
  workspaceId: string | null,
): Promise<readonly UnknownRuns[]> {
  return sql<UnknownRuns[]>`
    with unknown as materialized (
      select hash, ir, semantics from plans
      where ir <> all(${[...known.ir]}::integer[]) or semantics <> all(${[...known.semantics]}::integer[])
    )
    select u.ir, u.semantics, count(*)::int as count, (array_agg(r.id order by r.created_at))[1:3] as runs
    from unknown u join runs r on r.plan_hash = u.hash
    where r.state in ('queued', 'running', 'waiting', 'paused', 'stuck')
      and (${workspaceId}::text is null or r.workspace_id = ${workspaceId})
    group by u.ir, u.semantics order by u.ir, u.semantics`;
}

/** Any number will do as long as nobody else uses it: "ribu" in ASCII. */
const LOCK = 0x7269_6275;

/** One at a time, over all machines on this database: who decides which build takes the runs. */
export async function decidingAlone<T>(sql: Sql, decide: () => Promise<T>): Promise<T> {
  const decided = await sql.begin(async (transaction) => {
    await transaction`select pg_advisory_xact_lock(${LOCK})`;
    return { value: await decide() };
  });
  return decided.value;
}

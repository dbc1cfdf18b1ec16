import type { Sql } from "postgres";
import { standsInLine } from "./stands-in-line.ts";
import type { DispatchMark } from "./dispatch-progress.ts";

/** All that a workflow is started with. */
export interface ClaimedRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly playbookId: string;
  readonly playbook: string;
  readonly planHash: string;
  readonly version: number;
  /** A `Payload` as JSON text. */
  readonly event: string;
  readonly simulate: boolean;
  /** How many runs stand above it, each the caller of the next. */
  readonly depth: number;
  /** What a rerun or a test takes over, as JSON text; null: nothing. */
  readonly recorded: string | null;
  /** Where a test stands, as JSON text; null: nowhere. */
  readonly breakpoints: string | null;
}

/** What a dispatcher takes with one claim. */
export interface RowClaim {
  readonly limit: number;
  readonly trustedForMs: number;
  readonly mark: DispatchMark;
  /** The playbooks that it has served, the one whose turn is longest ago first. */
  readonly served: readonly string[];
}

/** An attempt that has said nothing for so long is somebody else's to repeat. */
const STALE_AFTER = "15 seconds";

/**
 * Takes up to `limit` rows that are not started, in turn over the playbooks, and commits that their
 * start was attempted. Rows of others who are at it are left alone. The first attempt's time stays:
 * it decides how long Temporal can still be trusted to know of it. A database that is held, or is not as far
 * as the mark, gives none: asked in the same statement, so that a restored one cannot slip in between.
 * What has to wait for others is not among them (`claimInTurn`), unless its start was attempted before.
 */
export async function claimRows(sql: Sql, claim: RowClaim): Promise<readonly ClaimedRow[]> {
  const oldest = `${claim.trustedForMs} milliseconds`;
  const served = claim.served as string[];
  return sql<ClaimedRow[]>`
    with turn as (
      select c.id, c.received_at, c.place, array_position(${served}::text[], p.id) as served
      from playbooks p cross join lateral (
        select i.id, i.received_at, row_number() over (order by i.received_at, i.id) as place
        from inbox i
        where i.playbook_id = p.id and i.started_at is null and i.held_reason is null
          and (i.start_attempted_at between now() - ${oldest}::interval and now() - ${STALE_AFTER}::interval
            or ${mayBeginAtOnce(sql)})
        order by i.received_at, i.id
        limit ${claim.limit}
      ) c
      where ${hasCome(sql, claim.mark)}
    ), chosen as (
      select i.id from inbox i join turn t on t.id = i.id
      -- Asked again of the locked row: another dispatcher may have had it since.
      where i.started_at is null and i.held_reason is null
        and (i.start_attempted_at is null or i.start_attempted_at < now() - ${STALE_AFTER}::interval)
      order by t.place, t.served nulls first, t.received_at
      limit ${claim.limit}
      for update of i skip locked
    )
    ${takeChosen(sql)}`;
}

/**
 * As `claimRows`, of those that were announced by their ids: whose turn it is does not matter where there is room for
 * all of them, and no other playbook is looked at. What was attempted before is not among them.
 */
export async function claimAnnounced(
  sql: Sql,
  { ids, mark }: { readonly ids: readonly string[]; readonly mark: DispatchMark },
): Promise<readonly ClaimedRow[]> {
  return sql<ClaimedRow[]>`
    with chosen as (
      select i.id from inbox i
      where i.id = any(${ids as string[]}) and i.started_at is null and i.held_reason is null
        and ${mayBeginAtOnce(sql)} and ${hasCome(sql, mark)}
      order by i.received_at, i.id
      for update of i skip locked
    )
    ${takeChosen(sql)}`;
}

/** Nobody has tried yet, and it waits for nothing. */
const mayBeginAtOnce = (sql: Sql) => sql`(
  i.start_attempted_at is null and i.turn_key is null and i.not_before is null
  and (not exists (
      select from limits l
      where l.workspace_id = i.workspace_id and l.kind = 'playbook' and l.target = i.playbook_id)
    or not ${standsInLine(sql)}))`;

const hasCome = (sql: Sql, { database, ticks }: DispatchMark) =>
  sql`(select held_since is null and database = ${database} and ticks >= ${ticks} from dispatch_progress)`;

const takeChosen = (sql: Sql) => sql`
    update inbox i
    set start_attempted_at = coalesce(i.start_attempted_at, now())
    from chosen c, playbooks p
    where i.id = c.id and p.id = i.playbook_id
    returning i.id, i.workspace_id as "workspaceId", i.playbook_id as "playbookId", p.name as playbook,
      i.plan_hash as "planHash", i.version, i.event, i.simulate,
      coalesce((select l.depth from run_links l where l.run_id = i.id), 0) as depth,
      coalesce(
        (select r.recorded from reruns r where r.run_id = i.id),
        (select t.recorded from draft_tests t where t.run_id = i.id)) as recorded,
      (select t.breakpoints from draft_tests t where t.run_id = i.id) as breakpoints`;

/**
 * Notes that Temporal has these; whether just now or already before makes no difference. A run has begun with the
 * attempt to start it, or, where that took several, not longer ago than one of them may take.
 */
export async function markStarted(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql`
    with started as (
      update inbox set started_at = now() where id = any(${ids as string[]}) and started_at is null
      returning id, start_attempted_at as attempted_at
    ), run as (
      -- In the order in which records lock them, so that the two never wait for each other.
      select id from runs where id in (select id from started) and started_at is null order by id for update
    )
    update runs r
    set started_at = greatest(s.attempted_at, now() - interval '10 seconds'), touched_at = now()
    from started s where s.id = r.id and r.id in (select id from run)`;
}

/** Keeps a row from being started until somebody lets it go, and says why. */
export async function holdRow(sql: Sql, id: string, reason: string): Promise<void> {
  await sql`update inbox set held_reason = ${reason} where id = ${id} and started_at is null`;
}

/** Holds what was attempted so long ago that Temporal may have forgotten it; returns the ids. */
export async function holdForgotten(
  sql: Sql,
  hold: { readonly trustedForMs: number; readonly reason: string },
): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    update inbox set held_reason = ${hold.reason}
    where started_at is null and held_reason is null
      and start_attempted_at < now() - ${`${hold.trustedForMs} milliseconds`}::interval
    returning id`;
  return rows.map((row) => row.id);
}

/** Lets a held row be started, as if nobody had tried before. False when this workspace has no such row. */
export async function releaseRow(sql: Sql, workspaceId: string, id: string): Promise<boolean> {
  const released = await sql`
    with released as (
      update inbox set held_reason = null, start_attempted_at = null
      where id = ${id} and workspace_id = ${workspaceId} and held_reason is not null and started_at is null
      returning id
    )
    select id, pg_notify('inbox', id) from released`;
  return released.length === 1;
}

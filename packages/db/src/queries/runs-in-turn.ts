import type { TurnWait } from "@riposte/plan";
import type { Sql, TransactionSql } from "postgres";
import type { ClaimedRow, RowClaim } from "./inbox.ts";
import type { LimitKind } from "./limits.ts";
import { standsInLine } from "./stands-in-line.ts";

// Runs that may not simply start: their playbook has a limit, their key may be under way, or more events like theirs may
// come. A place is taken with the attempt to start and given back by the run's end: both are rows, there is no counter.

/** Runs that have a place: started and not over, or just being started. */
const underWay = (sql: Sql | TransactionSql) => sql`
  select i.id, i.playbook_id from runs i
  where i.started_at is not null and i.finished_at is null and ${standsInLine(sql)}
  union
  select i.id, i.playbook_id from inbox i
  where i.started_at is null and i.start_attempted_at is not null and i.held_reason is null
    and ${standsInLine(sql)}`;

/** How many have begun within the rate's time, up to as many as may; `first`: when the earliest of those did. */
const begun = (sql: Sql | TransactionSql) => sql`
  select count(*)::int as runs, min(s.at) as first from (
    select at from limit_starts
    where workspace_id = l.workspace_id and kind = 'playbook' and target = l.target
      and at > clock_timestamp() - make_interval(secs => l.rate_seconds)
    order by at desc limit l.rate_count
  ) s`;

/**
 * Takes those whose turn it is, as `claimRows` takes the others. One dispatcher at a time: it counts and then takes.
 * `nextMs`: in how many milliseconds there may be others; null: nobody waits for time.
 */
export async function claimInTurn(
  client: Sql,
  claim: RowClaim,
): Promise<{ readonly rows: readonly ClaimedRow[]; readonly nextMs: number | null }> {
  return client.begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('riposte runs in turn', 0))`;
    const rows = await takeRows(sql, claim);
    await skipRows(sql, claim);
    return { rows, nextMs: await nextDue(sql) };
  });
}

async function takeRows(sql: TransactionSql, { limit, mark, served }: RowClaim): Promise<ClaimedRow[]> {
  return sql<ClaimedRow[]>`
    with under_way as materialized (${underWay(sql)}
    ), busy as materialized (
      select u.playbook_id, i.turn_key from under_way u join inbox i on i.id = u.id where i.turn_key is not null
    ), room as materialized (
      select p.id as playbook_id, l.target is not null as limited,
        least(
          l.at_once - (select count(*) from under_way u where u.playbook_id = p.id),
          l.rate_count - (select runs from (${begun(sql)}) b),
          ${limit}
        ) as room
      from playbooks p
      left join limits l on l.workspace_id = p.workspace_id and l.kind = 'playbook' and l.target = p.id
      where l.target is not null or exists (
        select from inbox i where i.playbook_id = p.id and i.started_at is null
          and (i.turn_key is not null or i.not_before is not null))
    ), turn as (
      select c.id, c.received_at, c.place, array_position(${served as string[]}::text[], r.playbook_id) as served
      from room r cross join lateral (
        select i.id, i.received_at, row_number() over (order by i.received_at, i.id) as place
        from inbox i
        where i.playbook_id = r.playbook_id and i.started_at is null and i.held_reason is null
          and i.start_attempted_at is null and ${standsInLine(sql)}
          and (r.limited or i.turn_key is not null or i.not_before is not null)
          and (i.not_before is null or i.not_before <= clock_timestamp())
          and (i.turn_key is null or not exists (
              select from busy b where b.playbook_id = i.playbook_id and b.turn_key = i.turn_key)
            and not exists (
              select from inbox o
              where o.playbook_id = i.playbook_id and o.turn_key = i.turn_key and o.started_at is null
                and o.held_reason is null and (o.received_at, o.id) < (i.received_at, i.id)))
        order by i.received_at, i.id
        limit greatest(r.room, 0)
      ) c
      where (select held_since is null and database = ${mark.database} and ticks >= ${mark.ticks}
             from dispatch_progress)
    ), chosen as (
      select i.id from inbox i join turn t on t.id = i.id
      -- Asked again of the locked row: somebody may have cancelled it since.
      where i.started_at is null and i.held_reason is null and i.start_attempted_at is null
      order by t.place, t.served nulls first, t.received_at
      limit ${limit}
      for update of i skip locked
    ), claimed as (
      -- Not when this transaction began: it has waited for others, and a run may have ended meanwhile whose turn was before.
      update inbox i set start_attempted_at = clock_timestamp()
      from chosen c, playbooks p
      where i.id = c.id and p.id = i.playbook_id
      returning i.id, i.workspace_id, i.playbook_id, p.name, i.plan_hash, i.version, i.event, i.simulate, i.received_at
    ), started as (
      insert into limit_starts (workspace_id, kind, target, at)
      select c.workspace_id, 'playbook', c.playbook_id, clock_timestamp()
      from claimed c join limits l on l.workspace_id = c.workspace_id and l.kind = 'playbook' and l.target = c.playbook_id
      where l.rate_count is not null
    )
    select id, workspace_id as "workspaceId", playbook_id as "playbookId", name as playbook,
      plan_hash as "planHash", version, event, simulate,
      coalesce((select l.depth from run_links l where l.run_id = claimed.id), 0) as depth,
      coalesce(
        (select r.recorded from reruns r where r.run_id = claimed.id),
        (select t.recorded from draft_tests t where t.run_id = claimed.id)) as recorded,
      (select t.breakpoints from draft_tests t where t.run_id = claimed.id) as breakpoints
    from claimed order by received_at, id`;
}

/** Those that are not to run while another one with their key does: recorded, with the reason. */
async function skipRows(sql: TransactionSql, { mark }: RowClaim): Promise<void> {
  await sql`
    with busy as materialized (
      select u.playbook_id, i.turn_key, min(u.id) as id
      from (${underWay(sql)}) u join inbox i on i.id = u.id
      where i.turn_key is not null
      group by u.playbook_id, i.turn_key
    ), skipped as (
      update inbox i
      set started_at = now(), joined_with = b.id,
        held_reason = 'Skipped: ' || b.id || ' with the same key was under way, and the trigger runs one at a time.'
      from busy b
      where b.playbook_id = i.playbook_id and b.turn_key = i.turn_key and i.turn_else = 'skip'
        and i.started_at is null and i.start_attempted_at is null and i.held_reason is null
        and (i.not_before is null or i.not_before <= clock_timestamp())
        and (select held_since is null and database = ${mark.database} and ticks >= ${mark.ticks}
             from dispatch_progress)
      returning i.id
    ), ended as (
      update runs r set state = 'skipped', finished_at = now(), touched_at = now()
      from skipped s where r.id = s.id
      returning r.id
    )
    select pg_notify('runs', id) from ended`;
}

async function nextDue(sql: TransactionSql): Promise<number | null> {
  const [row] = await sql<{ ms: number | null }[]>`
    select ceil(extract(epoch from least(
      (select min(not_before) from inbox
       where started_at is null and held_reason is null and start_attempted_at is null
         and (turn_key is not null or not_before is not null) and not_before > clock_timestamp()),
      (select min(b.first + make_interval(secs => l.rate_seconds))
       from limits l cross join lateral (${begun(sql)}) b
       where l.kind = 'playbook' and b.runs >= l.rate_count
         and exists (select from inbox i where i.playbook_id = l.target and i.started_at is null))
    ) - clock_timestamp()) * 1000)::int as ms`;
  return row?.ms ?? null;
}

export interface WaitingRun {
  readonly runId: string;
  /** Null: until then more events that belong to it may come. */
  readonly waits: TurnWait | null;
  readonly notBefore: Date | null;
}

/** Of these runs, those that wait for their turn, and for what, as it stands now. */
export async function listWaitingRuns(
  sql: Sql,
  workspaceId: string,
  runIds: readonly string[],
): Promise<readonly WaitingRun[]> {
  if (runIds.length === 0) return [];
  const rows = await sql<{ runId: string; waits: string | null; notBefore: string | null }[]>`
    with under_way as materialized (${underWay(sql)}
    ), mine as materialized (
      select * from inbox i
      where workspace_id = ${workspaceId} and id = any(${runIds as string[]}) and started_at is null
        and start_attempted_at is null and held_reason is null and ${standsInLine(sql)}
    )
    select i.id as "runId",
      case when i.not_before > clock_timestamp() then i.not_before end as "notBefore",
      coalesce(
        (select json_build_object('kind', 'key', 'target', k.id, 'why', 'at_once', 'most', 1, 'seconds', null,
           'before', k.before, 'freeAt', null)
         from (
           select (array_agg(s.id order by s.waits, s.received_at, s.id))[1] as id,
             count(*) filter (where s.waits) as before
           from (
             select o.id, o.received_at, false as waits from under_way u join inbox o on o.id = u.id
             where u.playbook_id = i.playbook_id and o.turn_key = i.turn_key
             union all
             select o.id, o.received_at, true from inbox o
             where o.playbook_id = i.playbook_id and o.turn_key = i.turn_key and o.started_at is null
               and o.start_attempted_at is null and o.held_reason is null
               and (o.received_at, o.id) < (i.received_at, i.id)
           ) s
         ) k where k.id is not null),
        (select json_build_object('kind', 'playbook', 'target', l.target,
           'why', case when going.runs >= l.at_once then 'at_once' else 'rate' end,
           'most', case when going.runs >= l.at_once then l.at_once else l.rate_count end,
           'seconds', case when going.runs >= l.at_once then null else l.rate_seconds end,
           'before', (select count(*) from inbox o where o.playbook_id = i.playbook_id and o.started_at is null
             and o.start_attempted_at is null and o.held_reason is null and o.version <> 0
             and (o.not_before is null or o.not_before <= clock_timestamp())
             and (o.received_at, o.id) < (i.received_at, i.id)),
           'freeAt', case when going.runs >= l.at_once then null
             else floor(extract(epoch from b.first + make_interval(secs => l.rate_seconds)) * 1000) end)
         from limits l
         cross join lateral (select count(*) as runs from under_way u where u.playbook_id = l.target) going
         cross join lateral (${begun(sql)}) b
         where l.workspace_id = i.workspace_id and l.kind = 'playbook' and l.target = i.playbook_id
           and (going.runs >= l.at_once or b.runs >= l.rate_count))
      )::text as waits
    from mine i`;
  return rows
    .filter(({ waits, notBefore }) => waits !== null || notBefore !== null)
    .map(({ runId, waits, notBefore }) => ({
      runId,
      waits: waits === null ? null : (JSON.parse(waits) as TurnWait),
      notBefore: notBefore === null ? null : new Date(notBefore),
    }));
}

export interface LateStart {
  readonly runId: string;
  /** Because all starts are held. */
  readonly held: boolean;
}

/** Of these runs, those that nothing holds back by itself, and that were still not begun after this many milliseconds. */
export async function listLateStarts(
  sql: Sql,
  workspaceId: string,
  runIds: readonly string[],
  afterMs: number,
): Promise<readonly LateStart[]> {
  if (runIds.length === 0) return [];
  return sql<LateStart[]>`
    select id as "runId", exists (select from dispatch_progress where held_since is not null) as held
    from inbox
    where workspace_id = ${workspaceId} and id = any(${runIds as string[]}) and started_at is null
      and held_reason is null and greatest(received_at, not_before) < now() - ${`${afterMs} milliseconds`}::interval`;
}

export interface LimitLoad {
  readonly kind: LimitKind;
  readonly target: string;
  readonly underWay: number;
  readonly waiting: number;
}

/** How much goes on, and how much waits, under each limit of a workspace. */
export async function limitLoads(sql: Sql, workspaceId: string): Promise<readonly LimitLoad[]> {
  return sql<LimitLoad[]>`
    with under_way as materialized (${underWay(sql)}
    )
    select l.kind, l.target,
      case when l.kind = 'playbook' then (select count(*) from under_way u where u.playbook_id = l.target)
        else count(t.run_id) filter (where t.state <> 'waiting') end::int as "underWay",
      case when l.kind = 'playbook' then (
          select count(*) from inbox i where i.playbook_id = l.target and i.started_at is null
            and i.start_attempted_at is null and i.held_reason is null and ${standsInLine(sql)})
        else count(t.run_id) filter (where t.state = 'waiting') end::int as waiting
    from limits l
    left join call_turns t on t.workspace_id = l.workspace_id and limit_holds(l.kind, l.target, t.action, t.connector)
    where l.workspace_id = ${workspaceId}
    group by l.kind, l.target`;
}

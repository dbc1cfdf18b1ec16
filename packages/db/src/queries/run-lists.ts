import { and, desc, eq, exists, gte, ilike, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { playbooks } from "../schema/playbooks.ts";
import { approvals, inbox, runs, stepRuns } from "../schema/runs.ts";
import { RUN_WITH_PLAYBOOK } from "./runs.ts";
import type { RunRow, RunWithPlaybook } from "./runs.ts";
import { storableText } from "./storable-text.ts";

/** Which runs are meant; what is absent is not asked. */
export interface RunSelection {
  readonly playbookId?: string | undefined;
  /** With `waiting`, also runs that go on while a step of theirs needs a person. */
  readonly states?: readonly RunRow["state"][] | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** In the id, in the playbook's name, in what went wrong or in the event. */
  readonly text?: string | undefined;
}

export interface RunFilter extends RunSelection {
  /** Id of the last run of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface RunPage {
  readonly rows: readonly RunWithPlaybook[];
  /** Id to go on from; null: there is nothing older. */
  readonly next: string | null;
}

/** Texts are compared one by one: no more runs than this are read for one page. */
const MOST_SEARCHED = 10_000;

/** Newest first. A search for text may give a short page with a `next`: there it has got to. */
export async function listRuns(db: Database, workspaceId: string, filter: RunFilter): Promise<RunPage> {
  const { text, before, limit } = filter;
  const within = and(selected(db, workspaceId, filter), before === undefined ? undefined : olderThan(before));
  const newest = db
    .select({ id: runs.id })
    .from(runs)
    .where(within)
    .orderBy(...NEWEST_FIRST);
  const condition =
    text === undefined ? within : and(inArray(runs.id, newest.limit(MOST_SEARCHED)), holds(text));
  const rows = await db
    .select(RUN_WITH_PLAYBOOK)
    .from(runs)
    .innerJoin(playbooks, eq(playbooks.id, runs.playbookId))
    .leftJoin(inbox, eq(inbox.id, runs.id))
    .where(condition)
    .orderBy(...NEWEST_FIRST)
    .limit(limit);
  if (rows.length === limit) return { rows, next: rows.at(-1)?.run.id ?? null };
  if (text === undefined) return { rows, next: null };
  const [last] = await newest.offset(MOST_SEARCHED - 1).limit(1);
  return { rows, next: last?.id ?? null };
}

/** Those of these that this workspace has. */
export async function findRuns(
  db: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<readonly RunWithPlaybook[]> {
  if (ids.length === 0) return [];
  return db
    .select(RUN_WITH_PLAYBOOK)
    .from(runs)
    .innerJoin(playbooks, eq(playbooks.id, runs.playbookId))
    .leftJoin(inbox, eq(inbox.id, runs.id))
    .where(and(eq(runs.workspaceId, workspaceId), inArray(runs.id, [...ids])))
    .orderBy(...NEWEST_FIRST);
}

/** How many of the newest `MOST_SEARCHED` a choice of each state gives; `more`: there are older ones. */
export async function countRunStates(
  db: Database,
  workspaceId: string,
  selection: RunSelection,
): Promise<{ readonly states: Readonly<Partial<Record<RunRow["state"], number>>>; readonly more: boolean }> {
  const { text } = selection;
  const newest = db
    .select({
      id: runs.id,
      playbookId: runs.playbookId,
      state: runs.state,
      failure: runs.failure,
      alsoWaits: sql<boolean>`${goesOnAndAsks(db)}`.as("also_waits"),
    })
    .from(runs)
    .where(selected(db, workspaceId, { ...selection, states: undefined }))
    .orderBy(...NEWEST_FIRST)
    .limit(MOST_SEARCHED)
    .as("runs");
  const rows = await db
    .select({
      state: newest.state,
      count: sql<number>`count(*)::int`,
      alsoWait: sql<number>`count(*) filter (where ${newest.alsoWaits})::int`,
      all: sql<number>`sum(count(*)) over ()::int`,
    })
    .from(newest)
    .innerJoin(playbooks, eq(playbooks.id, newest.playbookId))
    .leftJoin(inbox, eq(inbox.id, newest.id))
    .where(text === undefined ? undefined : holds(text))
    .groupBy(newest.state);
  const states: Partial<Record<RunRow["state"], number>> = Object.fromEntries(
    rows.map(({ state, count }) => [state, count]),
  );
  const alsoWait = rows.reduce((sum, row) => sum + row.alsoWait, 0);
  if (alsoWait > 0) states.waiting = (states.waiting ?? 0) + alsoWait;
  return {
    states,
    more: (rows[0]?.all ?? 0) >= MOST_SEARCHED,
  };
}

const NEWEST_FIRST = [desc(runs.createdAt), desc(runs.id)] as const;

function selected(
  db: Database,
  workspaceId: string,
  { playbookId, states, from, to }: RunSelection,
): SQL | undefined {
  return and(
    eq(runs.workspaceId, workspaceId),
    playbookId === undefined ? undefined : eq(runs.playbookId, playbookId),
    states === undefined
      ? undefined
      : or(
          inArray(runs.state, [...states]),
          states.includes("waiting") && !states.includes("running") ? goesOnAndAsks(db) : undefined,
        ),
    from === undefined ? undefined : gte(runs.createdAt, from),
    to === undefined ? undefined : lt(runs.createdAt, to),
  );
}

/** A person is needed while other steps go on. The states are literals, as those of the partial indexes are. */
function goesOnAndAsks(db: Database): SQL | undefined {
  const one = { one: sql`1` };
  const asked = db
    .select(one)
    .from(approvals)
    .where(and(eq(approvals.runId, runs.id), isNull(approvals.outcome)));
  const stepThatIs = (state: SQL) =>
    db
      .select(one)
      .from(stepRuns)
      .where(and(eq(stepRuns.runId, runs.id), eq(stepRuns.state, state)));
  const needed = or(exists(asked), exists(stepThatIs(sql`'unknown'`)), exists(stepThatIs(sql`'undecided'`)));
  return and(eq(runs.state, "running"), needed);
}

/** By the row itself: a Date would cut PostgreSQL's microseconds. */
function olderThan(id: string): SQL {
  return sql`(${runs.createdAt}, ${runs.id}) < (select r.created_at, r.id from runs r where r.id = ${id})`;
}

/** Values lie there as JSON text within JSON text, so what is looked for is written that way too. */
function holds(text: string): SQL | undefined {
  const like = (part: string) => `%${part.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const inJson = (part: string) => JSON.stringify(part).slice(1, -1);
  return or(
    ilike(runs.id, like(storableText(text))),
    ilike(playbooks.name, like(storableText(text))),
    ilike(runs.failure, like(inJson(text))),
    ilike(inbox.event, like(inJson(inJson(text)))),
  );
}

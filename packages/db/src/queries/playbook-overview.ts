import { and, arrayContains, count, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { playbooks, triggers, versions } from "../schema/playbooks.ts";
import { runs } from "../schema/runs.ts";
import { storableText } from "./storable-text.ts";

export interface OverviewFilter {
  /** In name, description, folder or tags; case does not count. */
  readonly text?: string | undefined;
  /** With the folders in it. */
  readonly folder?: string | undefined;
  readonly tag?: string | undefined;
  /** Those that are out of the way, and no others. */
  readonly archived: boolean;
  readonly enabled?: boolean | undefined;
  readonly limit: number;
  readonly offset: number;
}

export interface PlaybookOverview {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly folder: string;
  readonly tags: readonly string[];
  readonly archivedAt: Date | null;
  readonly enabled: boolean;
  readonly publishedVersion: number | null;
  /** As published; null before the first publish. */
  readonly trigger: string | null;
  /** Both as JSON text; null where they are the same text. */
  readonly differing: { readonly draft: string; readonly published: string | null } | null;
  readonly updatedAt: Date;
}

/** A page of the workspace's playbooks by name, and how many there are in all. */
export async function overviewPlaybooks(
  db: Database,
  workspaceId: string,
  filter: OverviewFilter,
): Promise<{ readonly items: readonly PlaybookOverview[]; readonly total: number }> {
  const where = and(
    eq(playbooks.workspaceId, workspaceId),
    isNull(playbooks.deletedAt),
    filter.enabled === undefined ? undefined : eq(playbooks.enabled, filter.enabled),
    filter.text === undefined ? undefined : contains(filter.text),
    filter.folder === undefined ? undefined : within(filter.folder),
    filter.tag === undefined ? undefined : arrayContains(playbooks.tags, [filter.tag]),
    filter.archived ? isNotNull(playbooks.archivedAt) : isNull(playbooks.archivedAt),
  );
  const published = and(
    eq(versions.playbookId, playbooks.id),
    eq(versions.version, playbooks.publishedVersion),
  );
  const differs = sql`${versions.graph} is distinct from ${playbooks.draft}`;
  const rows = await db
    .select({
      id: playbooks.id,
      name: playbooks.name,
      description: playbooks.description,
      folder: playbooks.folder,
      tags: playbooks.tags,
      archivedAt: playbooks.archivedAt,
      enabled: playbooks.enabled,
      publishedVersion: playbooks.publishedVersion,
      trigger: triggers.type,
      draft: sql<string | null>`case when ${differs} then ${playbooks.draft} end`,
      published: sql<string | null>`case when ${differs} then ${versions.graph} end`,
      updatedAt: playbooks.updatedAt,
    })
    .from(playbooks)
    .leftJoin(triggers, eq(triggers.playbookId, playbooks.id))
    .leftJoin(versions, published)
    .where(where)
    .orderBy(sql`lower(${playbooks.name})`, playbooks.id)
    .limit(filter.limit)
    .offset(filter.offset);
  const [counted] = await db.select({ total: count() }).from(playbooks).where(where);
  const items = rows.map(({ draft, published, ...row }) => ({
    ...row,
    differing: draft === null ? null : { draft, published },
  }));
  return { items, total: counted?.total ?? 0 };
}

export interface PlaybookActivity {
  readonly last: {
    readonly id: string;
    readonly state: typeof runs.$inferSelect.state;
    readonly at: Date;
  } | null;
  /** Accepted within the last 24 hours. */
  readonly runs: number;
  /** Of those: failed, stuck or lost. */
  readonly failures: number;
}

/** What has been going on, by playbook. */
export async function readPlaybookActivity(
  db: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PlaybookActivity>> {
  if (ids.length === 0) return new Map();
  const ofThese = and(eq(playbooks.workspaceId, workspaceId), inArray(playbooks.id, [...ids]));
  // One probe of the index a playbook, however many runs it has had.
  const latestRuns = db.select({ id: latestRun() }).from(playbooks).where(ofThese);
  const last = await db
    .select({ playbookId: runs.playbookId, id: runs.id, state: runs.state, at: runs.createdAt })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), inArray(runs.id, latestRuns)));
  const counts = await db
    .select({
      playbookId: runs.playbookId,
      runs: count(),
      failures: sql<number>`(count(*) filter (where ${runs.state} in ('failed', 'stuck', 'lost')))::int`,
    })
    .from(runs)
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        inArray(runs.playbookId, [...ids]),
        sql`${runs.createdAt} > now() - interval '24 hours'`,
      ),
    )
    .groupBy(runs.playbookId);
  return new Map(
    ids.map((id) => {
      const latest = last.find(({ playbookId }) => playbookId === id);
      const counted = counts.find(({ playbookId }) => playbookId === id);
      const activity = {
        last: latest === undefined ? null : { id: latest.id, state: latest.state, at: latest.at },
        runs: counted?.runs ?? 0,
        failures: counted?.failures ?? 0,
      };
      return [id, activity];
    }),
  );
}

function latestRun(): SQL<string> {
  return sql`(select latest.id from ${runs} latest where latest.playbook_id = playbooks.id order by latest.created_at desc limit 1)`;
}

function contains(text: string): SQL {
  const where = sql`concat_ws(' ', ${playbooks.name}, ${playbooks.description}, ${playbooks.folder}, array_to_string(${playbooks.tags}, ' '))`;
  return sql`strpos(lower(${where}), lower(${storableText(text)})) > 0`;
}

function within(folder: string): SQL {
  const path = storableText(folder);
  return sql`(${playbooks.folder} = ${path} or starts_with(${playbooks.folder}, ${`${path}/`}))`;
}

import { sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { scriptActions } from "../schema/actions.ts";
import { plans, playbooks, versions } from "../schema/playbooks.ts";
import { readableJson } from "./readable-json.ts";

/** A published playbook that runs an older version of a script than there is. */
export interface OlderScript {
  /** The script's name. */
  readonly script: string;
  readonly playbook: string;
  readonly runs: number;
  readonly newest: number;
}

/** Ordered by playbook. A playbook keeps the versions that it was published with. */
export async function listOlderScripts(
  db: Database,
  workspaceId: string,
  scripts: readonly string[],
): Promise<readonly OlderScript[]> {
  if (scripts.length === 0) return [];
  const names = sql.join(
    scripts.map((name) => sql`${name}`),
    sql`, `,
  );
  return db.execute<OlderScript & Record<string, unknown>>(sql`
    select a.name as script, p.name as playbook, min((step ->> 'version')::integer) as runs,
           a.current_version as newest
    from ${playbooks} p
    join ${versions} v on v.playbook_id = p.id and v.version = p.published_version
    join ${plans} on ${plans.hash} = v.plan_hash
    cross join lateral json_array_elements(${readableJson(plans.body)} -> 'steps') step
    join ${scriptActions} a on a.workspace_id = p.workspace_id
      and split_part(step ->> 'action', '.', 1) = 'script' and split_part(step ->> 'action', '.', 2) = a.name
    where p.workspace_id = ${workspaceId} and p.deleted_at is null and a.deleted_at is null and a.name in (${names})
    group by a.name, p.name, a.current_version
    having min((step ->> 'version')::integer) < a.current_version
    order by lower(p.name), a.name`);
}

/** A script that a published version runs in another version than the newest. */
export interface ChangedScript {
  /** The playbook's id. */
  readonly playbook: string;
  /** `script.<name>` */
  readonly action: string;
  readonly version: number;
  readonly newest: number;
}

export async function listChangedScripts(
  db: Database,
  workspaceId: string,
  playbookIds: readonly string[],
): Promise<readonly ChangedScript[]> {
  if (playbookIds.length === 0) return [];
  const ids = sql.join(
    playbookIds.map((id) => sql`${id}`),
    sql`, `,
  );
  return db.execute<ChangedScript & Record<string, unknown>>(sql`
    select distinct p.id as playbook, step ->> 'action' as action, (step ->> 'version')::integer as version,
           a.current_version as newest
    from ${playbooks} p
    join ${versions} v on v.playbook_id = p.id and v.version = p.published_version
    join ${plans} on ${plans.hash} = v.plan_hash
    cross join lateral json_array_elements(${readableJson(plans.body)} -> 'steps') step
    join ${scriptActions} a on a.workspace_id = p.workspace_id and 'script.' || a.name = step ->> 'action'
    where p.workspace_id = ${workspaceId} and p.id in (${ids}) and a.deleted_at is null
      and (step ->> 'version')::integer <> a.current_version
    order by p.id, action`);
}

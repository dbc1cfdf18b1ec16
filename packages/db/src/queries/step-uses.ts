import { sql } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { playbooks, versions } from "../schema/playbooks.ts";
import { readableJson } from "./readable-json.ts";

/** A step that names something of the workspace: a connector, an uploaded action. */
export interface StepUse {
  /** What the step names. */
  readonly ref: string;
  readonly playbook: { readonly id: string; readonly name: string };
  /** The published version it is in; null: the draft. */
  readonly version: number | null;
  readonly step: { readonly id: string; readonly name: string; readonly label: string | null };
}

type UseRow = Readonly<{
  playbook: string;
  name: string;
  version: number | null;
  ref: string;
  step: string;
  called: string | null;
  label: string | null;
}>;

/** Which steps name which connectors, in drafts and in what is published. */
export function listConnectorUses(db: Database, workspaceId: string): Promise<readonly StepUse[]> {
  return listUses(db, workspaceId, "connector");
}

/** Which steps call which actions, in drafts and in what is published. */
export function listActionUses(db: Database, workspaceId: string): Promise<readonly StepUse[]> {
  return listUses(db, workspaceId, "action");
}

/** What starts which playbooks, in drafts and as published. */
export function listTriggerUses(db: Database, workspaceId: string): Promise<readonly StepUse[]> {
  return listUses(db, workspaceId, "trigger");
}

async function listUses(
  db: Database,
  workspaceId: string,
  field: "connector" | "action" | "trigger",
): Promise<readonly StepUse[]> {
  const rows = await db.execute<UseRow>(sql`
    select drawn.playbook, drawn.name, drawn.version, (node -> ${field})::text as ref,
      (node -> 'id')::text as step, (node -> 'name')::text as called, (node -> 'label')::text as label
    from (
      select id as playbook, name, null::integer as version, draft as graph from ${playbooks}
      where workspace_id = ${workspaceId} and deleted_at is null
      union all
      select p.id, p.name, v.version, v.graph from ${playbooks} p
      join ${versions} v on v.playbook_id = p.id and v.version = p.published_version
      where p.workspace_id = ${workspaceId} and p.deleted_at is null
    ) drawn
    cross join lateral json_array_elements(${readableJson(sql`drawn.graph`)} -> 'nodes') node
    where node -> ${field} is not null
    order by lower(drawn.name), drawn.playbook, drawn.version nulls first`);
  return rows.map(toUse).filter(({ ref }) => ref !== "");
}

function toUse({ playbook, name, version, ref, step, called, label }: UseRow): StepUse {
  return {
    ref: word(ref) ?? "",
    playbook: { id: playbook, name },
    version,
    step: { id: word(step) ?? "", name: word(called) ?? "", label: word(label) },
  };
}

function word(json: string | null): string | null {
  const value: unknown = json === null ? null : JSON.parse(json);
  return typeof value === "string" ? value : null;
}

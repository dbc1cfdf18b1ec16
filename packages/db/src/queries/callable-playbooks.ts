import { and, asc, eq, isNull } from "drizzle-orm";
import type { Database } from "../connect.ts";
import { playbooks, triggers, versions } from "../schema/playbooks.ts";

/** A playbook as others see it: what is published of it. */
export interface CallableRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly publishedVersion: number | null;
  /** Null before the first publish, as all that follows. */
  readonly trigger: string | null;
  /** JSON texts. */
  readonly config: string | null;
  readonly gives: string | null;
  readonly calls: string | null;
}

/** Every playbook of the workspace, by name. */
export async function listCallable(db: Database, workspaceId: string): Promise<readonly CallableRow[]> {
  const published = and(
    eq(versions.playbookId, playbooks.id),
    eq(versions.version, playbooks.publishedVersion),
  );
  return db
    .select({
      id: playbooks.id,
      name: playbooks.name,
      description: playbooks.description,
      enabled: playbooks.enabled,
      publishedVersion: playbooks.publishedVersion,
      trigger: triggers.type,
      config: triggers.config,
      gives: versions.gives,
      calls: versions.calls,
    })
    .from(playbooks)
    .leftJoin(triggers, eq(triggers.playbookId, playbooks.id))
    .leftJoin(versions, published)
    .where(and(eq(playbooks.workspaceId, workspaceId), isNull(playbooks.deletedAt)))
    .orderBy(asc(playbooks.name));
}

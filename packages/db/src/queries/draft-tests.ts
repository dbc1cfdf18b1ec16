import type { Payload } from "@riposte/plan";
import { and, eq } from "drizzle-orm";
import type { Sql } from "postgres";
import type { Database } from "../connect.ts";
import { draftTests } from "../schema/drafts.ts";
import { runs } from "../schema/runs.ts";

/** The version of a run that tries a draft; versions count from 1. */
export const TEST_VERSION = 0;

export interface DraftTest {
  readonly runId: string;
  readonly workspaceId: string;
  readonly playbookId: string;
  /** The draft's, and its graph as JSON text. */
  readonly revision: number;
  readonly graph: string;
  readonly planHash: string;
  /** Where it is a reference, its text has to lie in the blob store by now. */
  readonly event: Payload;
  readonly simulate: boolean;
  /** SHA-256 (hex) of the event. */
  readonly bodyHash: string;
}

/** A run of a draft, as any other from here on; also of a playbook that is off. False: the playbook is gone. */
export async function acceptTest(sql: Sql, test: DraftTest): Promise<boolean> {
  const accepted = await sql`
    with seat as (
      insert into inbox (id, workspace_id, playbook_id, plan_hash, version, event, simulate,
                         dedupe_scope, dedupe_key, body_hash)
      select ${test.runId}, p.workspace_id, p.id, ${test.planHash}, ${TEST_VERSION}::integer,
             ${JSON.stringify(test.event)}, ${test.simulate}, 'test:' || p.id, ${test.runId}, ${test.bodyHash}
      from playbooks p
      where p.id = ${test.playbookId} and p.workspace_id = ${test.workspaceId} and p.deleted_at is null
      returning id, workspace_id, playbook_id, version, plan_hash
    ), run as (
      insert into runs (id, workspace_id, playbook_id, version, plan_hash, state)
      select id, workspace_id, playbook_id, version, plan_hash, 'queued' from seat
    ), tried as (
      insert into draft_tests (run_id, revision, graph)
      select id, ${test.revision}::integer, ${test.graph} from seat
    )
    select id, pg_notify('inbox', id) from seat`;
  return accepted.length === 1;
}

/** The draft that a run tried; null for the run of a version. */
export async function findTestedDraft(
  db: Database,
  workspaceId: string,
  runId: string,
): Promise<{ readonly revision: number; readonly graph: string } | null> {
  const [row] = await db
    .select({ revision: draftTests.revision, graph: draftTests.graph })
    .from(draftTests)
    .innerJoin(runs, eq(runs.id, draftTests.runId))
    .where(and(eq(runs.workspaceId, workspaceId), eq(draftTests.runId, runId)));
  return row ?? null;
}

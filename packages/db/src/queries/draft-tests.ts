import type { Payload } from "@riposte/plan";
import { and, eq } from "drizzle-orm";
import type { Sql } from "postgres";
import type { Database } from "../connect.ts";
import { draftTests } from "../schema/drafts.ts";
import { runs } from "../schema/runs.ts";

/** The version of a run that tries a draft; versions count from 1. */
export const TEST_VERSION = 0;

/** How much of a draft a test runs; `step` is an id. */
export type TestReach =
  | { readonly kind: "all" }
  | { readonly kind: "up_to"; readonly step: string }
  | { readonly kind: "one"; readonly step: string };

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
  readonly reach: TestReach;
  /** What stands in for steps or is taken over, as JSON text; null: nothing. */
  readonly recorded: string | null;
  /** Where it stands, as JSON text; null: nowhere. */
  readonly breakpoints: string | null;
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
      insert into draft_tests (run_id, revision, graph, reach, step, recorded, breakpoints)
      select id, ${test.revision}::integer, ${test.graph}, ${test.reach.kind},
             ${"step" in test.reach ? test.reach.step : null}::text, ${test.recorded},
             ${test.breakpoints} from seat
    )
    select id, pg_notify('inbox', id) from seat`;
  return accepted.length === 1;
}

type TestedDraft = typeof draftTests.$inferSelect;

/** The draft that a run tried; null for the run of a version. */
export async function findTestedDraft(
  db: Database,
  workspaceId: string,
  runId: string,
): Promise<Pick<TestedDraft, "revision" | "graph" | "reach" | "step"> | null> {
  const [row] = await db
    .select({
      revision: draftTests.revision,
      graph: draftTests.graph,
      reach: draftTests.reach,
      step: draftTests.step,
    })
    .from(draftTests)
    .innerJoin(runs, eq(runs.id, draftTests.runId))
    .where(and(eq(runs.workspaceId, workspaceId), eq(draftTests.runId, runId)));
  return row ?? null;
}

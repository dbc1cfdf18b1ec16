import { TEST_VERSION } from "@riposte/db";
import type { PlaybookRow } from "@riposte/db";
import { serializePlan } from "@riposte/plan";
import type { Plan } from "@riposte/plan";
import type { Context } from "../context.ts";
import { sha256 } from "../hooks/sha256.ts";
import { allows, PERMISSIONS } from "../permissions.ts";
import { compileGraph, requirePlan } from "../playbooks/compile-graph.ts";
import { readDraft } from "../playbooks/read-draft.ts";
import { refuseMoved } from "../playbooks/refuse-moved.ts";
import { UserError } from "../user-error.ts";

/** A draft as it would run now. */
export interface DraftToRun {
  readonly version: typeof TEST_VERSION;
  readonly plan: Plan;
  /** Of the plan's text, and so its name once it is stored. */
  readonly planHash: string;
  readonly planText: string;
  readonly revision: number;
  /** The graph as JSON text. */
  readonly graph: string;
}

/** @throws UserError for who may not change the draft, where it has moved on, and where it does not compile. */
export async function draftToRun(
  ctx: Context,
  playbook: PlaybookRow,
  revision: number | undefined,
): Promise<DraftToRun> {
  if (!allows(ctx.actor.role, "playbooks.write")) {
    const message = `Trying a draft needs the role ${PERMISSIONS["playbooks.write"]}. Rerun a version instead.`;
    throw new UserError("forbidden", message, { field: "on" });
  }
  refuseMoved(playbook, revision);
  const { id, name, draft: graph, draftRevision } = playbook;
  const draft = { id, name, graph: readDraft(graph) };
  const { plan } = await requirePlan(ctx, draft, await compileGraph(ctx, draft), "tested");
  const planText = serializePlan(plan);
  const planHash = sha256(planText);
  return { version: TEST_VERSION, plan, planHash, planText, revision: draftRevision, graph };
}

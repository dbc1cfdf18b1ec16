import { findTestedDraft, findVersionOfPlan, getPlan } from "@riposte/db";
import type { Database, RunRow } from "@riposte/db";
import { graph as graphSchema, withPlacesInBounds } from "@riposte/plan";
import type { Graph, Plan } from "@riposte/plan";
import { graphOfPlan } from "./graph-of-plan.ts";

interface GraphOfRun {
  readonly graph: Graph;
  readonly isVersion: boolean;
  /** How much of a draft was tried, and up to which step or which alone; null for the run of a version. */
  readonly tested: { readonly reach: "all" | "up_to" | "one"; readonly step: string | null } | null;
}

/** What ran: a version, or a draft that was tried. A drawing that is gone is made anew from the plan. */
export async function graphOfRun(
  db: Database,
  workspaceId: string,
  { id, playbookId, version, planHash }: RunRow,
): Promise<GraphOfRun> {
  const draft = await findTestedDraft(db, workspaceId, id);
  const tested = draft === null ? null : { reach: draft.reach, step: draft.step };
  const isVersion = draft === null;
  const text = draft?.graph ?? (await findVersionOfPlan(db, workspaceId, { playbookId, version, planHash }));
  const drawn = text === null ? null : graphSchema.safeParse(withPlacesInBounds(JSON.parse(text)));
  if (drawn?.success === true) return { graph: drawn.data, isVersion, tested };
  const plan = await getPlan(db, planHash);
  if (plan === null) return { graph: { schema: 1, nodes: [], edges: [] }, isVersion, tested };
  return { graph: graphOfPlan(JSON.parse(plan) as Plan), isVersion, tested };
}

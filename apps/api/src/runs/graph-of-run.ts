import { findVersionOfPlan, getPlan } from "@riposte/db";
import type { Database, RunRow } from "@riposte/db";
import { graph as graphSchema } from "@riposte/plan";
import type { Graph, Plan } from "@riposte/plan";
import { graphOfPlan } from "./graph-of-plan.ts";

/** `isVersion`: it is the drawing of the version that ran. A draft that was tried is drawn from its plan. */
export async function graphOfRun(
  db: Database,
  workspaceId: string,
  { playbookId, version, planHash }: RunRow,
): Promise<{ readonly graph: Graph; readonly isVersion: boolean }> {
  const text = await findVersionOfPlan(db, workspaceId, { playbookId, version, planHash });
  const drawn = text === null ? null : graphSchema.safeParse(JSON.parse(text));
  if (drawn?.success === true) return { graph: drawn.data, isVersion: true };
  const plan = await getPlan(db, planHash);
  if (plan === null) return { graph: { schema: 1, nodes: [], edges: [] }, isVersion: false };
  return { graph: graphOfPlan(JSON.parse(plan) as Plan), isVersion: false };
}

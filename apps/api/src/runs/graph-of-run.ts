import { findTestedDraft, findVersionOfPlan, getPlan } from "@riposte/db";
import type { Database, RunRow } from "@riposte/db";
import { graph as graphSchema, withPlacesInBounds } from "@riposte/plan";
import type { Graph, Plan } from "@riposte/plan";
import { graphOfPlan } from "./graph-of-plan.ts";

/** What ran: a version, or a draft that was tried. A drawing that is gone is made anew from the plan. */
export async function graphOfRun(
  db: Database,
  workspaceId: string,
  { id, playbookId, version, planHash }: RunRow,
): Promise<{ readonly graph: Graph; readonly isVersion: boolean }> {
  const tested = await findTestedDraft(db, workspaceId, id);
  const isVersion = tested === null;
  const text = tested?.graph ?? (await findVersionOfPlan(db, workspaceId, { playbookId, version, planHash }));
  const drawn = text === null ? null : graphSchema.safeParse(withPlacesInBounds(JSON.parse(text)));
  if (drawn?.success === true) return { graph: drawn.data, isVersion };
  const plan = await getPlan(db, planHash);
  if (plan === null) return { graph: { schema: 1, nodes: [], edges: [] }, isVersion };
  return { graph: graphOfPlan(JSON.parse(plan) as Plan), isVersion };
}

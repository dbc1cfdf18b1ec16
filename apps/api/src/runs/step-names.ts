import { getPlan } from "@riposte/db";
import type { Database } from "@riposte/db";
import type { Plan, PlanStep } from "@riposte/plan";

export interface PlannedSteps {
  /** Null where the plan is gone. */
  readonly plan: Plan | null;
  /** Its type: `webhook`. */
  readonly trigger: string | null;
  readonly byId: ReadonlyMap<string, PlanStep>;
  /** Id of the step that `ref` (an id or a name) means. */
  readonly idOf: (ref: string) => string | null;
}

export async function plannedSteps(db: Database, planHash: string): Promise<PlannedSteps> {
  const body = await getPlan(db, planHash);
  const plan = body === null ? null : (JSON.parse(body) as Plan);
  const steps = plan?.steps ?? [];
  const byId = new Map(steps.map((step) => [step.id, step]));
  return {
    plan,
    trigger: plan?.trigger.type ?? null,
    byId,
    idOf: (ref) => byId.get(ref)?.id ?? steps.find((step) => step.name === ref)?.id ?? null,
  };
}

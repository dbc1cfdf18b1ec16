import type { Plan } from "./plan.ts";
import { planSchema } from "./plan-schema.ts";
import { refuseUnknownPlan } from "./plan-versions.ts";

/**
 * The text a plan is hashed and stored as: our own keys in the order of the schema, the author's as written. It begins
 * with `{"ir":1,"semantics":1,` whatever else changes: the database reads both out of it (`plans.ir`).
 */
export function serializePlan(plan: Plan): string {
  return JSON.stringify(planSchema.parse(plan));
}

/**
 * For a text that `serializePlan` wrote and whose hash was verified, and so without the schema: it runs in
 * the workflow sandbox, where zod cannot (it extends its objects late, and there they are frozen).
 * @throws UnknownPlan where it was made for another engine.
 */
export function parsePlan(text: string): Plan {
  const plan = JSON.parse(text) as Plan;
  refuseUnknownPlan(plan);
  return plan;
}

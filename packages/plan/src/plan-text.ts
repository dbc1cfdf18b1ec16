import type { Plan } from "./plan.ts";
import { planSchema } from "./plan-schema.ts";

/** The text a plan is hashed and stored as: our own keys in the order of the schema, the author's as written. */
export function serializePlan(plan: Plan): string {
  return JSON.stringify(planSchema.parse(plan));
}

/**
 * For a text that `serializePlan` wrote and whose hash was verified, and so without the schema: it runs in
 * the workflow sandbox, where zod cannot (it extends its objects late, and there they are frozen). Throws
 * where the plan was made for another engine.
 */
export function parsePlan(text: string): Plan {
  const plan = JSON.parse(text) as Plan;
  if (plan.ir !== 1 || plan.semantics !== 1) {
    throw new Error(
      `This plan was made for ir ${String(plan.ir)} and semantics ${String(plan.semantics)}; ` +
        "this version of Riposte knows ir 1 and semantics 1. Publish the playbook again with a version that fits.",
    );
  }
  return plan;
}

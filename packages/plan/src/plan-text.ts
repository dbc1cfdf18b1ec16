import { isRecord } from "./json.ts";
import type { Plan } from "./plan.ts";
import { planSchema } from "./plan-schema.ts";

/** The text a plan is hashed and stored as: our own keys in the order of the schema, the author's as written. */
export function serializePlan(plan: Plan): string {
  return JSON.stringify(planSchema.parse(plan));
}

/** Throws where the text is no plan, or one for another engine. */
export function parsePlan(text: string): Plan {
  const value: unknown = JSON.parse(text);
  if (isRecord(value) && (value["ir"] !== 1 || value["semantics"] !== 1)) {
    throw new Error(
      `This plan was made for ir ${String(value["ir"])} and semantics ${String(value["semantics"])}; ` +
        "this version of Riposte knows ir 1 and semantics 1. Publish the playbook again with a version that fits.",
    );
  }
  return planSchema.parse(value);
}

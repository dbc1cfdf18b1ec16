import type { Failure } from "../failure.ts";
import type { Payload } from "../payload.ts";
import { isBlob } from "../payload.ts";
import type { ActionStep } from "../plan.ts";
import { schemaMismatch } from "./schema-mismatch.ts";

/**
 * What is wrong with the arguments that a script is about to be called with, by its schema; null: nothing. Plans from
 * before scripts brought their schemas along are not held against any, nor is what is too large to lie in the run.
 */
export function checkArguments({ script, action, label }: ActionStep, input: Payload): Failure | null {
  const schema = script?.arguments ?? null;
  if (schema === null || isBlob(input)) return null;
  return schemaMismatch(schema, input.json, {
    called: action,
    before: `Step "${label}" was not called.`,
    advice: "Change what the step gives it, or the script's arguments.",
  });
}

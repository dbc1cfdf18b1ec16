import { inPlainWords, quotedIn } from "../compile/plain-words.ts";
import { faultsOfGiven } from "../compile/left-out.ts";
import type { SchemaFault } from "../compile/schema-faults.ts";
import type { Failure } from "../failure.ts";
import type { Payload } from "../payload.ts";
import { isBlob } from "../payload.ts";
import type { ActionStep, JsonValue } from "../plan.ts";
import { joinPath } from "../render/tree.ts";

/**
 * What is wrong with the arguments that a script is about to be called with, by its schema; null: nothing. Plans from
 * before scripts brought their schemas along are not held against any, nor is what is too large to lie in the run.
 */
export function checkArguments(step: ActionStep, input: Payload): Failure | null {
  const schema = step.script?.arguments ?? null;
  if (schema === null || isBlob(input)) return null;
  const value = JSON.parse(input.json) as JsonValue;
  // A template that finds nothing yields null: what may be left out counts as left out then.
  const faults = faultsOfGiven(schema, value, [null]);
  if (typeof faults === "string") {
    return badArguments(step, `The schema of the arguments of ${step.action} cannot be used: ${faults}`, "");
  }
  const [first] = faults;
  return first === undefined ? null : describe(step, first, value);
}

function describe(step: ActionStep, fault: SchemaFault, root: JsonValue): Failure {
  const missing = fault.keyword === "required" ? quotedIn(fault.text) : [];
  const path = [...fault.path, ...missing].reduce(joinPath, "");
  if (fault.keyword === "required")
    return badArguments(step, `${step.action} needs the argument "${path}".`, path);
  if (fault.keyword === "closed")
    return badArguments(step, `${step.action} has no argument "${path}".`, path);
  const is = typeWords(valueAt(root, fault.path));
  const message = `The argument "${path}" of ${step.action} ${inPlainWords(fault)}; what the step gives it is ${is}.`;
  return badArguments(step, message, path);
}

function badArguments({ label }: ActionStep, what: string, path: string): Failure {
  const message = `Step "${label}" was not called. ${what} Change what the step gives it, or the script's arguments.`;
  const field = path === "" ? "arguments" : joinPath("arguments", path);
  return { code: "bad_arguments", message, retryable: false, field };
}

function valueAt(root: JsonValue, path: readonly string[]): unknown {
  let value: unknown = root;
  for (const key of path) value = (value as Record<string, unknown> | null)?.[key];
  return value;
}

/** Never the value itself: it may be private, and a failure is shown where values are not. */
function typeWords(value: unknown): string {
  if (value === null || value === undefined) return "nothing (null)";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return value === "" ? "an empty text" : "a text";
  return typeof value === "object" ? "an object" : `a ${typeof value === "boolean" ? "yes or no" : "number"}`;
}

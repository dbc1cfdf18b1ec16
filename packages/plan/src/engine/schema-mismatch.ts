import { faultsOfGiven } from "../compile/left-out.ts";
import { inPlainWords, quotedIn } from "../compile/plain-words.ts";
import type { SchemaFault } from "../compile/schema-faults.ts";
import type { Failure } from "../failure.ts";
import type { JsonObject, JsonValue } from "../plan.ts";
import { joinPath } from "../render/tree.ts";

/** Who was to be called, and what a person can do about it. */
interface Callee {
  readonly called: string;
  /** The beginning of the message: what did not happen. */
  readonly before: string;
  readonly advice: string;
}

/** What is wrong with arguments, as JSON text, by the schema of who was to get them; null: nothing. */
export function schemaMismatch(schema: JsonObject, text: string, callee: Callee): Failure | null {
  const value = JSON.parse(text) as JsonValue;
  // A template that finds nothing yields null: what may be left out counts as left out then.
  const faults = faultsOfGiven(schema, value, [null]);
  if (typeof faults === "string") {
    const what = `The schema of the arguments of ${callee.called} cannot be used: ${faults}`;
    return badArguments(callee, what, "");
  }
  const [first] = faults;
  return first === undefined ? null : describe(callee, first, value);
}

function describe(callee: Callee, fault: SchemaFault, root: JsonValue): Failure {
  const { called } = callee;
  const missing = fault.keyword === "required" ? quotedIn(fault.text) : [];
  const path = [...fault.path, ...missing].reduce(joinPath, "");
  if (fault.keyword === "required")
    return badArguments(callee, `${called} needs the argument "${path}".`, path);
  if (fault.keyword === "closed") return badArguments(callee, `${called} has no argument "${path}".`, path);
  const is = typeWords(valueAt(root, fault.path));
  const message = `The argument "${path}" of ${called} ${inPlainWords(fault)}; what the step gives it is ${is}.`;
  return badArguments(callee, message, path);
}

function badArguments({ before, advice }: Callee, what: string, path: string): Failure {
  const field = path === "" ? "arguments" : joinPath("arguments", path);
  return { code: "bad_arguments", message: `${before} ${what} ${advice}`, retryable: false, field };
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

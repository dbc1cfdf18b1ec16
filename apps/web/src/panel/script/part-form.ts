import type { JsonObject } from "@riposte/plan";
import { formOf } from "@riposte/signature";
import type { ScriptPart } from "./script-draft.ts";

/** What a step with the script asks for, as it is typed; `why` where it cannot be told yet. */
export interface PartForm {
  readonly arguments: JsonObject | null;
  readonly result: JsonObject | null;
  readonly why: string | null;
}

export function formOfPart({ form, entry, source, arguments: asked, result }: ScriptPart): PartForm {
  if (form === "schema")
    return { arguments: read(asked), result: read(result), why: read(asked) === null ? HALF_WRITTEN : null };
  if (entry === "plain") return nothing("A plain script has no signature: write a JSON Schema.");
  const found = formOf(source);
  return found.ok ? { arguments: found.arguments, result: found.result, why: null } : nothing(found.why);
}

const HALF_WRITTEN = "The JSON Schema of the arguments cannot be read yet.";

function nothing(why: string): PartForm {
  return { arguments: null, result: null, why };
}

function read(text: string): JsonObject | null {
  try {
    const schema: unknown = JSON.parse(text);
    const isObject = typeof schema === "object" && schema !== null && !Array.isArray(schema);
    return isObject ? (schema as JsonObject) : null;
  } catch {
    return null;
  }
}

import type { JsonObject, JsonValue } from "../plan.ts";
import { joinPath } from "../render/tree.ts";
import { inPlainWords } from "./plain-words.ts";
import { schemaFaults } from "./schema-faults.ts";

export interface ValueFault {
  /** Empty for the value as a whole. */
  readonly path: string;
  /** The rest of a sentence that begins with what stands at the path. */
  readonly text: string;
}

/** What keeps a value from being what a schema says; a schema that cannot be used says nothing. */
export function valueFaults(schema: JsonObject, value: JsonValue): readonly ValueFault[] {
  const faults = schemaFaults(schema, value);
  if (typeof faults === "string") return [];
  return faults.map((fault) => ({ path: fault.path.reduce(joinPath, ""), text: inPlainWords(fault) }));
}

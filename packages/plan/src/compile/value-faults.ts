import type { JsonObject, JsonValue } from "../plan.ts";
import { joinPath } from "../render/tree.ts";
import { inPlainWords, quotedIn } from "./plain-words.ts";
import { schemaFaults } from "./schema-faults.ts";
import type { SchemaFault } from "./schema-faults.ts";

export interface ValueFault {
  /** Empty for the value as a whole. */
  readonly path: string;
  /** The rest of a sentence that begins with what stands, or is missing, at the path. */
  readonly text: string;
}

/** All that keeps a value from being what a schema says; a schema that cannot be used says nothing. */
export function valueFaults(schema: JsonObject, value: JsonValue): readonly ValueFault[] {
  const faults = schemaFaults(schema, value);
  return typeof faults === "string" ? [] : faults.map(toValueFault);
}

function toValueFault(fault: SchemaFault): ValueFault {
  const { keyword, path, text } = fault;
  const missing = keyword === "required" ? quotedIn(text) : [];
  return { path: [...path, ...missing].reduce(joinPath, ""), text: wordsFor(fault) };
}

function wordsFor(fault: SchemaFault): string {
  if (fault.keyword === "required") return "is missing";
  if (fault.keyword === "closed") return "is nothing that belongs there";
  return inPlainWords(fault);
}

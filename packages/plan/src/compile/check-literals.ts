import { isTemplate } from "@riposte/template";
import type { Diagnostic } from "./diagnostic.ts";
import { error } from "./diagnostic.ts";
import { didYouMean } from "./did-you-mean.ts";
import { isRecord } from "../json.ts";
import type { JsonObject, JsonValue } from "../plan.ts";
import { faultsOfGiven } from "./left-out.ts";
import { joinPath } from "../render/tree.ts";
import { plainOf } from "../tree-data.ts";
import { inPlainWords, quotedIn } from "./plain-words.ts";
import type { SchemaFault } from "./schema-faults.ts";

/** Whose values are checked: `noun` is what one of them is called, `argument` or `setting`. */
export interface Subject {
  readonly node: string;
  readonly field: string;
  readonly name: string;
  readonly noun: string;
  /** What is as good as left out where it may be. */
  readonly empties: readonly (null | "")[];
}

/**
 * Written-out values against their JSON Schema. What a template will yield nobody knows yet, so faults at
 * a template, and choices (`anyOf`, `oneOf`, `not`, …) over something that holds one, are passed over.
 */
export function checkLiterals(subject: Subject, schema: JsonObject, tree: JsonObject): Diagnostic[] {
  const value = plainOf(tree);
  const faults = faultsOfGiven(schema, value, subject.empties);
  if (typeof faults === "string") {
    const message = `The schema of "${subject.name}" cannot be used: ${faults}`;
    return [error({ code: "broken_schema", message, node: subject.node, field: subject.field })];
  }
  return faults.filter((fault) => isCertain(fault, value)).map((fault) => describe(subject, schema, fault));
}

const CHOICES = new Set([
  "anyOf",
  "oneOf",
  "not",
  "if",
  "contains",
  "minContains",
  "maxContains",
  "uniqueItems",
]);

function isCertain(fault: SchemaFault, root: JsonValue): boolean {
  const value = valueAt(root, fault.path);
  if (typeof value === "string" && isTemplate(value)) return false;
  return !(CHOICES.has(fault.keyword) && holdsTemplate(value));
}

function valueAt(root: JsonValue, path: readonly string[]): JsonValue | undefined {
  let value: unknown = root;
  for (const key of path) {
    if (!(isRecord(value) || Array.isArray(value)) || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value as JsonValue;
}

function holdsTemplate(value: JsonValue | undefined): boolean {
  if (typeof value === "string") return isTemplate(value);
  if (value === null || typeof value !== "object") return false;
  return Object.values(value).some(holdsTemplate);
}

function describe(subject: Subject, schema: JsonObject, fault: SchemaFault): Diagnostic {
  const missing = fault.keyword === "required" ? quotedIn(fault.text) : [];
  const field = [...fault.path, ...missing].reduce(joinPath, subject.field);
  const known = Object.keys(isRecord(schema["properties"]) ? schema["properties"] : {});
  const node = { node: subject.node, field };
  const label = field.slice(subject.field.length + 1);
  const { name, noun } = subject;
  if (fault.keyword === "required") {
    const message = `"${name}" needs the ${noun} "${label}".`;
    return error({ code: "missing_argument", message, ...node, hint: "Fill it in." });
  }
  if (fault.keyword === "closed") {
    const message = `"${name}" has no ${noun} "${label}".`;
    const near = fault.path.length === 1 ? didYouMean(label, known) : {};
    return error({ code: "unknown_argument", message, ...node, ...near });
  }
  const message = `The ${noun} "${label}" of "${name}" ${inPlainWords(fault)}.`;
  return error({ code: "wrong_argument", message, ...node });
}

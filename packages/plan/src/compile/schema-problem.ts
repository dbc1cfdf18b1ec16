import { isRecord } from "../json.ts";
import type { JsonObject } from "../plan.ts";
import { lookUp, pointerParts } from "./json-pointer.ts";
import { schemaFaults } from "./schema-faults.ts";
import { schemaPattern } from "./schema-pattern.ts";

/** Why no value can be checked against this JSON Schema, in a sentence; null where it can be used. */
export function schemaProblem(schema: JsonObject): string | null {
  try {
    walk(schema, schema);
  } catch (problem) {
    if (problem instanceof Error) return problem.message;
    throw problem;
  }
  const faults = schemaFaults(schema, {});
  return typeof faults === "string" ? faults : null;
}

/** What stands in these are values, not schemas. */
const VALUES = new Set(["const", "default", "enum", "example", "examples"]);

function walk(root: JsonObject, part: unknown): void {
  if (Array.isArray(part)) {
    for (const item of part) walk(root, item);
  } else if (isRecord(part)) {
    for (const [key, inner] of Object.entries(part)) check(root, key, inner);
  }
}

function check(root: JsonObject, key: string, inner: unknown): void {
  if (VALUES.has(key)) return;
  if (key === "pattern" && typeof inner === "string") schemaPattern(inner);
  if (key === "patternProperties" && isRecord(inner))
    for (const pattern of Object.keys(inner)) schemaPattern(pattern);
  if (key === "$ref" && typeof inner === "string" && !isThere(root, inner))
    throw new Error(
      `"$ref": ${JSON.stringify(inner)} leads nowhere: it must lead into this schema, like "#/$defs/name".`,
    );
  walk(root, inner);
}

function isThere(root: JsonObject, ref: string): boolean {
  if (ref === "#") return true;
  if (!ref.startsWith("#")) return false;
  if (!ref.startsWith("#/")) return isAnchor(root, ref.slice(1));
  const at = lookUp(root, pointerParts(ref));
  return isRecord(at) || typeof at === "boolean";
}

function isAnchor(part: unknown, name: string): boolean {
  if (Array.isArray(part)) return part.some((item) => isAnchor(item, name));
  if (!isRecord(part)) return false;
  return part["$anchor"] === name || Object.values(part).some((inner) => isAnchor(inner, name));
}

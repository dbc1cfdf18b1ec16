import type { JsonObject, JsonValue } from "@riposte/plan";

const LONGEST_CHAIN = 10;

/** The schema itself, behind `$ref`s within its root; anything goes where there is none. */
export function resolve(schema: JsonValue | undefined, root: JsonObject): JsonObject {
  let found = schema;
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    if (!isObject(found)) return {};
    const reference = found["$ref"];
    if (typeof reference !== "string") return found;
    const { $ref: _followed, ...beside } = found;
    const target = pointed(root, reference);
    found = isObject(target) ? { ...target, ...beside } : {};
  }
  return {};
}

function pointed(root: JsonObject, reference: string): JsonValue | undefined {
  if (!reference.startsWith("#")) return undefined;
  const keys = reference
    .slice(1)
    .split("/")
    .slice(1)
    .map((key) => decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~"));
  let found: JsonValue | undefined = root;
  for (const key of keys) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as JsonObject)[key];
  }
  return found;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

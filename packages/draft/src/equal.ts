import type { JsonValue } from "@riposte/plan";

/** Equal as JSON: the order of keys says nothing. */
export function equal(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, at) => equal(item, b[at]))
    );
  }
  const [x, y] = [a, b] as Readonly<Record<string, JsonValue>>[];
  if (x === undefined || y === undefined) return false;
  const keys = Object.keys(x).filter((key) => x[key] !== undefined);
  const others = Object.keys(y).filter((key) => y[key] !== undefined);
  return keys.length === others.length && keys.every((key) => Object.hasOwn(y, key) && equal(x[key], y[key]));
}

import type { z } from "zod";

/**
 * What is empty where nothing empty fits: null, and "" where a text was asked for. A template that finds nothing
 * yields these, so whoever may leave the value out has done so; whoever may not is told that it is empty.
 */
export function emptyPlaces(root: unknown, issues: readonly z.core.$ZodIssue[]): PropertyKey[][] {
  return issues.flatMap((issue) => {
    const { path } = issue;
    const around = valueAt(root, path.slice(0, -1));
    const isEntry =
      path.length > 0 && typeof around === "object" && around !== null && !Array.isArray(around);
    const value = valueAt(root, path);
    return isEntry && (value === null || (value === "" && asksForText(issue))) ? [path] : [];
  });
}

function asksForText(issue: z.core.$ZodIssue): boolean {
  if (issue.code === "invalid_union") return issue.errors.some((form) => form.some(asksForText));
  if (issue.code === "too_small") return issue.origin === "string";
  if (issue.code === "invalid_value") return issue.values.some((value) => typeof value === "string");
  return issue.code === "invalid_format";
}

/** The value without what stands at these places; nothing is changed in place. */
export function without(value: unknown, places: readonly (readonly PropertyKey[])[]): unknown {
  if (places.length === 0) return value;
  const below = Map.groupBy(places, ([key]) => String(key));
  const kept = (key: string, item: unknown) =>
    without(
      item,
      (below.get(key) ?? []).map((place) => place.slice(1)),
    );
  if (Array.isArray(value)) return value.map((item, at) => kept(String(at), item));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key]) => !(below.get(key) ?? []).some((place) => place.length === 1),
  );
  return Object.fromEntries(entries.map(([key, item]) => [key, below.has(key) ? kept(key, item) : item]));
}

export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, key)
        ? (at as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined,
    value,
  );
}

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

export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, key)
        ? (at as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined,
    value,
  );
}

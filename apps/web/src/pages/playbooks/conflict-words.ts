import type { Operation } from "@riposte/draft";

/** What one of two did where they disagree; the value, where it is about one, also where that came with a whole step. */
export function wantedWords(operation: Operation, other: Operation): string {
  const field = other.op === "set" ? other.field : null;
  switch (operation.op) {
    case "set":
      return other.op === "remove_node"
        ? `kept the step, with ${valueWords(operation.value)}`
        : valueWords(within(operation, field));
    case "remove_node":
      return "deleted the step";
    case "add_node":
      return field === null
        ? "added the step"
        : `brought the step back, with ${valueWords(valueAt(operation.node, field))}`;
    case "move":
      return "moved it";
    case "add_edge":
      return "connected it";
    case "remove_edge":
      return "disconnected it";
  }
}

/** Where the other one changed only a part of the value, that part. */
function within({ field, value }: Extract<Operation, { op: "set" }>, part: Path | null): unknown {
  const isPart = part !== null && part.length > field.length && field.every((key, at) => key === part[at]);
  return isPart ? valueAt(value, part.slice(field.length)) : value;
}

type Path = readonly (string | number)[];

function valueAt(container: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined),
    container,
  );
}

function valueWords(value: unknown): string {
  if (value === undefined) return "took it away";
  if (value === "") return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
}

import type { Conflict } from "./conflicts.ts";
import { conflictsBetween } from "./conflicts.ts";
import { edgeKey } from "./edge-key.ts";
import type { Operation } from "./operation.ts";

export interface Rebased {
  /** Mine as they are done after theirs: without those that theirs have done already or made pointless. */
  readonly operations: readonly Operation[];
  /** When there are any, the operations do not count. */
  readonly conflicts: readonly Conflict[];
}

/** Both were made on the same graph; theirs came first. */
export function rebase(mine: readonly Operation[], theirs: readonly Operation[]): Rebased {
  const conflicts = conflictsBetween(mine, theirs);
  const gone = new Set<string>();
  const edges = new Map<string, "add_edge" | "remove_edge">();
  for (const operation of theirs) {
    if (operation.op === "remove_node") gone.add(operation.node);
    if (operation.op === "add_node") gone.delete(operation.node.id);
    if (operation.op === "add_edge" || operation.op === "remove_edge")
      edges.set(edgeKey(operation.edge), operation.op);
  }
  const operations = mine.filter((operation) => {
    switch (operation.op) {
      case "move":
      case "set":
      case "remove_node":
        return !gone.has(operation.node);
      case "add_edge":
      case "remove_edge":
        return edges.get(edgeKey(operation.edge)) !== operation.op;
      case "add_node":
        return true;
    }
  });
  return { operations, conflicts };
}

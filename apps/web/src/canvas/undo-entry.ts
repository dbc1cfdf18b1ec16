import type { DraftGraph, DraftNode, Operation } from "@riposte/draft";
import { edgeKey, valueAt } from "@riposte/draft";
import { isTemplateText } from "../panel/fields/literal.ts";

/** Something done that can be taken back. */
export interface Entry {
  /** The batch's. */
  readonly id: string;
  readonly label: string;
  readonly operations: readonly Operation[];
  readonly inverse: readonly Operation[];
}

/** A batch of mine as the server remembers it. */
export interface Remembered extends Entry {
  /** The draft's with it done. */
  readonly revision: number;
  readonly undoes: string | null;
}

/** What can be taken back and done again, from what one did: the oldest first. */
export function stacksOf(history: readonly Remembered[]): { undo: Entry[]; redo: Entry[] } {
  let undo: Entry[] = [];
  let redo: Entry[] = [];
  for (const { undoes, revision: _revision, ...entry } of history) {
    if (undoes === null) {
      undo.push(entry);
      redo = [];
    } else if (undo.at(-1)?.id === undoes) {
      const label = undo.pop()?.label ?? entry.label;
      redo.push({ ...entry, label });
    } else if (redo.at(-1)?.id === undoes) {
      const label = redo.pop()?.label ?? entry.label;
      undo.push({ ...entry, label });
    } else {
      undo = undo.filter(({ id }) => id !== undoes);
    }
  }
  return { undo, redo };
}

/** Typing goes on in the same fields, or the same steps are moved on: one gesture. */
export function mergesWith(before: readonly Operation[], after: readonly Operation[]): boolean {
  return (
    before.length === after.length &&
    before.every((operation, at) => {
      const other = after[at];
      if (operation.op === "move") return other?.op === "move" && operation.node === other.node;
      if (operation.op !== "set" || other?.op !== "set" || operation.node !== other.node) return false;
      if (operation.value === undefined || other.value === undefined) return false;
      // Who makes a template of a number does not type on in it.
      if (typeof operation.value !== "string" && isTemplateText(other.value)) return false;
      return operation.field.join("\n") === other.field.join("\n");
    })
  );
}

/** Whether the graph is still as the operations left it: if somebody changed it since, taking them back would undo that too. */
export function stillStands(operations: readonly Operation[], graph: DraftGraph): boolean {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const edges = new Set(graph.edges.map(edgeKey));
  return lastOfEach(operations).every((operation) => {
    switch (operation.op) {
      case "add_node":
        return isAsAdded(nodes.get(operation.node.id), operation.node, operations);
      case "remove_node":
        return !nodes.has(operation.node);
      case "set":
        return sameJson(valueAt(nodes.get(operation.node), operation.field), operation.value);
      case "move":
        return nodes.has(operation.node);
      case "add_edge":
        return edges.has(edgeKey(operation.edge));
      case "remove_edge":
        return !edges.has(edgeKey(operation.edge));
    }
  });
}

function isAsAdded(now: DraftNode | undefined, added: DraftNode, operations: readonly Operation[]): boolean {
  if (now === undefined) return false;
  if (operations.some((one) => one.op === "set" && one.node === added.id)) return true;
  return sameJson({ ...now, position: null }, { ...added, position: null });
}

/** A batch may write one place twice: its last word counts. Of lists that lose entries no place stays the same. */
function lastOfEach(operations: readonly Operation[]): Operation[] {
  const last = new Map<string, Operation>();
  for (const operation of operations) {
    if (operation.op === "set" && operation.value === undefined && typeof operation.field.at(-1) === "number")
      continue;
    last.set(placeOf(operation), operation);
  }
  return [...last.values()];
}

/** Of two operations with the same place the later one counts. */
export function placeOf(operation: Operation): string {
  switch (operation.op) {
    case "add_node":
      return `node ${operation.node.id}`;
    case "remove_node":
      return `node ${operation.node}`;
    case "move":
      return `place ${operation.node}`;
    case "set":
      return `field ${operation.node} ${operation.field.join("\n")}`;
    case "add_edge":
    case "remove_edge":
      return `edge ${edgeKey(operation.edge)}`;
  }
}

function sameJson(one: unknown, other: unknown): boolean {
  return one === other || canonical(one) === canonical(other);
}

function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

import type { DraftEdge } from "./draft-graph.ts";
import { edgeKey } from "./edge-key.ts";
import { equal } from "./equal.ts";
import type { FieldPath, Operation } from "./operation.ts";

/** What an operation is about. */
type Target =
  | { readonly kind: "node"; readonly node: string }
  | { readonly kind: "field"; readonly node: string; readonly field: FieldPath }
  | { readonly kind: "place"; readonly node: string }
  | { readonly kind: "edge"; readonly edge: DraftEdge };

/** Two changes of which only one can stand. */
export interface Conflict {
  /** Id of the step that it is about. */
  readonly node: string;
  /** As diagnostics write it: `arguments.uuid`; null where it is about the step, or an edge of it. */
  readonly field: string | null;
  readonly mine: Operation;
  readonly theirs: Operation;
}

function targetOf(operation: Operation): Target {
  switch (operation.op) {
    case "add_node":
      return { kind: "node", node: operation.node.id };
    case "remove_node":
      return { kind: "node", node: operation.node };
    case "move":
      return { kind: "place", node: operation.node };
    case "add_edge":
    case "remove_edge":
      return { kind: "edge", edge: operation.edge };
    case "set": {
      const { node, field } = operation;
      if (field[0] === "position") return { kind: "place", node };
      return { kind: "field", node, field: takesFromList(operation) ? field.slice(0, -1) : field };
    }
  }
}

/** What follows moves up, so that it concerns the whole list. */
function takesFromList({ field, value }: Extract<Operation, { op: "set" }>): boolean {
  return value === undefined && typeof field.at(-1) === "number";
}

/**
 * Where two batches made on the same graph cannot both be done; one conflict a place, with what each last
 * wanted there. Who does the same thing does not disagree, and of two moves the last one wins.
 */
export function conflictsBetween(mine: readonly Operation[], theirs: readonly Operation[]): Conflict[] {
  const byNode = groupByNode(theirs);
  const found = new Map<string, Conflict>();
  for (const operation of mine) {
    const candidates = new Set(nodesOf(operation).flatMap((node) => byNode.get(node) ?? []));
    for (const other of candidates) {
      if (!disagree(operation, other)) continue;
      const conflict = { ...placeOf(operation), mine: operation, theirs: other };
      found.set(`${conflict.node} ${conflict.field ?? ""}`, conflict);
    }
  }
  return [...found.values()];
}

function groupByNode(operations: readonly Operation[]): Map<string, Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const operation of operations) {
    for (const node of nodesOf(operation)) {
      const group = groups.get(node);
      if (group === undefined) groups.set(node, [operation]);
      else group.push(operation);
    }
  }
  return groups;
}

function nodesOf(operation: Operation): string[] {
  if (operation.op === "add_node") return [operation.node.id];
  if (operation.op === "add_edge" || operation.op === "remove_edge")
    return [operation.edge.from, operation.edge.to];
  return [operation.node];
}

function placeOf(operation: Operation): Pick<Conflict, "node" | "field"> {
  const node = nodesOf(operation)[0] ?? "";
  const target = targetOf(operation);
  return { node, field: target.kind === "field" ? target.field.join(".") : null };
}

/** They share a step. */
function disagree(a: Operation, b: Operation): boolean {
  const [x, y] = [targetOf(a), targetOf(b)];
  if (x.kind === "place" || y.kind === "place") return false;
  if (x.kind === "node" || y.kind === "node") return !isSettled(a, b) && !isSettled(b, a);
  if (x.kind === "edge") return y.kind === "edge" && edgeKey(x.edge) === edgeKey(y.edge) && a.op !== b.op;
  if (y.kind === "edge") return false;
  if (a.op !== "set" || b.op !== "set" || !meet(x.field, y.field)) return false;
  const isSame = equal(a.field, b.field) && equal(a.value, b.value);
  return !isSame || takesFromList(a) || takesFromList(b);
}

/** One path leads through the other, or to it; or they part where one wants a list and the other wants none. */
function meet(a: FieldPath, b: FieldPath): boolean {
  const shared = Math.min(a.length, b.length);
  const parting = a.slice(0, shared).findIndex((key, at) => key !== b[at]);
  return parting === -1 || typeof a[parting] !== typeof b[parting];
}

/** Who removes a step also wants its edges gone, and does not mind that it is gone already. */
function isSettled(a: Operation, b: Operation): boolean {
  return a.op === "remove_node" && (b.op === "remove_node" || b.op === "remove_edge");
}

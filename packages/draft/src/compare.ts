import type { JsonObject, JsonValue } from "@riposte/plan";
import type { DraftEdge, DraftGraph, DraftNode } from "./draft-graph.ts";
import { fieldChanges } from "./diff.ts";
import { edgeKey } from "./edge-key.ts";
import type { FieldPath } from "./operation.ts";

/** What became of a step; one that only stands elsewhere runs as before. */
export type StepChange = "added" | "removed" | "changed" | "moved";

/** Absent: there is no such field. */
export interface FieldDifference {
  readonly field: FieldPath;
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

export interface StepDifference {
  readonly id: string;
  readonly change: StepChange;
  /** Null of one that was added. */
  readonly before: DraftNode | null;
  /** Null of one that was removed. */
  readonly after: DraftNode | null;
  /** Of one that was changed; where it stands is none of them. */
  readonly fields: readonly FieldDifference[];
}

export interface EdgeDifference {
  readonly change: "added" | "removed";
  readonly edge: DraftEdge;
}

/** In the order of the later graph, what it has no more behind it; what is the same is left out. */
export interface Comparison {
  readonly steps: readonly StepDifference[];
  readonly edges: readonly EdgeDifference[];
}

/** How one graph differs from another, for people; `diff` says what to do about it. */
export function compare(before: DraftGraph, after: DraftGraph): Comparison {
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const now = new Set(after.nodes.map(({ id }) => id));
  const oldEdges = new Set(before.edges.map(edgeKey));
  const newEdges = new Set(after.edges.map(edgeKey));
  return {
    steps: [
      ...after.nodes.flatMap((node) => differenceOf(old.get(node.id), node) ?? []),
      ...before.nodes
        .filter(({ id }) => !now.has(id))
        .map((node) => ({ id: node.id, change: "removed" as const, before: node, after: null, fields: [] })),
    ],
    edges: [
      ...after.edges
        .filter((edge) => !oldEdges.has(edgeKey(edge)))
        .map((edge) => ({ change: "added" as const, edge })),
      ...before.edges
        .filter((edge) => !newEdges.has(edgeKey(edge)))
        .map((edge) => ({ change: "removed" as const, edge })),
    ],
  };
}

function differenceOf(before: DraftNode | undefined, after: DraftNode): StepDifference | null {
  const { id } = after;
  if (before === undefined) return { id, change: "added", before: null, after, fields: [] };
  if (before === after) return null;
  const { position: from, ...old } = before;
  const { position: to, ...node } = after;
  const fields = fieldChanges(old, node, []).map(({ field, value }): FieldDifference => {
    const was = valueAt(old, field);
    return {
      field,
      ...(was === undefined ? {} : { before: was }),
      ...(value === undefined ? {} : { after: value }),
    };
  });
  if (fields.length > 0) return { id, change: "changed", before, after, fields };
  return from?.x === to?.x && from?.y === to?.y ? null : { id, change: "moved", before, after, fields };
}

/** What stands at a path into a step, if anything does. */
export function valueAt(value: JsonValue | undefined, field: FieldPath): JsonValue | undefined {
  return field.reduce<JsonValue | undefined>((inner, key) => {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, key)) return undefined;
    return (inner as JsonObject)[key];
  }, value);
}

import { applyOperations, conflictsBetween, DraftError, rebase } from "@riposte/draft";
import type { Batch, DraftGraph, Operation } from "@riposte/draft";
import { UserError } from "../user-error.ts";
import type { SavedBatch } from "./describe-batch.ts";

/** A place that two people want differently. */
export interface Disagreement {
  readonly node: string;
  /** As diagnostics write it: `arguments.uuid`; null where it is about the step or an edge of it. */
  readonly field: string | null;
  readonly by: string;
  readonly mine: Operation;
  /** Null where what others did left no place for mine. */
  readonly theirs: Operation | null;
}

interface Merging {
  /** With what others did. */
  readonly graph: DraftGraph;
  readonly fresh: readonly Batch[];
  /** What others did since the graph that `fresh` was made on. */
  readonly since: readonly SavedBatch[];
}

type Merged =
  | { readonly kind: "merged"; readonly batches: readonly Batch[] }
  | { readonly kind: "conflict"; readonly conflicts: readonly Disagreement[] };

/** @throws UserError when the batches do not even fit the graph that they were made on. */
export function mergeBatches({ graph, fresh, since }: Merging): Merged {
  const theirs = since.flatMap(({ batch }) => batch.operations);
  const conflicts = disagreements(fresh, since);
  if (conflicts.length > 0) return { kind: "conflict", conflicts };
  const batches = fresh.map((batch) => ({
    ...batch,
    operations: rebase(batch.operations, theirs).operations,
  }));
  try {
    batches.reduce((now, { operations }) => applyOperations(now, operations), graph);
    return { kind: "merged", batches };
  } catch (error) {
    if (!(error instanceof DraftError)) throw error;
    const last = since.at(-1);
    if (last === undefined)
      throw new UserError("bad_request", error.message, { field: "batches", cause: error });
    const { operation: mine } = error;
    return {
      kind: "conflict",
      conflicts: [{ node: nodeOf(mine), field: null, by: last.by, mine, theirs: null }],
    };
  }
}

/** One for each place; of several people the last one is named. */
function disagreements(fresh: readonly Batch[], since: readonly SavedBatch[]): Disagreement[] {
  const mine = fresh.flatMap(({ operations }) => operations);
  const found = new Map<string, Disagreement>();
  for (const { batch, by } of since) {
    for (const conflict of conflictsBetween(mine, batch.operations))
      found.set(`${conflict.node} ${conflict.field ?? ""}`, { ...conflict, by });
  }
  return [...found.values()];
}

function nodeOf(operation: Operation): string {
  if (operation.op === "add_node") return operation.node.id;
  return "edge" in operation ? operation.edge.from : operation.node;
}

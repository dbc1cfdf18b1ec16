import type { DraftBatchRow } from "@riposte/db";
import type { Batch, Operation } from "@riposte/draft";

/** A batch as it was done, whoever made it. Without operations where others had done the same before. */
export interface SavedBatch {
  /** The draft's with this batch done. */
  readonly revision: number;
  readonly batch: Batch;
  /** Where it removed steps, what takes it back: they can be brought back by whoever was at work on them. Else empty. */
  readonly inverse: readonly Operation[];
  /** As the audit log writes it: `user:alice@example.com`. */
  readonly by: string;
  readonly at: string;
}

export function describeBatch(row: DraftBatchRow): SavedBatch {
  const { id, label, undoes } = row;
  const operations = readOperations(row.operations);
  return {
    revision: row.revision,
    batch: { id, label, operations, ...(undoes === null ? {} : { undoes }) },
    inverse: operations.some(({ op }) => op === "remove_node") ? readOperations(row.inverse) : [],
    by: row.author,
    at: row.createdAt.toISOString(),
  };
}

/** As they lie in the database. */
export function readOperations(text: string): Operation[] {
  return JSON.parse(text) as Operation[];
}

import { storeBatches } from "@riposte/db";
import type { Database, PlaybookRow } from "@riposte/db";
import { applyOperations, invert } from "@riposte/draft";
import type { Batch, DraftGraph } from "@riposte/draft";
import { actorName } from "../context.ts";
import type { Context } from "../context.ts";
import { UserError } from "../user-error.ts";
import { checkSteps } from "./check-steps.ts";

/** So that what was drawn step by step can still be sent, whole, by `save`. */
const MOST_BYTES = 3_500_000;
const MOST_NODES = 2_000;
const MOST_EDGES = 10_000;

interface Saving {
  /** Locked by the caller. */
  readonly playbook: PlaybookRow;
  readonly graph: DraftGraph;
  readonly batches: readonly Batch[];
  /** The text that the batches lead to, where it is known to the letter. */
  readonly becomes?: string;
}

/** One revision a batch, all or none. @throws DraftError where one does not fit. */
export async function saveBatches(
  tx: Database,
  { actor }: Context,
  { playbook, graph: before, batches, becomes }: Saving,
): Promise<number> {
  let graph = before;
  let revision = playbook.draftRevision;
  const rows = batches.map(({ id, label, operations, undoes = null }) => {
    const inverse = JSON.stringify(invert(operations, graph));
    graph = applyOperations(graph, operations);
    revision += 1;
    const author = { author: actorName(actor), authorId: actor.id };
    return { revision, id, ...author, label, operations: JSON.stringify(operations), inverse, undoes };
  });
  const draft = becomes ?? JSON.stringify(graph);
  checkSize(graph, draft);
  checkSteps(before, graph);
  await storeBatches(tx, actor.workspaceId, { playbookId: playbook.id, draft, batches: rows });
  return revision;
}

function checkSize({ nodes, edges }: DraftGraph, text: string): void {
  const refuse = (what: string) => {
    throw new UserError("too_large", `A playbook has at most ${what}. Split it into several.`);
  };
  if (nodes.length > MOST_NODES) refuse(`${MOST_NODES} steps`);
  if (edges.length > MOST_EDGES) refuse(`${MOST_EDGES} connections`);
  if (Buffer.byteLength(text) > MOST_BYTES) refuse(`${MOST_BYTES} bytes`);
}

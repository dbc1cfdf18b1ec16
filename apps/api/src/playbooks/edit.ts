import { findBatches, listBatchesBy, lockPlaybook } from "@riposte/db";
import type { Database, PlaybookRow } from "@riposte/db";
import { batch } from "@riposte/draft";
import type { DraftGraph } from "@riposte/draft";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";
import { batchesSince } from "./batches-since.ts";
import { describeBatch } from "./describe-batch.ts";
import type { SavedBatch } from "./describe-batch.ts";
import { playbookRef, requirePlaybook } from "./find.ts";
import { mergeBatches } from "./merge-batches.ts";
import type { Disagreement } from "./merge-batches.ts";
import { readDraft } from "./read-draft.ts";
import { saveBatches } from "./save-batches.ts";

const MOST_OPERATIONS = 20_000;

const editInput = z
  .object({
    playbook: playbookRef,
    /** The revision of the draft that the batches were made on. */
    base: z.int().min(0),
    /** In the order in which they were made, each on top of the one before. */
    batches: z
      .array(batch)
      .min(1)
      .max(200)
      .refine(
        (batches) => new Set(batches.map(({ id }) => id)).size === batches.length,
        "Each has its own id.",
      )
      .refine(
        (batches) => batches.reduce((sum, { operations }) => sum + operations.length, 0) <= MOST_OPERATIONS,
        `At most ${MOST_OPERATIONS} operations at once.`,
      ),
  })
  .strict();

export type Edited =
  | {
      readonly kind: "saved";
      /** The draft's now. */
      readonly revision: number;
      /** What others did after the base; with `saved`, by revision, everything that was done since. */
      readonly since: readonly SavedBatch[];
      /** The batches handed in, as they were done: on top of what others did. */
      readonly saved: readonly SavedBatch[];
    }
  | {
      readonly kind: "conflict";
      readonly revision: number;
      /** The draft without the batches handed in: nothing of them is saved. */
      readonly graph: DraftGraph;
      readonly since: readonly SavedBatch[];
      readonly conflicts: readonly Disagreement[];
    };

/** Saves what was done to a draft on top of what others did meanwhile: all of it, or nothing. */
export const edit = needs("playbooks.write")
  .input(editInput)
  .mutation(async ({ ctx, input }): Promise<Edited> => {
    const { id } = await requirePlaybook(ctx, input.playbook);
    return ctx.services.db.transaction(async (tx) => {
      const playbook = await lockPlaybook(tx, ctx.actor.workspaceId, id);
      if (playbook === null) throw notFound("playbook", input.playbook);
      return editLocked(tx, ctx, { ...input, playbook });
    });
  });

type Edit = Omit<z.infer<typeof editInput>, "playbook"> & { readonly playbook: PlaybookRow };

async function editLocked(tx: Database, ctx: Context, { playbook, base, batches }: Edit): Promise<Edited> {
  const wanted = { playbookId: playbook.id, ids: batches.map(({ id }) => id) };
  const known = await findBatches(tx, ctx.actor.workspaceId, wanted);
  const mine = new Set(wanted.ids);
  const after = await batchesSince(tx, ctx, { playbook, base });
  const since = after.filter(({ id }) => !mine.has(id)).map(describeBatch);

  const isKnown = new Set(known.map(({ id }) => id));
  const fresh = batches.filter(({ id }) => !isKnown.has(id));
  const graph = readDraft(playbook.draft);
  const merged = mergeBatches({ graph, fresh, since });
  if (merged.kind === "conflict")
    return { kind: "conflict", revision: playbook.draftRevision, graph, since, conflicts: merged.conflicts };
  await recordDrawing(tx, ctx, playbook);
  const revision = await saveBatches(tx, ctx, { playbook, graph, batches: merged.batches });
  const saved = await findBatches(tx, ctx.actor.workspaceId, wanted);
  return { kind: "saved", revision, since, saved: saved.map(describeBatch) };
}

/** Drawing goes on from gesture to gesture. */
const ONE_SITTING_MS = 10 * 60_000;

/** Once a sitting: what was done in it, gesture by gesture, is kept by the draft itself. */
async function recordDrawing(
  tx: Database,
  ctx: Context,
  { id, name, draftRevision }: PlaybookRow,
): Promise<void> {
  const wanted = { playbookId: id, authorId: ctx.actor.id, limit: 1 };
  const [last] = await listBatchesBy(tx, ctx.actor.workspaceId, wanted);
  if (last !== undefined && Date.now() - last.createdAt.getTime() < ONE_SITTING_MS) return;
  const details = { name, fromRevision: draftRevision };
  await recordChange(tx, ctx, { action: "playbooks.edit", target: `playbook:${id}`, details });
}

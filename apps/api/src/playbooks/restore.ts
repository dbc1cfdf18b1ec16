import { lockPlaybook, newId } from "@riposte/db";
import { diff } from "@riposte/draft";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";
import { playbookRef, requirePlaybook } from "./find.ts";
import { readDraft } from "./read-draft.ts";
import { refuseMoved } from "./refuse-moved.ts";
import { saveBatches } from "./save-batches.ts";
import { requireVersion } from "./versions.ts";

const restoreInput = z
  .object({
    playbook: playbookRef,
    version: z.int().min(1),
    /** The draft's that one sees; another one in the store is a conflict. Absent: the version wins. */
    revision: z.int().min(0).optional(),
  })
  .strict();

/** Makes an old version the draft, as one change that can be undone. What runs stays as it is. */
export const restore = needs("playbooks.write")
  .input(restoreInput)
  .mutation(({ ctx, input }) => restoreVersion(ctx, input));

async function restoreVersion(ctx: Context, input: z.infer<typeof restoreInput>) {
  const { id } = await requirePlaybook(ctx, input.playbook);
  const { version, graph: text } = await requireVersion(ctx, id, input.version);
  return ctx.services.db.transaction(async (tx) => {
    const playbook = await lockPlaybook(tx, ctx.actor.workspaceId, id);
    if (playbook === null) throw notFound("playbook", input.playbook);
    refuseMoved(playbook, input.revision);
    const graph = readDraft(playbook.draft);
    const operations = diff(graph, readDraft(text));
    if (operations.length === 0) return { revision: playbook.draftRevision, changed: false };
    const batch = { id: newId("bat"), label: `Restore version ${version}`, operations };
    const revision = await saveBatches(tx, ctx, { playbook, graph, batches: [batch], becomes: text });
    const target = `playbook:${id}`;
    await recordChange(tx, ctx, { action: "playbooks.restore", target, details: { version, revision } });
    return { revision, changed: true };
  });
}

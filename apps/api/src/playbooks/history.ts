import { listBatchesBy } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { readOperations } from "./describe-batch.ts";
import { playbookRef, requirePlaybook } from "./find.ts";

const historyInput = z
  .object({ playbook: playbookRef, limit: z.int().min(1).max(500).default(100) })
  .strict();

/** What the caller did to the draft, the newest first: to be undone, also after a reload. */
export const history = needs("playbooks.read")
  .input(historyInput)
  .query(({ ctx, input }) => listMine(ctx, input));

async function listMine(ctx: Context, { playbook: ref, limit }: z.infer<typeof historyInput>) {
  const { services, actor } = ctx;
  const { id: playbookId } = await requirePlaybook(ctx, ref);
  const rows = await listBatchesBy(services.db, actor.workspaceId, { playbookId, authorId: actor.id, limit });
  return rows.map((row) => ({
    id: row.id,
    revision: row.revision,
    label: row.label,
    operations: readOperations(row.operations),
    /** Done to the draft of that revision it takes the batch back. */
    inverse: readOperations(row.inverse),
    /** Id of the batch that this one took back. */
    undoes: row.undoes,
    at: row.createdAt.toISOString(),
  }));
}

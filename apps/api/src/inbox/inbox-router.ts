import { listHeldRows, releaseRow } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { requireRun, runRef } from "../runs/find.ts";
import { needs, router } from "../trpc.ts";
import { UserError } from "../user-error.ts";

/** Accepted, and not started by itself: a person has to let it go. */
const held = needs("inbox.read").query(async ({ ctx }) => {
  const rows = await listHeldRows(ctx.services.db, ctx.actor.workspaceId);
  return rows.map(({ id, playbookId, version, heldReason, receivedAt }) => ({
    run: id,
    playbookId,
    version,
    reason: heldReason ?? "",
    receivedAt: receivedAt.toISOString(),
  }));
});

const release = needs("inbox.release")
  .input(z.object({ id: runRef }).strict())
  .mutation(({ ctx, input }) => releaseRun(ctx, input.id));

async function releaseRun(ctx: Context, id: string) {
  await requireRun(ctx, id);
  if (!(await releaseRow(ctx.services.sql, ctx.actor.workspaceId, id))) {
    throw new UserError("conflict", `Run ${id} is not held: there is nothing to release.`);
  }
  await recordChange(ctx.services.db, ctx, { action: "inbox.release", target: `run:${id}` });
  return { run: id };
}

export const inboxRouter = router({ held, release });

import { isDefaultWorkspace, listHeldRows, releaseRow, releaseStarts, startsHeldSince } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { THROWN_BACK } from "../limits/waits.ts";
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
    reason: heldReason ?? THROWN_BACK,
    receivedAt: receivedAt.toISOString(),
  }));
});

const release = needs("inbox.release")
  .input(z.object({ id: runRef }).strict())
  .mutation(({ ctx, input }) => releaseRun(ctx, input.id));

async function releaseRun(ctx: Context, id: string) {
  await requireRun(ctx, id);
  if (!(await releaseRow(ctx.services.sql, ctx.actor.workspaceId, id))) {
    const all = (await startsHeldSince(ctx.services.db)) !== null;
    const why = all
      ? `All starts are held, not only that of run ${id}: see riposte release --all.`
      : `Run ${id} is not held: there is nothing to release.`;
    throw new UserError("conflict", why);
  }
  await recordChange(ctx.services.db, ctx, { action: "inbox.release", target: `run:${id}` });
  return { run: id };
}

/** After a restored backup: lets everything start that waits, of all workspaces, but what is held for its own reason. */
const releaseAll = needs("inbox.release").mutation(({ ctx }) => {
  if (!isDefaultWorkspace(ctx.actor.workspaceId)) {
    throw new UserError(
      "forbidden",
      "The starts of all workspaces are held: only an admin of the default workspace can let them go.",
    );
  }
  return ctx.services.db.transaction(async (tx) => {
    const released = await releaseStarts(tx);
    if (released) await recordChange(tx, ctx, { action: "inbox.releaseAll", target: "inbox" });
    return { released };
  });
});

export const inboxRouter = router({ held, release, releaseAll });

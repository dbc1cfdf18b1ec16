import { listOlderScripts } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { describeVersion } from "./describe-action.ts";
import { actionRef, requireVersion } from "./find.ts";
import { storeAction } from "./save.ts";

/** Makes a next version that says what an older one did; nothing between them is lost. */
export const restore = needs("actions.write")
  .input(
    z
      .object({
        name: actionRef,
        version: z.int().min(1),
        /** The version that was looked at: when another came meanwhile, nothing is saved. */
        base: z.int().min(1),
      })
      .strict(),
  )
  .mutation(({ ctx, input }) => restoreVersion(ctx, input));

interface Wanted {
  readonly name: string;
  readonly version: number;
  readonly base: number;
}

async function restoreVersion(ctx: Context, { name: ref, version, base }: Wanted) {
  const was = await describeVersion(ctx, await requireVersion(ctx, ref, version));
  const { name, description, source, definition } = was;
  const scripts = was.scripts.map(({ key: _key, scriptHash: _hash, ...script }) => script);
  const { db } = ctx.services;
  const saved = await db.transaction(async (tx) => {
    const stored = await storeAction(tx, ctx, { ...definition, name, description, source, scripts, base });
    if (stored.changed) {
      await recordChange(tx, ctx, {
        action: "actions.restore",
        target: `action:${stored.id}`,
        details: { name, version: stored.version, from: version },
      });
    }
    return stored;
  });
  return { ...saved, older: await listOlderScripts(db, ctx.actor.workspaceId, [name]) };
}

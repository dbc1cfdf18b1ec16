import { listScriptActionVersions } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { contentHash, describeVersion } from "./describe-action.ts";
import { actionRef, requireAction } from "./find.ts";

export const get = needs("actions.read")
  .input(z.object({ name: actionRef }).strict())
  .query(({ ctx, input }) => describeAction(ctx, input.name));

async function describeAction(ctx: Context, ref: string) {
  const found = await requireAction(ctx, ref);
  const { db } = ctx.services;
  const [now, versions] = await Promise.all([
    describeVersion(ctx, found),
    listScriptActionVersions(db, ctx.actor.workspaceId, found.action.id),
  ]);
  return {
    ...now,
    versions: versions.map((each) => ({
      version: each.version.version,
      scriptHash: each.version.scriptHash,
      hash: contentHash(each),
      author: each.version.author,
      createdAt: each.version.createdAt.toISOString(),
    })),
  };
}

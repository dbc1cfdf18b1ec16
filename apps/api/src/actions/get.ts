import { getScript, listScriptActionVersions } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { actionDefinition } from "./action-definition.ts";
import { actionRef, requireAction } from "./find.ts";
import { summarise } from "./list.ts";

export const get = needs("actions.read")
  .input(z.object({ name: actionRef }).strict())
  .query(({ ctx, input }) => describeAction(ctx, input.name));

async function describeAction(ctx: Context, ref: string) {
  const found = await requireAction(ctx, ref);
  const { db } = ctx.services;
  const [source, versions] = await Promise.all([
    getScript(db, found.version.scriptHash),
    listScriptActionVersions(db, ctx.actor.workspaceId, found.action.id),
  ]);
  return {
    ...summarise(found),
    definition: actionDefinition.parse(JSON.parse(found.version.definition)),
    source: source ?? "",
    scriptHash: found.version.scriptHash,
    versions: versions.map(({ version, scriptHash, author, createdAt }) => ({
      version,
      scriptHash,
      author,
      createdAt: createdAt.toISOString(),
    })),
  };
}

import { renameFolder as moveFolder, shelvePlaybook } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { playbookRef, requirePlaybook } from "./find.ts";
import { folderPath, knownFolderPath, tagList } from "./shelf-words.ts";

const organizeInput = z
  .object({ playbook: playbookRef, folder: folderPath.optional(), tags: tagList.optional() })
  .strict();

/** Into a folder, under tags; what is absent stays. Nothing runs differently. */
export const organize = needs("playbooks.write")
  .input(organizeInput)
  .mutation(({ ctx, input }) => organizePlaybook(ctx, input));

async function organizePlaybook(ctx: Context, input: z.infer<typeof organizeInput>) {
  const { id, folder: was, tags: had } = await requirePlaybook(ctx, input.playbook);
  const { folder = was, tags = had } = input;
  if (folder === was && JSON.stringify(tags) === JSON.stringify(had)) return { id, folder, tags };
  await ctx.services.db.transaction(async (tx) => {
    await shelvePlaybook(tx, ctx.actor.workspaceId, { id, folder, tags });
    const details = { folder, tags };
    await recordChange(tx, ctx, { action: "playbooks.organize", target: `playbook:${id}`, details });
  });
  return { id, folder, tags };
}

const renameFolderInput = z.object({ folder: knownFolderPath, to: folderPath }).strict();

/** With all in it; into one that is there, it becomes part of that. An empty name puts all a level up, at the top. */
export const renameFolder = needs("playbooks.write")
  .input(renameFolderInput)
  .mutation(({ ctx, input }) => renameFolderOf(ctx, input));

async function renameFolderOf(ctx: Context, { folder, to }: z.infer<typeof renameFolderInput>) {
  if (folder === "")
    throw new UserError("bad_request", "Say which folder: the top has no name.", { field: "folder" });
  if (to === folder || to.startsWith(`${folder}/`)) {
    const message = `${folder} cannot be put into itself. Choose another place.`;
    throw new UserError("bad_request", message, { field: "to" });
  }
  return ctx.services.db.transaction(async (tx) => {
    const moved = await moveFolder(tx, ctx.actor.workspaceId, { from: folder, to });
    if (moved === 0) throw notFound("folder", folder);
    const details = { folder, to, playbooks: moved };
    await recordChange(tx, ctx, { action: "playbooks.renameFolder", target: "playbooks", details });
    return { folder: to, playbooks: moved };
  });
}

import { insertImport, insertPlaybook, newId } from "@riposte/db";
import type { Database } from "@riposte/db";
import { emptyGraph } from "@riposte/draft";
import type { z } from "zod";
import { recordChange } from "../../audit/record-change.ts";
import { actorName } from "../../context.ts";
import type { Context } from "../../context.ts";
import { needs } from "../../trpc.ts";
import { UserError } from "../../user-error.ts";
import { checkDrawing } from "../check-drawing.ts";
import { checkSteps } from "../check-steps.ts";
import { playbookName } from "../playbook-name.ts";
import { folderPath, tagList } from "../shelf-words.ts";
import { fileInput, readFile, withFixes } from "./read-file.ts";

const importInput = fileInput
  .extend({
    /** Another one than the file says. */
    name: playbookName.optional(),
    folder: folderPath.optional(),
    tags: tagList.optional(),
  })
  .strict();

/** A new draft, off, not published, without credentials; what is there already is never touched. */
export const importPlaybook = needs("playbooks.write")
  .input(importInput)
  .mutation(({ ctx, input }) => storeImport(ctx, input));

async function storeImport(ctx: Context, input: z.infer<typeof importInput>) {
  const found = await readFile(ctx, input);
  const { format, graph, description, report, diagnostics } = found;
  const { name: wanted = found.name, folder = found.folder, tags = found.tags } = input;
  checkDrawing(graph);
  checkSteps(emptyGraph(), graph);
  const { workspaceId } = ctx.actor;
  const id = newId("pb");
  const draft = {
    id,
    workspaceId,
    description,
    folder,
    tags: [...tags],
    draft: JSON.stringify(graph),
  };
  const name = await ctx.services.db.transaction(async (tx) => {
    const name = await insertUnderFreeName(tx, draft, wanted);
    const author = actorName(ctx.actor);
    const said = { format, file: input.file, report: JSON.stringify(report), author };
    await insertImport(tx, { playbookId: id, workspaceId, ...said });
    const details = { name, format, file: input.file, steps: graph.nodes.length };
    await recordChange(tx, ctx, { action: "playbooks.import", target: `playbook:${id}`, details });
    return name;
  });
  return { id, name, format, folder, tags, report: withFixes(found), diagnostics };
}

const MOST_NAMES = 100;

/** "Block host", "Block host imported", "Block host imported 2": the first that nobody has. */
async function insertUnderFreeName(
  tx: Database,
  draft: Omit<Parameters<typeof insertPlaybook>[1], "name">,
  wanted: string,
): Promise<string> {
  for (let number = 0; number < MOST_NAMES; number++) {
    const end = number === 0 ? "" : number === 1 ? " imported" : ` imported ${number}`;
    const name = `${wanted.slice(0, 200 - end.length)}${end}`;
    if (await insertPlaybook(tx, { ...draft, name })) return name;
  }
  const message = `There are ${MOST_NAMES} playbooks called ${JSON.stringify(wanted)} already. Give another name.`;
  throw new UserError("conflict", message, { field: "name" });
}

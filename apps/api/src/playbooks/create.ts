import { insertPlaybook, newId } from "@riposte/db";
import { draftGraph, emptyGraph } from "@riposte/draft";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { checkDrawing } from "./check-drawing.ts";
import { checkSteps } from "./check-steps.ts";
import { nameTaken, playbookName } from "./playbook-name.ts";
import { folderPath, tagList } from "./shelf-words.ts";

const createInput = z
  .object({
    name: playbookName,
    description: z.string().max(10_000).default(""),
    folder: folderPath.default(""),
    tags: tagList.default([]),
    /** What to begin with, finished or not: a copy, a file. */
    graph: draftGraph.optional(),
  })
  .strict();

/** A new draft, off and not published. Never touches a playbook that is there. */
export const create = needs("playbooks.write")
  .input(createInput)
  .mutation(({ ctx, input }) => createPlaybook(ctx, input));

async function createPlaybook(ctx: Context, input: z.infer<typeof createInput>) {
  const { name, description, folder, tags, graph = emptyGraph() } = input;
  checkDrawing(graph);
  checkSteps(emptyGraph(), graph);
  const id = newId("pb");
  const { workspaceId } = ctx.actor;
  const row = { id, workspaceId, name, description, folder, tags, draft: JSON.stringify(graph) };
  await ctx.services.db.transaction(async (tx) => {
    if (!(await insertPlaybook(tx, row))) throw nameTaken(name);
    const details = { name, steps: graph.nodes.length };
    await recordChange(tx, ctx, { action: "playbooks.create", target: `playbook:${id}`, details });
  });
  return { id, name };
}

import { insertImport, insertPlaybook, newId } from "@riposte/db";
import type { Database } from "@riposte/db";
import { emptyGraph } from "@riposte/draft";
import type { z } from "zod";
import { recordChange } from "../../audit/record-change.ts";
import { actorName } from "../../context.ts";
import type { Context } from "../../context.ts";
import { needs } from "../../trpc.ts";
import { checkDrawing } from "../check-drawing.ts";
import { checkSteps } from "../check-steps.ts";
import { nameTaken, playbookName } from "../playbook-name.ts";
import { folderPath, tagList } from "../shelf-words.ts";
import { fileInput, readFile, withFixes } from "./read-file.ts";
import type { ReadFile } from "./read-file.ts";

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
  const { name = found.name } = input;
  const isExact = name !== found.name;
  return storeFound(ctx, found, { ...input, name, isExact, format: found.format, suffix: "imported" });
}

interface Wish {
  /** Where it comes from: what the file, or the template, is called. */
  readonly format: string;
  readonly file: string;
  /** Behind a name that is taken; null: a number alone. */
  readonly suffix: string | null;
  readonly name: string;
  /** Somebody chose it: it is this name or none. */
  readonly isExact: boolean;
  readonly folder?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** A draft of what was found, with its report. */
export async function storeFound(ctx: Context, found: ReadFile, wish: Wish) {
  const { graph, description, report, diagnostics } = found;
  const { format, file, folder = found.folder, tags = found.tags } = wish;
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
    const name = await insertUnderFreeName(tx, draft, wish);
    const author = actorName(ctx.actor);
    const said = { format, file, report: JSON.stringify(report), author };
    await insertImport(tx, { playbookId: id, workspaceId, ...said });
    const details = { name, format, file, steps: graph.nodes.length };
    await recordChange(tx, ctx, { action: "playbooks.import", target: `playbook:${id}`, details });
    return name;
  });
  return { id, name, format: found.format, folder, tags, report: withFixes(found), diagnostics };
}

const MOST_NAMES = 100;

/** "Block host", "Block host imported", "Block host imported 2", or "Block host 2": the first that nobody has. */
async function insertUnderFreeName(
  tx: Database,
  draft: Omit<Parameters<typeof insertPlaybook>[1], "name">,
  { name: wanted, suffix, isExact }: Pick<Wish, "name" | "suffix" | "isExact">,
): Promise<string> {
  const tries = isExact ? 1 : MOST_NAMES;
  for (let number = 0; number < tries; number++) {
    const end = number === 0 ? "" : endOf(suffix, number);
    const name = `${wanted.slice(0, 200 - end.length)}${end}`;
    if (await insertPlaybook(tx, { ...draft, name })) return name;
  }
  throw nameTaken(wanted);
}

function endOf(suffix: string | null, number: number): string {
  if (suffix === null) return ` ${number + 1}`;
  return number === 1 ? ` ${suffix}` : ` ${suffix} ${number}`;
}

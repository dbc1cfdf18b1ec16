import { listOlderScripts, newId, saveScriptAction } from "@riposte/db";
import { schemaProblem } from "@riposte/plan";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import { actorName } from "../context.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { actionDefinition } from "./action-definition.ts";
import { sourceChecker } from "./check-source.ts";

export const saveInput = actionDefinition
  .extend({
    name: z
      .string()
      .regex(/^[a-z_][a-z0-9_]{0,63}$/, "A name is made of a to z, 0 to 9 and _, and starts with a letter."),
    description: z.string().max(10_000).default(""),
    /** The Python source; it is stored, never run here. */
    source: z.string().min(1).max(1_000_000),
    /** The version that was edited, 0 for a new one: when another came meanwhile, nothing is saved. Absent: whichever it is. */
    base: z.int().min(0).optional(),
  })
  .strict()
  .superRefine(({ arguments: args, result }, context) => {
    for (const [field, schema] of Object.entries({ arguments: args, result })) {
      const problem = schema === null ? null : schemaProblem(schema);
      if (problem !== null) context.addIssue({ code: "custom", path: [field], message: problem });
    }
  });

/** Creates or updates by name; the same source and definition make no new version. */
export const save = needs("actions.write")
  .input(saveInput)
  .mutation(async ({ ctx, input }) => {
    const warnings = await sourceChecker(ctx)(input);
    const saved = await saveAction(ctx, input);
    return {
      ...saved,
      warnings,
      older: await listOlderScripts(ctx.services.db, ctx.actor.workspaceId, [saved.name]),
    };
  });

/** Its source has been checked by then: nothing waits for others within a transaction. */
export async function saveAction(ctx: Context, input: z.infer<typeof saveInput>) {
  const { name, description, source, base, ...definition } = input;
  return ctx.services.db.transaction(async (tx) => {
    const saved = await saveScriptAction(tx, {
      workspaceId: ctx.actor.workspaceId,
      id: newId("act"),
      name,
      description,
      source,
      definition: JSON.stringify(definition),
      author: actorName(ctx.actor),
    });
    if (base !== undefined && saved.changed && saved.version !== base + 1)
      throw base === 0 ? taken(name) : savedMeanwhile(name, saved.version - 1);
    if (saved.changed) {
      await recordChange(tx, ctx, {
        action: "actions.save",
        target: `action:${saved.id}`,
        details: { name, version: saved.version },
      });
    }
    return { ...saved, name, key: `script.${name}` };
  });
}

function taken(name: string): UserError {
  const message = `There is a script called ${name} already. Open it, or choose another name.`;
  return new UserError("conflict", message, { field: "name" });
}

function savedMeanwhile(name: string, version: number): UserError {
  const message = `Version ${version} of ${name} was saved meanwhile. Look at it before you save yours on top.`;
  return new UserError("conflict", message, { field: "base" });
}

import { listOlderScripts, newId, saveScriptAction, wantEnvironment } from "@riposte/db";
import { recordChange } from "../audit/record-change.ts";
import { actorName } from "../context.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";
import { sourceChecker } from "./check-source.ts";
import { requiredPackages } from "./required-packages.ts";
import { saveInput } from "./save-input.ts";
import { withForms } from "./with-forms.ts";
import type { ActionToSave } from "./with-forms.ts";

/** Creates or updates by name; the same content makes no new version. */
export const save = needs("actions.write")
  .input(saveInput)
  .mutation(async ({ ctx, input }) => {
    const action = withForms(input);
    const check = await sourceChecker(ctx);
    const warnings = await check(action);
    const saved = await saveAction(ctx, action);
    return {
      ...saved,
      warnings,
      older: await listOlderScripts(ctx.services.db, ctx.actor.workspaceId, [saved.name]),
    };
  });

/** Its sources have been checked by then: nothing waits for others within a transaction. */
export async function saveAction(ctx: Context, input: ActionToSave) {
  return ctx.services.db.transaction(async (tx) => {
    const saved = await storeAction(tx, ctx, input);
    if (saved.changed) {
      await recordChange(tx, ctx, {
        action: "actions.save",
        target: `action:${saved.id}`,
        details: { name: input.name, version: saved.version },
      });
    }
    return saved;
  });
}

/** Says nothing to the audit log. @throws UserError where another version came meanwhile. */
export async function storeAction(tx: Context["services"]["db"], ctx: Context, input: ActionToSave) {
  const { name, description, source, base, scripts, ...definition } = input;
  await wantPackages(tx, input);
  const saved = await saveScriptAction(tx, {
    workspaceId: ctx.actor.workspaceId,
    id: newId("act"),
    name,
    description,
    source,
    definition: JSON.stringify(definition),
    parts: scripts.map((script) => ({
      name: script.name,
      source: script.source,
      definition: JSON.stringify({ ...script, name: undefined, source: undefined }),
    })),
    author: actorName(ctx.actor),
  });
  if (base !== undefined && saved.changed && saved.version !== base + 1)
    throw base === 0 ? taken(name) : savedMeanwhile(name, saved.version - 1);
  return { ...saved, name, key: `script.${name}` };
}

/** Runners that do not have them yet begin to build them at once. */
async function wantPackages(tx: Context["services"]["db"], { scripts, ...own }: ActionToSave): Promise<void> {
  for (const { name, source, python = "3" } of [own, ...scripts]) {
    const packages = requiredPackages({ name, source, place: "" }, own.requirements);
    if (packages !== null) await wantEnvironment(tx, { body: packages.body, python });
  }
}

function taken(name: string): UserError {
  const message = `There is an action called ${name} already. Open it, or choose another name.`;
  return new UserError("conflict", message, { field: "name" });
}

function savedMeanwhile(name: string, version: number): UserError {
  const message = `Version ${version} of ${name} was saved meanwhile. Look at it before you save yours on top.`;
  return new UserError("conflict", message, { field: "base" });
}

import { newId, saveModule, wantEnvironment } from "@riposte/db";
import { createHash } from "node:crypto";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import { actorName } from "../context.ts";
import type { Context } from "../context.ts";
import { liveInterpreters } from "../runners/live-interpreters.ts";
import { needs } from "../trpc.ts";
import { choosePython } from "./choose-python.ts";
import { moduleDefinition } from "./module-definition.ts";
import { moduleFiles } from "./read/module-files.ts";
import { MODULE } from "./read/module-limits.ts";
import { readModule } from "./read/read-module.ts";

/** A zip, or the files of a folder. Adds or updates by the module's name; the same content makes no new version. */
export const add = needs("actions.write")
  .input(
    z
      .object({
        files: z
          .array(z.object({ path: z.string().min(1).max(1_000), base64: z.base64() }).strict())
          .min(1)
          .max(MODULE.files),
      })
      .strict(),
  )
  .mutation(({ ctx, input }) =>
    addModule(
      ctx,
      input.files.map(({ path, base64 }) => ({ path, bytes: Buffer.from(base64, "base64") })),
    ),
  );

async function addModule(ctx: Context, files: Parameters<typeof moduleFiles>[0]) {
  const { bundle, packages, libraries, name, ...said } = readModule(await moduleFiles(files));
  const { python, warning } = choosePython(
    packages,
    await liveInterpreters(ctx.services, ctx.actor.workspaceId),
  );
  const body = packages.requirements;
  const definition = moduleDefinition.parse({
    ...said,
    python,
    environment: body === null ? undefined : createHash("sha256").update(body).digest("hex"),
  });
  const saved = await ctx.services.db.transaction(async (tx) => {
    if (body !== null) await wantEnvironment(tx, { body, python: python ?? "3" });
    const stored = await saveModule(tx, {
      workspaceId: ctx.actor.workspaceId,
      id: newId("mod"),
      name,
      definition: JSON.stringify(definition),
      bundle,
      author: actorName(ctx.actor),
    });
    if (stored.changed) {
      const details = { name, version: stored.version };
      await recordChange(tx, ctx, { action: "modules.add", target: `module:${stored.id}`, details });
    }
    return stored;
  });
  const missing =
    libraries.length === 0
      ? []
      : [
          `Its Dockerfile installs ${libraries.join(", ")}, which no Python package brings along: install that where scripts run, or the actions that need it will fail.`,
        ];
  return {
    ...saved,
    name,
    title: definition.title,
    actions: definition.actions.map((action) => `module.${name}.${action.name}`),
    triggers: definition.triggers.map((trigger) => `module.${name}.${trigger.name}`),
    /** Of these only the names are known: they send events past a playbook, and are not run. */
    connectors: definition.connectors.map(({ title }) => title),
    warnings: [...(warning === null ? [] : [warning]), ...missing],
  };
}

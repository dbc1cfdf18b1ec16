import { listActionUses, listTriggerUses } from "@riposte/db";
import { usedBy } from "../connectors/used-by.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { connectorType, isConfigured } from "./module-entries.ts";
import { readModules } from "./read-modules.ts";

export const list = needs("actions.read").query(({ ctx }) => listAll(ctx));

async function listAll(ctx: Context) {
  const { db } = ctx.services;
  const { workspaceId } = ctx.actor;
  const [modules, ...used] = await Promise.all([
    readModules(ctx),
    listActionUses(db, workspaceId),
    listTriggerUses(db, workspaceId),
  ]);
  const uses = used.flat();
  return modules.map(({ module, version, definition }) => {
    const own = `module.${module.name}.`;
    const ofModule = uses.filter(({ ref }) => ref.startsWith(own)).map((use) => ({ ...use, ref: own }));
    return {
      id: module.id,
      name: module.name,
      title: definition.title,
      description: definition.description,
      release: definition.release,
      version: version.version,
      python: definition.python ?? null,
      environment: definition.environment ?? null,
      /** The type of connectors that hold its configuration; null: there is none to be made. */
      connector: isConfigured(definition) ? connectorType(module.name) : null,
      actions: definition.actions.map(({ name, title, command }) => ({
        key: `${own}${name}`,
        title,
        command,
      })),
      triggers: definition.triggers.map(({ name, title, command }) => ({
        /** Null: it came when triggers were not run yet; adding the module again gives it one. */
        key: name === undefined ? null : `${own}${name}`,
        title,
        command,
      })),
      connectors: definition.connectors,
      author: version.author,
      updatedAt: version.createdAt.toISOString(),
      /** The playbooks whose steps call any of its actions, or that one of its triggers starts. */
      usedBy: usedBy(own, ofModule),
    };
  });
}

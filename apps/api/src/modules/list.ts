import { listActionUses } from "@riposte/db";
import { usedBy } from "../connectors/used-by.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { connectorType, isConfigured } from "./module-entries.ts";
import { readModules } from "./read-modules.ts";

export const list = needs("actions.read").query(({ ctx }) => listAll(ctx));

async function listAll(ctx: Context) {
  const [modules, uses] = await Promise.all([
    readModules(ctx),
    listActionUses(ctx.services.db, ctx.actor.workspaceId),
  ]);
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
      triggers: definition.triggers,
      connectors: definition.connectors,
      author: version.author,
      updatedAt: version.createdAt.toISOString(),
      /** The playbooks whose steps call any of its actions. */
      usedBy: usedBy(own, ofModule),
    };
  });
}

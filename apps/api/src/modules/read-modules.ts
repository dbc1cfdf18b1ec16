import { listModules } from "@riposte/db";
import type { ModuleVersion } from "@riposte/db";
import type { Context } from "../context.ts";
import { moduleDefinition } from "./module-definition.ts";
import type { ModuleDefinition } from "./module-definition.ts";

export interface KnownModule extends ModuleVersion {
  readonly definition: ModuleDefinition;
}

/** The modules of the workspace, as they are now. */
export async function readModules({
  services,
  actor,
}: Pick<Context, "services" | "actor">): Promise<readonly KnownModule[]> {
  const rows = await listModules(services.db, actor.workspaceId);
  return rows.map((row) => ({
    ...row,
    definition: moduleDefinition.parse(JSON.parse(row.version.definition)),
  }));
}

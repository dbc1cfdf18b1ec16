import { listScriptActions } from "@riposte/db";
import type { CurrentAction } from "@riposte/db";
import { needs } from "../trpc.ts";
import { actionDefinition } from "./action-definition.ts";

export const list = needs("actions.read").query(async ({ ctx }) => {
  const rows = await listScriptActions(ctx.services.db, ctx.actor.workspaceId);
  return rows.map(summarise);
});

export function summarise({ action, version }: CurrentAction) {
  const { entry, effect, idempotent, connector } = actionDefinition.parse(JSON.parse(version.definition));
  return {
    id: action.id,
    name: action.name,
    /** What a graph calls it. */
    key: `script.${action.name}`,
    description: action.description,
    version: action.currentVersion,
    entry,
    effect,
    idempotent,
    connector,
    updatedAt: version.createdAt.toISOString(),
  };
}

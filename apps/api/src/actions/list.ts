import { listScriptActions } from "@riposte/db";
import { needs } from "../trpc.ts";
import { summarise } from "./describe-action.ts";

export const list = needs("actions.read").query(async ({ ctx }) => {
  const rows = await listScriptActions(ctx.services.db, ctx.actor.workspaceId);
  return rows.map(summarise);
});

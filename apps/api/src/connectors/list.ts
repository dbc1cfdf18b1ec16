import { listConnectors } from "@riposte/db";
import { needs } from "../trpc.ts";
import { describeConnector } from "./describe-connector.ts";

export const list = needs("connectors.read").query(async ({ ctx }) => {
  const rows = await listConnectors(ctx.services.db, ctx.actor.workspaceId);
  return rows.map(describeConnector);
});

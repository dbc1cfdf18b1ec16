import { getConnector } from "@riposte/db";
import type { ConnectorRow } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { notFound } from "../user-error.ts";

export const connectorName = z.string().min(1).max(100);

export async function requireConnector({ services, actor }: Context, name: string): Promise<ConnectorRow> {
  const connector = await getConnector(services.db, actor.workspaceId, name);
  if (connector === null) throw notFound("connector", name);
  return connector;
}

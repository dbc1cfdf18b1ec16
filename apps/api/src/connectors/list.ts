import { listConnectors, listConnectorUses } from "@riposte/db";
import { connectors } from "@riposte/integrations";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { describeConnector } from "./describe-connector.ts";
import { usedBy } from "./used-by.ts";

export const list = needs("connectors.read").query(({ ctx }) => listAll(ctx));

async function listAll({ services, actor }: Context) {
  const [rows, uses] = await Promise.all([
    listConnectors(services.db, actor.workspaceId),
    listConnectorUses(services.db, actor.workspaceId),
  ]);
  return rows.map((row) => ({
    ...describeConnector(row),
    usedBy: usedBy(row.name, uses),
    /** Whether it can be tried out without an effect. */
    testable: connectors.get(row.type)?.test !== undefined,
  }));
}

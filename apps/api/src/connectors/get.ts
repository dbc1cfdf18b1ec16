import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { describeConnector } from "./describe-connector.ts";
import { connectorName, requireConnector } from "./find.ts";
import { openSecrets } from "./sealed-secrets.ts";

export const get = needs("connectors.read")
  .input(z.object({ name: connectorName }).strict())
  .query(({ ctx, input }) => showConnector(ctx, input.name));

async function showConnector(ctx: Context, name: string) {
  const row = await requireConnector(ctx, name);
  const secretNames = Object.keys(openSecrets(ctx.services.vault, row));
  /** Which secrets are set; their values stay where they are. */
  return { ...describeConnector(row), secretNames };
}

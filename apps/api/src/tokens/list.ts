import { listTokens } from "@riposte/db";
import { needs } from "../trpc.ts";

export const list = needs("tokens.read").query(async ({ ctx }) => {
  const rows = await listTokens(ctx.services.db, ctx.actor.workspaceId);
  return rows.map(({ id, name, role, createdAt, lastUsedAt, revokedAt }) => ({
    id,
    name,
    role,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }));
});

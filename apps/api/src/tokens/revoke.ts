import { listTokens, revokeToken } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";

/** By id or name; works from the next request on. */
export const revoke = needs("tokens.write")
  .input(z.object({ id: z.string().min(1).max(100) }).strict())
  .mutation(({ ctx, input }) => revokeByRef(ctx, input.id));

async function revokeByRef(ctx: Context, ref: string) {
  const { workspaceId } = ctx.actor;
  return ctx.services.db.transaction(async (tx) => {
    const good = (await listTokens(tx, workspaceId)).filter((row) => row.revokedAt === null);
    const token = good.find((row) => row.id === ref) ?? good.find((row) => row.name === ref);
    if (token === undefined || !(await revokeToken(tx, workspaceId, token.id))) throw notFound("token", ref);
    const { id, name } = token;
    await recordChange(tx, ctx, { action: "tokens.revoke", target: `token:${id}`, details: { name } });
    return { id, name };
  });
}

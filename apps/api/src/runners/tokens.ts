import { createRunnerToken, listRunnerGroups, listRunnerTokens, revokeRunnerToken } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";

/** Of the runners of the installation, which no token opens. */
const OWN_GROUP = "default";

export const groupName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    "A group's name is made of a to z, digits and -, and begins with a letter",
  );

const createInput = z
  .object({
    group: groupName,
    /** Tells the tokens of a group apart. */
    name: z.string().regex(/^[A-Za-z0-9_.@-]{1,64}$/, "A name is made of letters, digits and _ . @ -"),
  })
  .strict();

/** The answer is the only place where the token can be read. */
export const createToken = needs("runners.write")
  .input(createInput)
  .mutation(({ ctx, input }) => createNamed(ctx, input));

async function createNamed(ctx: Context, { group, name }: z.infer<typeof createInput>) {
  const { workspaceId } = ctx.actor;
  if (group === OWN_GROUP) {
    const message = `The group ${OWN_GROUP} is that of the installation's own runners, which need no token: name another one.`;
    throw new UserError("bad_request", message, { field: "group" });
  }
  return ctx.services.db.transaction(async (tx) => {
    const good = (await listRunnerTokens(tx, workspaceId)).filter(({ revokedAt }) => revokedAt === null);
    if (good.some((row) => row.name === name)) {
      const message = `There is a token ${name} already: revoke it or choose another name.`;
      throw new UserError("conflict", message, { field: "name" });
    }
    const { id, token } = await createRunnerToken(tx, { workspaceId, group, name });
    const target = `runnerToken:${id}`;
    await recordChange(tx, ctx, { action: "runners.createToken", target, details: { name, group } });
    return { id, name, group, token };
  });
}

export const tokens = needs("runners.write").query(async ({ ctx }) => {
  const rows = await listRunnerTokens(ctx.services.db, ctx.actor.workspaceId);
  return rows.map(({ id, name, group, createdAt, lastUsedAt, revokedAt }) => ({
    id,
    name,
    group,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }));
});

/** By id or name; works from the next request on. */
export const revokeToken = needs("runners.write")
  .input(z.object({ id: z.string().min(1).max(100) }).strict())
  .mutation(({ ctx, input }) => revokeByRef(ctx, input.id));

async function revokeByRef(ctx: Context, ref: string) {
  const { workspaceId } = ctx.actor;
  return ctx.services.db.transaction(async (tx) => {
    const good = (await listRunnerTokens(tx, workspaceId)).filter(({ revokedAt }) => revokedAt === null);
    const token = good.find((row) => row.id === ref) ?? good.find((row) => row.name === ref);
    if (token === undefined || !(await revokeRunnerToken(tx, workspaceId, token.id))) {
      throw notFound("token", ref);
    }
    const { id, name, group } = token;
    const target = `runnerToken:${id}`;
    await recordChange(tx, ctx, { action: "runners.revokeToken", target, details: { name, group } });
    return { id, name, group };
  });
}

/** The groups that a connector can name. */
export const groups = needs("connectors.read").query(({ ctx }) =>
  listRunnerGroups(ctx.services.db, ctx.actor.workspaceId),
);

import { createToken, listTokens } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context } from "../context.ts";
import { atLeast, ROLES } from "../permissions.ts";
import { needs } from "../trpc.ts";
import { UserError } from "../user-error.ts";

const createInput = z
  .object({
    /** Approvals and the audit log know its bearer by it: `token:<name>`. */
    name: z.string().regex(/^[A-Za-z0-9_.@-]{1,64}$/, "A name is made of letters, digits and _ . @ -"),
    role: z.enum(ROLES),
  })
  .strict();

/** The answer is the only place where the token can be read. */
export const create = needs("tokens.write")
  .input(createInput)
  .mutation(({ ctx, input }) => createNamed(ctx, input));

async function createNamed(ctx: Context, { name, role }: z.infer<typeof createInput>) {
  const { workspaceId, role: own } = ctx.actor;
  if (!atLeast(own, role)) {
    throw new UserError("forbidden", `You are ${own}: you cannot make a token that is ${role}.`, {
      field: "role",
    });
  }
  return ctx.services.db.transaction(async (tx) => {
    const taken = (await listTokens(tx, workspaceId)).some(
      (row) => row.name === name && row.revokedAt === null,
    );
    if (taken) {
      throw new UserError("conflict", `There is a token ${name} already: revoke it or choose another name.`, {
        field: "name",
      });
    }
    const { id, token } = await createToken(tx, { workspaceId, name, role });
    await recordChange(tx, ctx, { action: "tokens.create", target: `token:${id}`, details: { name, role } });
    return { id, name, role, token };
  });
}

import { createLink, findPerson, listLinks, revokeLink } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import { email } from "../auth/email.ts";
import { actorName } from "../context.ts";
import type { Context } from "../context.ts";
import { ROLES } from "../permissions.ts";
import { needs } from "../trpc.ts";
import { notFound, UserError } from "../user-error.ts";
import { linkAddress } from "./link-address.ts";

const VALID_MS = 7 * 24 * 60 * 60_000;

/** Those that wait for an answer; newest first. */
export const invitations = needs("people.write").query(async ({ ctx }) => {
  const rows = await listLinks(ctx.services.db, ctx.actor.workspaceId, "invitation");
  return rows.map((row) => ({
    id: row.id,
    email: row.email ?? "",
    role: row.role,
    invitedBy: row.madeBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
});

const inviteInput = z.object({ email, role: z.enum(ROLES) }).strict();

/** The answer is the only place where the link can be read; inviting again makes a new one and ends the old, and says so. */
export const invite = needs("people.write")
  .input(inviteInput)
  .mutation(({ ctx, input }) => inviteSomebody(ctx, input));

async function inviteSomebody(ctx: Context, { email: to, role }: z.infer<typeof inviteInput>) {
  const { workspaceId } = ctx.actor;
  return ctx.services.db.transaction(async (tx) => {
    if ((await findPerson(tx, workspaceId, to)) !== null) {
      throw new UserError("conflict", `${to} belongs to this workspace already.`, { field: "email" });
    }
    const madeBy = actorName(ctx.actor);
    const waiting = await listLinks(tx, workspaceId, "invitation");
    const replaces = waiting.some((link) => link.email === to);
    const link = await createLink(tx, {
      workspaceId,
      purpose: "invitation",
      email: to,
      role,
      madeBy,
      validMs: VALID_MS,
    });
    const details = { email: to, role };
    await recordChange(tx, ctx, { action: "people.invite", target: `link:${link.id}`, details });
    return { id: link.id, email: to, role, replaces, ...linkAddress(ctx, "invitation", link) };
  });
}

export const revokeInvitation = needs("people.write")
  .input(z.object({ id: z.string().min(1).max(100) }).strict())
  .mutation(({ ctx, input }) =>
    ctx.services.db.transaction(async (tx) => {
      const revoked = await revokeLink(tx, ctx.actor.workspaceId, input.id);
      if (revoked === null) throw notFound("invitation", input.id);
      const { id, email: to, role } = revoked;
      const details = { email: to, role };
      await recordChange(tx, ctx, { action: "people.revokeInvitation", target: `link:${id}`, details });
      return { id };
    }),
  );

import { endOtherSessions as endOthers, endSession as end, listSessions } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import type { Context, PersonActor } from "../context.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";

/** Where the person is signed in; newest first. A token has no sessions. */
export const sessions = needs("me.read").query(async ({ ctx }) => {
  const person = personOf(ctx);
  if (person === null) return [];
  const rows = await listSessions(ctx.services.db, person.id);
  return rows.map(({ id, createdAt, expiresAt, ipAddress, userAgent }) => ({
    id,
    current: id === person.sessionId,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    address: ipAddress ?? "",
    browser: userAgent ?? "",
  }));
});

/** One of the caller's own. */
export const endSession = needs("me.write")
  .input(z.object({ id: z.string().min(1).max(100) }).strict())
  .mutation(async ({ ctx, input }) => {
    const person = personOf(ctx);
    const ended = person !== null && (await end(ctx.services.db, person.id, input.id));
    if (!ended) throw notFound("session", input.id);
    await recordEnd(ctx, { sessions: 1 });
    return { id: input.id };
  });

export const endOtherSessions = needs("me.write").mutation(async ({ ctx }) => {
  const person = personOf(ctx);
  if (person === null) return { ended: 0 };
  const ended = await endOthers(ctx.services.db, person.id, person.sessionId);
  if (ended > 0) await recordEnd(ctx, { sessions: ended });
  return { ended };
});

function personOf({ actor }: Context): PersonActor | null {
  return actor.kind === "person" ? actor : null;
}

async function recordEnd(ctx: Context, details: { readonly sessions: number }): Promise<void> {
  await recordChange(ctx.services.db, ctx, {
    action: "me.endSession",
    target: `user:${ctx.actor.id}`,
    details,
  });
}

import { createLink } from "@riposte/db";
import { z } from "zod";
import { recordChange } from "../audit/record-change.ts";
import { actorName } from "../context.ts";
import { needs } from "../trpc.ts";
import { personRef, personToChange } from "./find.ts";
import { linkAddress } from "./link-address.ts";

const VALID_MS = 24 * 60 * 60_000;

/** A link for somebody who has forgotten theirs; until it is used the old password stays good. */
export const newPassword = needs("people.write")
  .input(z.object({ id: personRef }).strict())
  .mutation(({ ctx, input }) =>
    ctx.services.db.transaction(async (tx) => {
      const { id, email, workspaceId } = await personToChange(tx, ctx, input.id);
      const madeBy = actorName(ctx.actor);
      const link = await createLink(tx, {
        workspaceId,
        purpose: "password",
        email,
        role: null,
        madeBy,
        validMs: VALID_MS,
      });
      await recordChange(tx, ctx, { action: "people.newPassword", target: `user:${id}`, details: { email } });
      return { id, email, ...linkAddress(ctx, "invitation", link) };
    }),
  );

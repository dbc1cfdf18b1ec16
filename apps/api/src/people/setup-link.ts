import { createLink } from "@riposte/db";
import { recordChange } from "../audit/record-change.ts";
import { actorName } from "../context.ts";
import { needs } from "../trpc.ts";
import { linkAddress } from "./link-address.ts";

const VALID_MS = 24 * 60 * 60_000;

/**
 * A link by which whoever opens it becomes an admin: for the first one, and for when none can sign in any more. Earlier
 * ones are of no use from then on.
 */
export const setupLink = needs("people.write").mutation(({ ctx }) =>
  ctx.services.db.transaction(async (tx) => {
    const { workspaceId } = ctx.actor;
    const link = await createLink(tx, {
      workspaceId,
      purpose: "setup",
      email: null,
      role: "admin",
      madeBy: actorName(ctx.actor),
      validMs: VALID_MS,
    });
    await recordChange(tx, ctx, { action: "people.setupLink", target: `link:${link.id}` });
    return linkAddress(ctx, "setup", link);
  }),
);

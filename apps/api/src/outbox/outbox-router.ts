import { searchOutbox } from "@riposte/db";
import { z } from "zod";
import { needs, router } from "../trpc.ts";

const page = z
  .object({
    state: z.enum(["kept", "sent", "failed"]).optional(),
    /** In addresses, subject or text; case does not count. */
    text: z.string().trim().min(1).max(200).optional(),
    limit: z.int().min(1).max(200).default(50),
    offset: z.int().min(0).max(1_000_000).default(0),
  })
  .strict()
  .prefault({});

/** Mail that waits for SMTP to be set up, and what was sent; newest first. */
const list = needs("outbox.read")
  .input(page)
  .query(async ({ ctx, input }) => {
    const { items, total } = await searchOutbox(ctx.services.db, ctx.actor.workspaceId, input);
    return {
      total,
      items: items.map(({ id, message, state, error, requestKey, createdAt, sentAt }) => ({
        id,
        message: JSON.parse(message) as unknown,
        state,
        error,
        /** The run whose step wrote it, if one did. */
        run: requestKey?.match(/^run_[^/]+/)?.[0] ?? null,
        createdAt: createdAt.toISOString(),
        sentAt: sentAt?.toISOString() ?? null,
      })),
    };
  });

export const outboxRouter = router({ list });

import { listOutbox } from "@riposte/db";
import { z } from "zod";
import { needs, router } from "../trpc.ts";

const page = z
  .object({ limit: z.int().min(1).max(200).default(50) })
  .strict()
  .prefault({});

/** Mail that waits for SMTP to be set up, and what was sent; newest first. */
const list = needs("outbox.read")
  .input(page)
  .query(async ({ ctx, input }) => {
    const rows = await listOutbox(ctx.services.db, ctx.actor.workspaceId, input.limit);
    return rows.map(({ id, message, state, error, createdAt, sentAt }) => ({
      id,
      message: JSON.parse(message) as unknown,
      state,
      error,
      createdAt: createdAt.toISOString(),
      sentAt: sentAt?.toISOString() ?? null,
    }));
  });

export const outboxRouter = router({ list });

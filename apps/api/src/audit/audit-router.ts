import { listAudit } from "@riposte/db";
import { z } from "zod";
import { needs, router } from "../trpc.ts";

const page = z
  .object({
    limit: z.int().min(1).max(500).default(100),
    /** `seq` of the last entry of the page before. */
    before: z.int().optional(),
  })
  .strict()
  .prefault({});

/** Newest first. */
const list = needs("audit.read")
  .input(page)
  .query(async ({ ctx, input }) => {
    const rows = await listAudit(ctx.services.db, ctx.actor.workspaceId, input);
    return rows.map(({ seq, at, actor, action, target, details, clientAddress }) => ({
      seq,
      at: at.toISOString(),
      actor,
      action,
      target,
      details: JSON.parse(details) as unknown,
      clientAddress,
    }));
  });

export const auditRouter = router({ list });

import { listAudit, listAuditNames } from "@riposte/db";
import { z } from "zod";
import { needs, router } from "../trpc.ts";

const page = z
  .object({
    actor: z.string().min(1).max(300).optional(),
    action: z.string().min(1).max(100).optional(),
    target: z.string().min(1).max(300).optional(),
    /** From, and before. */
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
    limit: z.int().min(1).max(500).default(100),
    /** `seq` of the last entry of the page before. */
    before: z.int().optional(),
  })
  .strict()
  .prefault({});

/** Newest first. */
const list = needs("audit.read")
  .input(page)
  .query(async ({ ctx, input: { from, to, ...rest } }) => {
    const rows = await listAudit(ctx.services.db, ctx.actor.workspaceId, {
      ...rest,
      from: from === undefined ? undefined : new Date(from),
      to: to === undefined ? undefined : new Date(to),
    });
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

/** Who and what the filters can ask for. */
const names = needs("audit.read").query(({ ctx }) => listAuditNames(ctx.services.db, ctx.actor.workspaceId));

export const auditRouter = router({ list, names });

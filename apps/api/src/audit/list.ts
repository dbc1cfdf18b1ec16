import { listAudit } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { tellAbout } from "./about.ts";

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
export const list = needs("audit.read")
  .input(page)
  .query(({ ctx, input }) => listPage(ctx, input));

async function listPage(ctx: Context, { from, to, ...rest }: z.infer<typeof page>) {
  const rows = await listAudit(ctx.services.db, ctx.actor.workspaceId, {
    ...rest,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  });
  const entries = rows.map((row) => ({ ...row, details: JSON.parse(row.details) as unknown }));
  const about = await tellAbout(ctx, entries);
  return entries.map((entry, at) => ({
    seq: entry.seq,
    at: entry.at.toISOString(),
    actor: entry.actor,
    action: entry.action,
    target: entry.target,
    details: entry.details,
    clientAddress: entry.clientAddress,
    about: about[at] ?? { playbook: null, run: null, step: null },
  }));
}

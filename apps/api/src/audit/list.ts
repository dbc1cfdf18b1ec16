import { listAudit, namePlaybooks } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { playbookOf } from "./playbook-of.ts";

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

async function listPage({ services: { db }, actor }: Context, { from, to, ...rest }: z.infer<typeof page>) {
  const rows = await listAudit(db, actor.workspaceId, {
    ...rest,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  });
  const entries = rows.map((row) => ({ ...row, details: JSON.parse(row.details) as unknown }));
  const ids = entries.map(({ target, details }) => playbookOf(target, details)).filter((id) => id !== null);
  const names = await namePlaybooks(db, actor.workspaceId, [...new Set(ids)]);
  return entries.map((entry) => ({
    seq: entry.seq,
    at: entry.at.toISOString(),
    actor: entry.actor,
    action: entry.action,
    target: entry.target,
    details: entry.details,
    clientAddress: entry.clientAddress,
    /** The name, as it is now, of the playbook that this is about; null: of none, or of one that is gone. */
    playbook: names.get(playbookOf(entry.target, entry.details) ?? "") ?? null,
  }));
}

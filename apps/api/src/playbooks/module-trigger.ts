import { findModuleTrigger, findTrigger, listRejections } from "@riposte/db";
import type { ModuleTriggerRow } from "@riposte/db";
import { z } from "zod";
import type { Context } from "../context.ts";
import { needs } from "../trpc.ts";
import { playbookRef, requirePlaybook } from "./find.ts";

/** How the module's trigger goes that starts the playbook; null where something else starts it. */
export const moduleTrigger = needs("playbooks.read")
  .input(z.object({ name: playbookRef }).strict())
  .query(({ ctx, input }) => describeModuleTrigger(ctx, input.name));

async function describeModuleTrigger(ctx: Context, ref: string) {
  const { services, actor } = ctx;
  const { id, enabled } = await requirePlaybook(ctx, ref);
  const trigger = await findTrigger(services.db, actor.workspaceId, id);
  if (trigger === null || trigger.script === null) return null;
  const [row, refused] = await Promise.all([
    findModuleTrigger(services.db, actor.workspaceId, id),
    listRejections(services.db, actor.workspaceId, trigger.id),
  ]);
  return {
    key: trigger.type,
    state: enabled ? stateOf(row) : ("off" as const),
    startedAt: row?.startedAt?.toISOString() ?? null,
    /** In a row. */
    failures: row?.failures ?? 0,
    nextStartAt: row?.nextStartAt?.toISOString() ?? null,
    /** Those of which a run came. */
    events: row?.events ?? 0,
    lastEventAt: row?.lastEventAt?.toISOString() ?? null,
    lastError: row?.lastError ?? null,
    lastErrorAt: row?.lastErrorAt?.toISOString() ?? null,
    /** The end of what it has printed. */
    log: row?.log ?? "",
    /** Events that were not accepted, by reason. */
    refused: refused.map(({ reason, count }) => ({ reason, count })),
  };
}

/** One whose runner has not renewed its lease does not run, whatever was said of it last. */
function stateOf(row: ModuleTriggerRow | null): "waiting" | "pausing" | "starting" | "running" {
  if (row === null || row.leaseUntil === null || row.leaseUntil < new Date())
    return row !== null && row.nextStartAt !== null && row.nextStartAt > new Date() ? "pausing" : "waiting";
  return row.state === "running" ? "running" : "starting";
}

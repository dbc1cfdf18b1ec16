import { countJoined, findStandIn } from "@riposte/db";
import type { RunRow } from "@riposte/db";
import type { Context } from "../context.ts";
import { tellQueued } from "./waits.ts";

/** How a run stands to others: what it waits for, which one stands for it, and for how many it stands. */
export async function tellOrder(ctx: Context, { id, state }: RunRow) {
  const { sql } = ctx.services;
  const { workspaceId } = ctx.actor;
  const [standIn, joined, queued] = await Promise.all([
    state === "skipped" ? findStandIn(sql, workspaceId, id) : null,
    state === "skipped" ? 0 : countJoined(sql, workspaceId, id),
    state === "queued" ? tellQueued(ctx, [id]) : new Map<string, string>(),
  ]);
  return {
    /** Why it has not begun; null: it has, or begins now. */
    waits: queued.get(id) ?? null,
    /** Of one that was skipped, the run that stands for it. */
    standIn,
    /** How many events it stands for besides its own. */
    joined,
  };
}

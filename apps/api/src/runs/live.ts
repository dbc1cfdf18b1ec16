import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { countStepStates, findRun, listStepOutlines } from "@riposte/db";
import { tracked } from "@trpc/server";
import { z } from "zod";
import type { Context } from "../context.ts";
import { streamTo } from "../stream-to.ts";
import { needs } from "../trpc.ts";
import { notFound } from "../user-error.ts";
import { requireRun, runRef } from "./find.ts";
import { formatCursor, readCursor } from "./live-cursor.ts";
import type { LiveCursor } from "./live-cursor.ts";
import { outlineSteps } from "./outline-steps.ts";
import { plannedSteps } from "./step-names.ts";
import { summariseRun } from "./summarise.ts";

const liveInput = z
  .object({
    id: runRef,
    /** Of the last event, or of `runs.outline`: what was told by then is not told again. */
    lastEventId: z.string().max(100).nullish(),
  })
  .strict();

/** NOTIFY wakes us; where it does not come, we look ourselves. */
const LOOK_ANYWAY_MS = 5_000;
/** A run with thousands of steps changes all the time: so often it is told at most. */
const PAUSE_MS = 250;
/** In one event. */
const MOST_STEPS = 1_000;

/**
 * Follows a run to its end: each event holds the steps that were recorded since the one before, and the run as it
 * is. The closing record may correct what progress told: read the outline again when the run is over, or when
 * `counts` (null where another event follows at once) are not what the steps add up to.
 */
export const live = needs("runs.read")
  .input(liveInput)
  .subscription(async ({ ctx, input, signal }) => {
    const { run } = await requireRun(ctx, input.id);
    const planned = await plannedSteps(ctx.services.db, run.planHash);
    const look = (at: LiveCursor) => lookAt(ctx, { id: run.id, at, planned });
    const from = readCursor(input.lastEventId);
    return streamTo(ctx, signal, (stop) => follow(ctx, { id: run.id, from, look, stop }));
  });

interface Following {
  readonly id: string;
  readonly from: LiveCursor;
  readonly look: (at: LiveCursor) => ReturnType<typeof lookAt>;
  readonly stop: AbortSignal;
}

async function* follow(ctx: Context, { id, from, look, stop }: Following) {
  using news = ctx.services.notices.watch(id);
  let at = from;
  while (!stop.aborted) {
    const { event, cursor, more } = await look(at);
    if (formatCursor(cursor) !== formatCursor(at)) yield tracked(formatCursor(cursor), event);
    at = cursor;
    if (more) continue;
    if (event.run.over) return;
    await news.news(LOOK_ANYWAY_MS, stop);
    await sleep(PAUSE_MS, undefined, { signal: stop }).catch(() => {});
  }
}

interface Looking {
  readonly id: string;
  readonly at: LiveCursor;
  readonly planned: Awaited<ReturnType<typeof plannedSteps>>;
}

/** All of it at one instant, so that steps and counts speak of the same. */
async function lookAt(ctx: Context, { id, at, planned }: Looking) {
  const { services, actor } = ctx;
  const { workspaceId } = actor;
  const { rows, run, counts, cursor, more } = await services.db.transaction(
    async (tx) => {
      const found = await findRun(tx, workspaceId, id);
      if (found === null) throw notFound("run", id);
      const run = summariseRun(found);
      const since = { runId: id, seq: at.seq, limit: MOST_STEPS + 1 };
      const left = await listStepOutlines(tx, workspaceId, since);
      const rows = left.slice(0, MOST_STEPS);
      const cursor: LiveCursor = { seq: rows.at(-1)?.seq ?? at.seq, run: digest(run) };
      const more = left.length > MOST_STEPS;
      const isNews = cursor.seq !== at.seq || cursor.run !== at.run;
      const counts = isNews && !more ? await countStepStates(tx, workspaceId, id) : null;
      return { rows, run, counts, cursor, more };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  const steps = await outlineSteps(ctx, { run: id, rows, planned });
  return { event: { run, steps, counts }, cursor, more };
}

export function digest(run: ReturnType<typeof summariseRun>): string {
  return createHash("sha256").update(JSON.stringify(run)).digest("base64url").slice(0, 12);
}

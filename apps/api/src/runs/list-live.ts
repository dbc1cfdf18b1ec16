import { setTimeout as sleep } from "node:timers/promises";
import { findRuns } from "@riposte/db";
import { tracked } from "@trpc/server";
import { z } from "zod";
import type { Context } from "../context.ts";
import { streamTo } from "../stream-to.ts";
import { needs } from "../trpc.ts";
import { tellRuns } from "./tell-runs.ts";

const input = z
  .object({ lastEventId: z.string().max(100).nullish() })
  .strict()
  .prefault({});

const WAIT_MS = 60_000;
const PAUSE_MS = 1_000;

/** The runs of the workspace that have changed, at most once a second; `missed`: there may be others, read the list again. */
export const listLive = needs("runs.read")
  .input(input)
  .subscription(({ ctx, signal }) => streamTo(ctx, signal, (stop) => followAll(ctx, stop)));

/** The first event only says so: whatever happened before it, or while the line was broken, was missed. */
async function* followAll(ctx: Context, stop: AbortSignal) {
  using news = ctx.services.notices.watchAll();
  yield tracked(eventId(), { runs: [], missed: true });
  while (!stop.aborted) {
    await news.news(WAIT_MS, stop);
    const named = news.take();
    const found = await findRuns(ctx.services.db, ctx.actor.workspaceId, named ?? []);
    const runs = await tellRuns(ctx, found);
    if (named === null || runs.length > 0) yield tracked(eventId(), { runs, missed: named === null });
    await sleep(PAUSE_MS, undefined, { signal: stop }).catch(() => {});
  }
}

function eventId(): string {
  return String(Date.now());
}

import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { tracked } from "@trpc/server";
import { z } from "zod";
import type { Context } from "../context.ts";
import { streamTo } from "../stream-to.ts";
import { needs } from "../trpc.ts";
import { describeTrial } from "./describe-trial.ts";
import { requireTrial, trialRef } from "./find.ts";

/** NOTIFY wakes us; where it does not come, we look ourselves. */
const LOOK_ANYWAY_MS = 3_000;
/** Each event holds all that was printed so far. */
const PAUSE_MS = 150;

/** Follows a trial to its end: each event says how it goes, what it printed included. */
export const follow = needs("actions.write")
  .input(z.object({ id: trialRef, lastEventId: z.string().max(100).nullish() }).strict())
  .subscription(async ({ ctx, input, signal }) => {
    const { id } = await requireTrial(ctx, input.id);
    return streamTo(ctx, signal, (stop) => tell(ctx, { id, told: input.lastEventId ?? "", stop }));
  });

interface Following {
  readonly id: string;
  readonly told: string;
  readonly stop: AbortSignal;
}

async function* tell(ctx: Context, { id, told: before, stop }: Following) {
  using news = ctx.services.notices.watch(id);
  let told = before;
  while (!stop.aborted) {
    const trial = await describeTrial(ctx, await requireTrial(ctx, id));
    const cursor = createHash("sha256").update(JSON.stringify(trial)).digest("base64url").slice(0, 16);
    if (cursor !== told) yield tracked(cursor, trial);
    told = cursor;
    if (trial.state === "ended") return;
    await news.news(LOOK_ANYWAY_MS, stop);
    await sleep(PAUSE_MS, undefined, { signal: stop }).catch(() => {});
  }
}

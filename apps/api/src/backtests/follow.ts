import { setTimeout as sleep } from "node:timers/promises";
import { tracked } from "@trpc/server";
import { z } from "zod";
import type { Context } from "../context.ts";
import { streamTo } from "../stream-to.ts";
import { needs } from "../trpc.ts";
import { describeBacktest } from "./describe-backtest.ts";
import { backtestRef, requireBacktest } from "./find.ts";

/** NOTIFY wakes us; where it does not come, we look ourselves. */
const LOOK_ANYWAY_MS = 3_000;
const PAUSE_MS = 400;

/** Follows a backtest to its end: each event says how far it has come. */
export const follow = needs("runs.read")
  .input(z.object({ id: backtestRef, lastEventId: z.string().max(100).nullish() }).strict())
  .subscription(async ({ ctx, input, signal }) => {
    const { id } = await requireBacktest(ctx, input.id);
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
    const backtest = describeBacktest(await requireBacktest(ctx, id));
    const { state, done } = backtest;
    const cursor = `${state} ${done}`;
    if (cursor !== told) yield tracked(cursor, backtest);
    told = cursor;
    if (state !== "going") return;
    await news.news(LOOK_ANYWAY_MS, stop);
    await sleep(PAUSE_MS, undefined, { signal: stop }).catch(() => {});
  }
}

import { setTimeout as sleep } from "node:timers/promises";
import { listEnvironmentBuilds } from "@riposte/db";
import type { WantedEnvironment } from "@riposte/db";
import { tracked } from "@trpc/server";
import { z } from "zod";
import { pythonVersion } from "../actions/action-definition.ts";
import type { Context } from "../context.ts";
import { streamTo } from "../stream-to.ts";
import { needs } from "../trpc.ts";

/** NOTIFY wakes us; where it does not come, we look ourselves. */
const LOOK_ANYWAY_MS = 3_000;
/** Each event holds all that was said so far. */
const PAUSE_MS = 300;

/** Follows the building of packages on every runner, what it says included; ends with the connection. */
export const follow = needs("actions.write")
  .input(
    z
      .object({
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        python: pythonVersion.optional(),
        lastEventId: z.string().max(100).nullish(),
      })
      .strict(),
  )
  .subscription(({ ctx, input: { hash, python = "3", lastEventId }, signal }) =>
    streamTo(ctx, signal, (stop) => tell(ctx, { wanted: { hash, python }, told: lastEventId ?? "", stop })),
  );

interface Following {
  readonly wanted: WantedEnvironment;
  readonly told: string;
  readonly stop: AbortSignal;
}

async function* tell({ services }: Context, { wanted, told: before, stop }: Following) {
  using news = services.notices.watch(wanted.hash);
  let told = before;
  while (!stop.aborted) {
    const rows = await listEnvironmentBuilds(services.db, wanted);
    const cursor = `at ${rows.map(({ runner, revision }) => `${runner}:${revision}`).join(",")}`;
    if (cursor !== told) {
      yield tracked(
        cursor,
        rows.map(({ runner, state, log, failure, updatedAt }) => ({
          runner,
          state,
          log,
          failure,
          updatedAt: updatedAt.toISOString(),
        })),
      );
    }
    told = cursor;
    await news.news(LOOK_ANYWAY_MS, stop);
    await sleep(PAUSE_MS, undefined, { signal: stop }).catch(() => {});
  }
}

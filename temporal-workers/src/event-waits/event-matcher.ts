import { endOverdueWaits, listen, nextWaitEndsIn, withdrawWaitsOfEndedRuns } from "@riposte/db";
import type { LargeTexts } from "@riposte/db";
import { describeError } from "../activities/actions/describe-error.ts";
import { createWakeUp } from "../dispatcher/wake-up.ts";
import { matchArrivals } from "./match-arrivals.ts";
import { tellWorkflows } from "./tell-workflows.ts";
import type { Teller } from "./tell-workflows.ts";

export interface EventMatcher {
  /** After `stop`. */
  readonly ended: Promise<void>;
}

interface MatcherServices extends Teller {
  readonly blobs: LargeTexts;
  readonly databaseUrl: string;
  readonly stop: AbortSignal;
}

const LOOK_MS = 2_000;
const PAUSE_MS = 1_000;
const SWEEP_EVERY_MS = 60_000;

/**
 * Finds for every event that was accepted the waits that it ends, ends those whose time is over, and tells the
 * workflows. All of it follows from rows: any number of workers may be at it, and one that was killed is resumed.
 */
export function startEventMatcher(services: MatcherServices): EventMatcher {
  const { sql, logger, stop } = services;
  const wake = createWakeUp(stop);
  const listener = listen(services.databaseUrl, {
    name: "riposte events",
    channels: ["event_waits"],
    onNotice: wake.now,
    onListening: wake.now,
  });
  let sweptAt = 0;

  async function keepMatching(): Promise<void> {
    while (!stop.aborted) await wake.next(await look());
    await listener.close();
  }

  /** Gives how long nothing is to be done. */
  async function look(): Promise<number> {
    try {
      await matchArrivals(services, stop);
      await endOverdueWaits(sql);
      while (!stop.aborted && (await tellWorkflows(services)));
      if (Date.now() - sweptAt > SWEEP_EVERY_MS) {
        await withdrawWaitsOfEndedRuns(sql);
        sweptAt = Date.now();
      }
      const next = (await nextWaitEndsIn(sql)) ?? LOOK_MS;
      return Math.min(Math.max(Math.ceil(next), MINIMUM_MS), LOOK_MS);
    } catch (error) {
      if (!stop.aborted)
        logger.warn({ error: describeError(error) }, "Events cannot be matched just now; trying again");
      return PAUSE_MS;
    }
  }

  return { ended: keepMatching() };
}

const MINIMUM_MS = 10;

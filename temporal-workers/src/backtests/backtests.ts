import { claimBacktestEvent, listen, settleBacktestEvent } from "@riposte/db";
import type { ClaimedEvent } from "@riposte/db";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";
import { createWakeUp } from "../dispatcher/wake-up.ts";
import { tryEvent, untold } from "./try-event.ts";
import type { BacktestServices, Found } from "./try-event.ts";

const POLL_MS = 5_000;
/** Whoever was at it before was killed: perhaps by it. */
const MOST_TRIES = 3;

/** Holds drafts against runs of the past, one event at a time: it starts nothing, and real runs go before. */
export function startBacktests(
  services: BacktestServices & { readonly databaseUrl: string; readonly logger: Logger },
): { readonly ended: Promise<void> } {
  const { sql, logger, stop } = services;
  const wake = createWakeUp(stop);
  const listener = listen(services.databaseUrl, {
    name: "riposte backtests",
    channels: ["backtests"],
    onNotice: wake.now,
    onListening: wake.now,
  });

  async function keepGoing(): Promise<void> {
    while (!stop.aborted) {
      const claimed = await claimBacktestEvent(sql).catch((error: unknown) => {
        if (!stop.aborted)
          logger.warn({ error: describeError(error) }, "Backtests cannot be read; trying again");
        return null;
      });
      if (claimed === null) await wake.next(POLL_MS);
      else await settle(claimed);
    }
    await listener.close();
  }

  async function settle(event: ClaimedEvent): Promise<void> {
    const log = logger.child({ backtest: event.backtestId, run: event.runId });
    try {
      const found = await find(event);
      if (found === null) return;
      const { result, steps } = found;
      await settleBacktestEvent(sql, event, {
        result: JSON.stringify(result),
        steps: JSON.stringify(steps),
        differs: result.kind === "told" ? !result.isEqual : null,
      });
    } catch (error) {
      log.warn({ error: describeError(error) }, "An event of a backtest could not be settled; trying again");
    }
  }

  async function find(event: ClaimedEvent): Promise<Found | null> {
    if (event.triedBefore < MOST_TRIES) return tryEvent(services, event);
    return untold(`It could not be tried: ${MOST_TRIES} tries came to nothing. The worker's log says why.`);
  }

  return { ended: keepGoing() };
}

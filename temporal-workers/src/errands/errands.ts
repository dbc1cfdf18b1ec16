import type { Client } from "@temporalio/client";
import { listen, postponeErrand, settleErrand, takeErrands } from "@riposte/db";
import type { Connection, Database, Errand } from "@riposte/db";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";
import { createWakeUp } from "../dispatcher/wake-up.ts";
import { reportEnd } from "./report-end.ts";
import { startOnError } from "./start-on-error.ts";
import { tellToStop } from "./tell-to-stop.ts";

export interface ErrandServices {
  readonly db: Database;
  readonly sql: Connection["sql"];
  readonly databaseUrl: string;
  readonly client: Client;
  readonly logger: Logger;
  readonly stop: AbortSignal;
}

/** `again`: not yet; a problem: never, and people are told why. */
export type ErrandResult = "done" | "again" | { readonly problem: string };

type Run = (services: ErrandServices, errand: Errand) => Promise<ErrandResult>;

const kinds: { readonly [K in Errand["kind"]]: Run } = {
  report: reportEnd,
  stop: tellToStop,
  on_error: startOnError,
};

const AT_ONCE = 24;
const POLL_MS = 2_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Does what has to follow from what became of runs, and repeats it until it is done: any number of workers may be at
 * it, and each errand is harmless twice.
 */
export function startErrands(services: ErrandServices): { readonly ended: Promise<void> } {
  const { sql, logger, stop } = services;
  const wake = createWakeUp(stop);
  const listener = listen(services.databaseUrl, {
    name: "riposte errands",
    channels: ["errands"],
    onNotice: wake.now,
    onListening: wake.now,
  });

  async function keepGoing(): Promise<void> {
    while (!stop.aborted) {
      const taken = await takeErrands(sql, AT_ONCE).catch((error: unknown) => {
        if (!stop.aborted)
          logger.warn({ error: describeError(error) }, "Errands cannot be read; trying again");
        return [];
      });
      await Promise.all(taken.map((errand) => carryOut(errand)));
      if (taken.length < AT_ONCE) await wake.next(POLL_MS);
    }
    await listener.close();
  }

  async function carryOut(errand: Errand): Promise<void> {
    const log = logger.child({ run: errand.runId, errand: errand.kind });
    try {
      const result = await kinds[errand.kind](services, errand);
      if (result === "again") return await postpone(errand);
      if (result !== "done") log.error({ problem: result.problem }, "An errand came to nothing");
      await settleErrand(sql, errand, result === "done" ? null : result.problem);
    } catch (error) {
      log.warn({ error: describeError(error) }, "An errand could not be done; trying again");
      await postpone(errand).catch(() => {});
    }
  }

  function postpone(errand: Errand): Promise<void> {
    return postponeErrand(sql, errand, Math.min(FIRST_PAUSE_MS * 2 ** (errand.tries - 1), LONGEST_PAUSE_MS));
  }

  return { ended: keepGoing() };
}

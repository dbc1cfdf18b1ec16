import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import { endSilentRun, listSilentRuns, noteHealthy, noteStuck } from "@riposte/db";
import type { Connection, Database, SilentRun } from "@riposte/db";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";
import { examine } from "./examine.ts";
import { tellDecisions } from "./untold-decisions.ts";

export interface Reconciler {
  /** After `stop`. */
  readonly ended: Promise<void>;
}

interface ReconcilerServices {
  readonly db: Database;
  readonly sql: Connection["sql"];
  readonly client: Client;
  readonly logger: Logger;
  readonly stop: AbortSignal;
  readonly silentForMs?: number;
  readonly everyMs?: number;
}

const SILENT_FOR_MS = 60_000;
const EVERY_MS = 10_000;
const AT_ONCE = 50;
/** So many failures in a round are not about single runs. */
const TROUBLE = 5;

/**
 * Looks at every run that is not over and has been silent for a while, and writes down what Temporal says of it. Sends
 * decisions that nobody has sent.
 */
export function startReconciler(services: ReconcilerServices): Reconciler {
  const { sql, logger, stop } = services;
  const silentForMs = services.silentForMs ?? SILENT_FOR_MS;

  async function keepLooking(): Promise<void> {
    while (!stop.aborted) {
      await tellDecisions(services).catch((error: unknown) => {
        logger.warn({ error: describeError(error) }, "Kept decisions could not be sent; trying again");
      });
      const seen = await look().catch((error: unknown) => {
        logger.warn({ error: describeError(error) }, "Silent runs could not be looked at; trying again");
        return 0;
      });
      if (seen === AT_ONCE) continue;
      await sleep(services.everyMs ?? EVERY_MS, undefined, { signal: stop }).catch(() => {});
    }
  }

  async function look(): Promise<number> {
    const silent = await listSilentRuns(sql, { silentForMs, limit: AT_ONCE });
    let failures = 0;
    for (const run of silent) {
      if (stop.aborted || failures === TROUBLE) break;
      await reconcile(services, run).catch((error: unknown) => {
        failures += 1;
        logger.warn(
          { run: run.id, error: describeError(error) },
          "A silent run could not be looked at; trying again",
        );
      });
    }
    return silent.length - failures;
  }

  return { ended: keepLooking() };
}

async function reconcile({ sql, client, logger }: ReconcilerServices, run: SilentRun): Promise<void> {
  const finding = await examine(client, run.id);
  switch (finding.kind) {
    case "healthy":
      if (run.state === "stuck") logger.info({ run: run.id }, "A stuck run goes on");
      return noteHealthy(sql, run.id);
    case "stuck":
      if (run.state !== "stuck") logger.error({ run: run.id, failure: finding.failure }, "A run is stuck");
      return noteStuck(sql, run.id, finding.failure);
    case "over":
      if (await endSilentRun(sql, run.id, finding)) {
        logger.error({ run: run.id, end: finding.state }, "A run had ended without its record");
      }
      return;
    case "lost":
      if (await endSilentRun(sql, run.id, { state: "lost", failure: finding.failure })) {
        logger.error({ run: run.id }, "A run is lost: Temporal does not know it");
      }
  }
}

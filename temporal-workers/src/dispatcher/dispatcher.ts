import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import { claimRows, holdForgotten, holdRow, listen, markStarted } from "@riposte/db";
import type { ClaimedRow, Connection } from "@riposte/db";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";
import { isTransient } from "./is-transient.ts";
import { createProgress } from "./progress.ts";
import { startRun } from "./start-run.ts";
import { createWakeUp } from "./wake-up.ts";

export interface Dispatcher {
  /** After `stop`, when nothing is under way any more. */
  readonly ended: Promise<void>;
}

interface DispatcherServices {
  readonly sql: Connection["sql"];
  readonly databaseUrl: string;
  readonly client: Client;
  readonly logger: Logger;
  /** How long Temporal remembers a run that is over. */
  readonly retentionMs: number;
  /** Notes beside the database how far it has come. */
  readonly markFile: string;
  readonly stop: AbortSignal;
}

const AT_ONCE = 24;
const POLL_MS = 2_000;
const HOLD_EVERY_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Starts what was accepted: every row of the inbox becomes exactly one workflow, whose id is the row's.
 * Any number of dispatchers may be at it.
 */
export function startDispatcher(services: DispatcherServices): Dispatcher {
  const { sql, client, logger, stop } = services;
  const trustedForMs = services.retentionMs / 2;
  const wake = createWakeUp(stop);
  const progress = createProgress(services);
  const listener = listen(services.databaseUrl, {
    name: "riposte dispatcher",
    channels: ["inbox"],
    onNotice: wake.now,
    onListening: () => {
      progress.doubt();
      wake.now();
    },
  });
  const underWay = new Set<string>();
  let heldAt = 0;

  async function dispatch(): Promise<void> {
    while (!stop.aborted) {
      await claim().catch((error: unknown) => {
        if (!stop.aborted)
          logger.warn({ error: describeError(error) }, "The inbox cannot be read; trying again");
      });
      await wake.next(POLL_MS);
    }
    await listener.close();
    while (underWay.size > 0) await sleep(10);
    await progress.close();
  }

  async function claim(): Promise<void> {
    const mark = await progress.current();
    if (Date.now() - heldAt > HOLD_EVERY_MS) {
      await holdTheForgotten();
      heldAt = Date.now();
    }
    while (!stop.aborted && underWay.size < AT_ONCE) {
      const limit = AT_ONCE - underWay.size;
      const rows = await claimRows(sql, { limit, trustedForMs, mark });
      // One that has long been retried here looks abandoned.
      for (const row of rows) if (!underWay.has(row.id)) begin(row);
      if (rows.length < limit) return;
    }
  }

  function begin(row: ClaimedRow): void {
    underWay.add(row.id);
    void bringUp(row).finally(() => {
      underWay.delete(row.id);
      wake.now();
    });
  }

  /** Holds its place while Temporal is away, so that nothing else is attempted either. */
  async function bringUp(row: ClaimedRow): Promise<void> {
    const log = logger.child({ run: row.id });
    for (let pause = FIRST_PAUSE_MS; !stop.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        await startRun(client, row);
        await markStarted(sql, [row.id]);
        return;
      } catch (error) {
        if (!isTransient(error)) return refuse(row, error);
        log.warn({ error: describeError(error) }, "The run cannot be started yet; trying again");
        await sleep(pause, undefined, { signal: stop }).catch(() => {});
      }
    }
  }

  /** Temporal said no, and would say it again. */
  async function refuse(row: ClaimedRow, error: unknown): Promise<void> {
    logger.error({ run: row.id, error: describeError(error) }, "Temporal refused the run; it is held");
    await holdRow(sql, row.id, `Temporal refused it: ${String(error)}`).catch(() => {});
  }

  async function holdTheForgotten(): Promise<void> {
    const reason = "Its start was attempted so long ago that Temporal may have run and forgotten it.";
    const held = await holdForgotten(sql, { trustedForMs, reason });
    for (const run of held) logger.error({ run }, reason);
  }

  return { ended: dispatch() };
}

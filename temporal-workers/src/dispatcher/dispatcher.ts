import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@temporalio/client";
import {
  claimAnnounced,
  claimInTurn,
  claimRows,
  holdForgotten,
  holdRow,
  listen,
  markStarted,
} from "@riposte/db";
import type { ClaimedRow, Connection, RowClaim } from "@riposte/db";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";
import type { KnownLimits } from "../turns/known-limits.ts";
import { isTransient } from "./is-transient.ts";
import { createProgress } from "./progress.ts";
import { createServed } from "./served.ts";
import { createStartMarks } from "./start-marks.ts";
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
  readonly limits: Pick<KnownLimits, "ofPlaybooks">;
  /** Runs go to the worker beside us. */
  readonly isCurrent: () => boolean;
  readonly stop: AbortSignal;
}

/** Whether its turn had to come. */
type Kind = "in turn" | "at once";

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
  const { sql, client, logger, limits, stop } = services;
  const trustedForMs = services.retentionMs / 2;
  const wake = createWakeUp(stop);
  const progress = createProgress(services);
  const listener = listen(services.databaseUrl, {
    name: "riposte dispatcher",
    channels: ["inbox"],
    onNotice: (_, run) => {
      if (run === "") turnsDue = true;
      else announced.add(run);
      wake.now();
    },
    onListening: () => {
      progress.doubt();
      turnsDue = true;
      wake.now();
    },
  });
  /** Accepted since all playbooks were looked at. */
  const announced = new Set<string>();
  let lookedAt = 0;
  /** Being started. */
  const underWay = new Map<string, Kind>();
  const served = createServed();
  const marks = createStartMarks({
    write: (runs) => markStarted(sql, runs),
    complain: (error) =>
      logger.warn({ error: describeError(error) }, "It cannot be noted which runs were started"),
  });
  /** More could not be taken: whoever makes room says so. */
  let isFull = false;
  let heldAt = 0;
  /** Something has happened that may be somebody's turn. */
  let turnsDue = true;
  /** When the clock may be. */
  let turnsAt = 0;

  async function dispatch(): Promise<void> {
    while (!stop.aborted) {
      try {
        await claim();
      } catch (error) {
        if (stop.aborted) break;
        lookedAt = 0;
        logger.warn({ error: describeError(error) }, "The inbox cannot be read; trying again");
        await sleep(FIRST_PAUSE_MS, undefined, { signal: stop }).catch(() => {});
      }
      await wake.next(Math.max(1, Math.min(POLL_MS, turnsAt - Date.now())));
    }
    await listener.close();
    while (underWay.size > 0) await sleep(10);
    await marks.close();
    await progress.close();
  }

  async function claim(): Promise<void> {
    const mark = await progress.current();
    if (Date.now() - heldAt > HOLD_EVERY_MS) {
      await holdTheForgotten();
      heldAt = Date.now();
    }
    if (isAnnouncedAll()) {
      const ids = [...announced];
      announced.clear();
      return beginAll(await claimAnnounced(sql, { ids, mark }), "at once");
    }
    lookedAt = Date.now();
    announced.clear();
    const next = (limit: number): RowClaim => ({ limit, trustedForMs, mark, served: served.inOrder() });
    // Those that wait for their turn first: many that need not wait would else take all the places.
    if (limits.ofPlaybooks() || turnsDue || Date.now() >= turnsAt) await takeTurns(next);
    isFull = false;
    while (!stop.aborted && underWay.size < AT_ONCE) {
      const limit = AT_ONCE - underWay.size;
      const rows = await claimRows(sql, next(limit));
      beginAll(rows, "at once");
      if (rows.length < limit) return;
    }
    isFull = true;
  }

  /** Whether what is to be begun is known without a look: there is room for it, and nothing may have been missed. */
  function isAnnouncedAll(): boolean {
    const now = Date.now();
    const isLate = turnsDue || now >= turnsAt || now - lookedAt >= POLL_MS;
    if (isFull || isLate || limits.ofPlaybooks()) return false;
    return announced.size > 0 && announced.size <= AT_ONCE - underWay.size;
  }

  /** At most half of the places, so that neither kind keeps the other from starting. */
  async function takeTurns(next: (limit: number) => RowClaim): Promise<void> {
    const taken = [...underWay.values()].filter((kind) => kind === "in turn").length;
    const limit = Math.min(AT_ONCE - underWay.size, AT_ONCE / 2 - taken);
    turnsDue = limit <= 0;
    turnsAt = Date.now() + POLL_MS;
    if (turnsDue) return;
    const { rows, nextMs } = await claimInTurn(sql, next(limit));
    turnsDue = rows.length === limit;
    if (nextMs !== null) turnsAt = Math.min(turnsAt, Date.now() + nextMs);
    beginAll(rows, "in turn");
  }

  function beginAll(rows: readonly ClaimedRow[], kind: Kind): void {
    for (const row of rows) {
      served.note(row.playbookId);
      // One that has long been retried here looks abandoned.
      if (underWay.has(row.id)) continue;
      underWay.set(row.id, kind);
      begin(row, kind);
    }
  }

  function begin(row: ClaimedRow, kind: Kind): void {
    void bringUp(row, kind).finally(() => {
      underWay.delete(row.id);
      if (isFull || turnsDue) wake.now();
    });
  }

  /** Holds its place while Temporal is away, so that nothing else is attempted either. */
  async function bringUp(row: ClaimedRow, kind: Kind): Promise<void> {
    const log = logger.child({ run: row.id });
    for (let pause = FIRST_PAUSE_MS; !stop.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        await startRun(client, row, { eager: services.isCurrent() });
        const marked = marks.add(row.id, kind === "in turn" ? "now" : "soon");
        // Whose turn is next hangs on it.
        if (kind === "in turn") await marked;
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

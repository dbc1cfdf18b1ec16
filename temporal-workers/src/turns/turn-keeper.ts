import type { Client } from "@temporalio/client";
import { WorkflowNotFoundError } from "@temporalio/client";
import { dropTurns, forgetOldStarts, listen, sweepTurns } from "@riposte/db";
import type { Database, TurnThatCame } from "@riposte/db";
import { TURN_SIGNAL } from "@riposte/temporal";
import type { TurnInput } from "@riposte/temporal";
import type { Logger } from "pino";
import { describeError } from "../activities/actions/describe-error.ts";
import { createWakeUp } from "../dispatcher/wake-up.ts";
import type { KnownLimits } from "./known-limits.ts";

export interface TurnKeeper {
  /** After `stop`. */
  readonly ended: Promise<void>;
}

interface KeeperServices {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly client: Client;
  readonly limits: KnownLimits;
  readonly logger: Logger;
  readonly stop: AbortSignal;
}

const POLL_MS = 2_000;
const READ_EVERY_MS = 30_000;
/** A turn that is not taken is told again: the signal, or what came of it, may have been lost. */
const AGAIN_MS = 5_000;
const SIGNAL_DEADLINE_MS = 10_000;
const TOLD_AT_ONCE = 20;

/** Gives the calls that wait under a limit their turn, and tells their workflows. Any number may be at it. */
export function startTurnKeeper(services: KeeperServices): TurnKeeper {
  const { db, client, limits, logger, stop } = services;
  const wake = createWakeUp(stop);
  let readAt = 0;
  const listener = listen(services.databaseUrl, {
    name: "riposte turns",
    channels: ["turns", "limits"],
    onNotice: (channel) => {
      if (channel === "limits") readAt = 0;
      wake.now();
    },
    onListening: () => {
      readAt = 0;
      wake.now();
    },
  });

  async function keep(): Promise<void> {
    while (!stop.aborted) {
      const nextMs = await look().catch((error: unknown) => {
        if (!stop.aborted)
          logger.warn({ error: describeError(error) }, "Turns under limits cannot be given; trying again");
        return null;
      });
      await wake.next(Math.max(1, Math.min(POLL_MS, nextMs ?? POLL_MS)));
    }
    await listener.close();
  }

  async function look(): Promise<number | null> {
    if (Date.now() >= readAt) {
      readAt = Date.now() + READ_EVERY_MS;
      await Promise.all([limits.read(), forgetOldStarts(db)]).catch((error: unknown) => {
        readAt = 0;
        throw error;
      });
    }
    const { came, nextMs } = await sweepTurns(db, { againMs: AGAIN_MS });
    for (let at = 0; at < came.length; at += TOLD_AT_ONCE) {
      await Promise.all(came.slice(at, at + TOLD_AT_ONCE).map(tell));
    }
    return nextMs;
  }

  async function tell({ workflowId, runId, step, scope, attempt }: TurnThatCame): Promise<void> {
    const input: TurnInput = { step, scope, attempt };
    try {
      await client.withDeadline(Date.now() + SIGNAL_DEADLINE_MS, () =>
        client.workflow.getHandle(workflowId).signal(TURN_SIGNAL, input),
      );
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return dropTurns(db, runId);
      logger.warn(
        { run: runId, step, error: describeError(error) },
        "A run cannot be told of its turn; trying again",
      );
    }
  }

  return { ended: keep() };
}
